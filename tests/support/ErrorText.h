#pragma once

#include "core/base/Error.h"

#include <string>

namespace vxs::test {

/// What `work` complains about; empty when it does not throw vxs::Error.
template <class Work>
std::string errorOf(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace vxs::test
