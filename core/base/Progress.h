#pragma once

#include "core/base/Error.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace vxs {

/// How long work reports itself and learns that it should stop. Handed down by whoever started the work; the base class
/// reports nothing and is never cancelled. Calls may come from the thread that does the work, one thread at a time.
class Progress {
 public:
  virtual ~Progress() = default;
  /// A new stage begins: `total` units of `unit` ("trials", "images") will be done; total 0 means unknown.
  virtual void begin(const std::string& /*stage*/, std::int64_t /*total*/, const std::string& /*unit*/) {}
  /// `done` units of the present stage are finished (absolute, not an increment).
  virtual void update(std::int64_t /*done*/) {}
  /// A line worth keeping, e.g. an epoch's losses or a warning that voxels were dropped.
  virtual void note(const std::string& /*line*/) {}
  virtual bool cancelled() const { return false; }
  /// Throws Cancelled when cancelled(). Call it at least ten times a second in long loops.
  void throwIfCancelled() const {
    if (cancelled()) throw Cancelled();
  }
};

/// A flag that one thread (or a signal handler) raises and the worker reads.
class CancelFlag {
 public:
  void raise() noexcept { m_raised.store(true, std::memory_order_relaxed); }
  void lower() noexcept { m_raised.store(false, std::memory_order_relaxed); }
  bool raised() const noexcept { return m_raised.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> m_raised{false};
};

}  // namespace vxs
