#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace vxs::cli {

// CLI11's checks without their descriptions: the help texts say in words what may be given.

inline CLI::Validator oneOf(const std::vector<std::string>& words) {
  return CLI::IsMember(words).description("");
}

template <class Number>
CLI::Validator between(Number low, Number high) {
  return CLI::Range(low, high).description("");
}

inline CLI::Validator positive() {
  return CLI::Validator(CLI::PositiveNumber).description("");
}

inline CLI::Validator notNegative() {
  return CLI::Validator(CLI::NonNegativeNumber).description("");
}

}  // namespace vxs::cli
