#include "app/cli/JsonProgress.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace vxs::cli {

using Json = nlohmann::ordered_json;

namespace {
constexpr auto kWriteEvery = std::chrono::milliseconds(100);
}

JsonProgress::JsonProgress(std::ostream& stream, const CancelFlag& cancel)
    : m_stream(stream), m_cancel(cancel) {}

void JsonProgress::write(const Json& event) {
  // file names need not be UTF-8
  m_stream << event.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

void JsonProgress::begin(const std::string& stage, std::int64_t total, const std::string& unit) {
  m_stage = stage;
  m_unit = unit;
  m_total = total;
  m_start = Clock::now();
  m_lastWritten = {};
  write({{"event", "stage"}, {"stage", stage}, {"total", total}, {"unit", unit}});
}

void JsonProgress::update(std::int64_t done) {
  const Clock::time_point now = Clock::now();
  if (now - m_lastWritten < kWriteEvery && done != m_total) return;
  m_lastWritten = now;
  const double seconds = std::chrono::duration<double>(now - m_start).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  Json event{{"event", "progress"}, {"stage", m_stage}, {"done", done}, {"total", m_total}, {"unit", m_unit}};
  event["rate"] = rate > 0 ? Json(rate) : Json();
  event["secondsLeft"] = rate > 0 && m_total > 0 ? Json(static_cast<double>(m_total - done) / rate) : Json();
  write(event);
}

void JsonProgress::note(const std::string& line) {
  write({{"event", "note"}, {"text", line}});
}

}  // namespace vxs::cli
