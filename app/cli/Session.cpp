#include "app/cli/Session.h"

#include "core/workflow/Neural.h"

#include <unistd.h>

#include <iostream>

namespace vxs::cli {

Session::Session(std::ostream& out, std::ostream& err, CancelFlag& cancel)
    : m_out(out),
      m_nowhere(std::make_unique<std::ostream>(nullptr)),
      m_progress(err, &err == &std::cerr && isatty(STDERR_FILENO) == 1, cancel) {}

Session::~Session() = default;

std::ostream& Session::tables() {
  return options.json ? *m_nowhere : m_out;
}

workflow::Neural& Session::neural() {
  if (!m_neural) m_neural = workflow::loadNeural({options.threads, options.device});
  return *m_neural;
}

}  // namespace vxs::cli
