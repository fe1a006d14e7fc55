#pragma once

#include "core/base/Progress.h"

namespace vxs::test {

/// Cancels when the work has reported itself so often.
class CancelAfter : public Progress {
 public:
  explicit CancelAfter(int updates) : m_left(updates) {}
  void update(std::int64_t) override { --m_left; }
  bool cancelled() const override { return m_left < 0; }

 private:
  int m_left;
};

}  // namespace vxs::test
