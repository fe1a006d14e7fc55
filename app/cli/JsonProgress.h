#pragma once

#include "core/base/Progress.h"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <iosfwd>
#include <string>

namespace vxs::cli {

/// Progress for programs (--progress json): one JSON object a line, each with "event":
///   stage     stage, total (0: unknown), unit
///   progress  stage, done, total, unit, rate (units a second), secondsLeft (null while unknown); ten a
///   second at most note      text error     status, message; the last line of a command that failed
/// Commands add events of their own (train: "batch", "epoch"). Numbers that do not exist are null.
class JsonProgress : public Progress {
 public:
  JsonProgress(std::ostream& stream, const CancelFlag& cancel);

  void begin(const std::string& stage, std::int64_t total, const std::string& unit) override;
  void update(std::int64_t done) override;
  void note(const std::string& line) override;
  bool cancelled() const override { return m_cancel.raised(); }

  /// One line; `event` must be an object.
  void write(const nlohmann::ordered_json& event);

 private:
  using Clock = std::chrono::steady_clock;
  std::ostream& m_stream;
  const CancelFlag& m_cancel;
  std::string m_stage, m_unit;
  std::int64_t m_total = 0;
  Clock::time_point m_start, m_lastWritten;
};

}  // namespace vxs::cli
