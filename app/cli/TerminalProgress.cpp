#include "app/cli/TerminalProgress.h"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

namespace vxs::cli {
namespace {

constexpr auto kRedrawEvery = std::chrono::milliseconds(100);
constexpr auto kLogEvery = std::chrono::seconds(10);

double secondsBetween(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

std::string rateText(double perSecond, const std::string& unit) {
  if (perSecond >= 100) return fmt::format("{:.0f} {}/s", perSecond, unit);
  if (perSecond >= 1) return fmt::format("{:.1f} {}/s", perSecond, unit);
  return fmt::format("{:.1f} {}/min", perSecond * 60, unit);
}

}  // namespace

std::string durationText(double seconds) {
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02} h", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string progressText(const std::string& stage, std::int64_t done, std::int64_t total,
                         const std::string& unit, double seconds) {
  std::string text = total > 0 ? fmt::format("{}: {} of {} {}", stage, done, total, unit)
                               : fmt::format("{}: {} {}", stage, done, unit);
  // a rate over the first instants would jump about
  if (done <= 0 || seconds < 0.5) return text;
  const double perSecond = static_cast<double>(done) / seconds;
  text += ", " + rateText(perSecond, unit);
  if (total > done) text += ", " + durationText(static_cast<double>(total - done) / perSecond) + " left";
  return text;
}

TerminalProgress::TerminalProgress(std::ostream& stream, bool terminal, const CancelFlag& cancel)
    : m_stream(stream), m_terminal(terminal), m_cancel(cancel) {}

void TerminalProgress::begin(const std::string& stage, std::int64_t total, const std::string& unit) {
  finish();
  m_stage = stage;
  m_unit = unit;
  m_total = total;
  m_done = 0;
  m_start = m_lastDrawn = Clock::now();
  if (m_terminal) draw(m_start);
}

void TerminalProgress::update(std::int64_t done) {
  m_done = done;
  const Clock::time_point now = Clock::now();
  if (now - m_lastDrawn >= (m_terminal ? Clock::duration(kRedrawEvery) : Clock::duration(kLogEvery)))
    draw(now);
}

void TerminalProgress::draw(Clock::time_point now) {
  const std::string text = progressText(m_stage, m_done, m_total, m_unit, secondsBetween(m_start, now));
  if (m_terminal)
    m_stream << "\r\033[K" << text << std::flush;
  else
    m_stream << text << std::endl;
  m_lineShown = m_terminal;
  m_lastDrawn = now;
}

void TerminalProgress::clearLine() {
  if (m_lineShown) m_stream << "\r\033[K" << std::flush;
  m_lineShown = false;
}

void TerminalProgress::note(const std::string& line) {
  clearLine();
  m_stream << line << std::endl;
}

void TerminalProgress::finish() {
  clearLine();
  if (m_stage.empty()) return;
  if (m_done > 0)
    m_stream << fmt::format("{}: {} {} in {}", m_stage, m_done, m_unit,
                            durationText(secondsBetween(m_start, Clock::now())))
             << std::endl;
  m_stage.clear();
}

}  // namespace vxs::cli
