#include "app/cli/Session.h"

#include "core/workflow/Neural.h"

#include <unistd.h>
#include <nlohmann/json.hpp>

#include <iostream>

namespace vxs::cli {

Session::Session(std::ostream& out, std::ostream& err, const StopFlags& stop)
    : m_out(out),
      m_err(err),
      m_stop(stop),
      m_nowhere(std::make_unique<std::ostream>(nullptr)),
      m_terminal(err, &err == &std::cerr && isatty(STDERR_FILENO) == 1, stop.now),
      m_lines(err, stop.now) {}

Session::~Session() = default;

std::ostream& Session::tables() {
  return options.json ? *m_nowhere : m_out;
}

Progress& Session::progress() {
  if (toProgram()) return m_lines;
  return m_terminal;
}

void Session::event(const nlohmann::ordered_json& event) {
  if (toProgram()) m_lines.write(event);
}

void Session::fail(int status, const std::string& message) {
  finishProgress();
  if (toProgram()) return m_lines.write({{"event", "error"}, {"status", status}, {"message", message}});
  m_err << "voxelscope-cli: " << message << std::endl;
}

workflow::Neural& Session::neural() {
  if (!m_neural) m_neural = workflow::loadNeural({options.threads, options.device});
  return *m_neural;
}

}  // namespace vxs::cli
