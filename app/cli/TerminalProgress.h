#pragma once

#include "core/base/Progress.h"

#include <chrono>
#include <iosfwd>
#include <string>

namespace vxs::cli {

/// Progress for people: on a terminal one line that is rewritten, elsewhere (a log file) a line every ten
/// seconds; both with rate and remaining time. A stage that ends leaves one line saying how long it took.
class TerminalProgress : public Progress {
 public:
  TerminalProgress(std::ostream& stream, bool terminal, const CancelFlag& cancel);

  void begin(const std::string& stage, std::int64_t total, const std::string& unit) override;
  void update(std::int64_t done) override;
  void note(const std::string& line) override;
  bool cancelled() const override { return m_cancel.raised(); }

  /// Ends the present stage; called once more when the command is over, failed or not.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  void draw(Clock::time_point now);
  void clearLine();

  std::ostream& m_stream;
  bool m_terminal;
  const CancelFlag& m_cancel;
  std::string m_stage, m_unit;
  std::int64_t m_total = 0, m_done = 0;
  Clock::time_point m_start, m_lastDrawn;
  bool m_lineShown = false;
};

/// "42 s", "3:07 min", "2:15:09 h".
std::string durationText(double seconds);
/// "encoding images: 120 of 750 images, 11.8 images/s, 53 s left"; without a total only what is known.
std::string progressText(const std::string& stage, std::int64_t done, std::int64_t total,
                         const std::string& unit, double seconds);

}  // namespace vxs::cli
