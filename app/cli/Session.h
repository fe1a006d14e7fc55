#pragma once

#include "app/cli/TerminalProgress.h"

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>

namespace vxs::workflow {
class Neural;
}

namespace vxs::cli {

/// The options that commands share; each command declares those that mean something for it.
struct CommonOptions {
  bool json = false;
  int threads = 0;  ///< 0: every core this process may use
  std::uint64_t seed = 1;
  std::string device = "auto";
};

/// What a running command is handed: where results go, how to report and be stopped, the shared options, and
/// the neural workflows, which are loaded when first asked for.
class Session {
 public:
  Session(std::ostream& out, std::ostream& err, CancelFlag& cancel);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  CommonOptions options;
  /// Where tables for people go: standard output, or nowhere with --json.
  std::ostream& tables();
  TerminalProgress& progress() { return m_progress; }
  /// Throws Error when the library of neural networks cannot be loaded.
  workflow::Neural& neural();

 private:
  std::ostream& m_out;
  std::unique_ptr<std::ostream> m_nowhere;
  TerminalProgress m_progress;
  std::shared_ptr<workflow::Neural> m_neural;
};

}  // namespace vxs::cli
