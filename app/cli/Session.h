#pragma once

#include "app/cli/Cli.h"
#include "app/cli/JsonProgress.h"
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
  std::string progress = "text";  ///< or "json": one object a line on standard error
  int threads = 0;                ///< 0: every core this process may use
  std::uint64_t seed = 1;
  std::string device = "auto";
};

/// What a running command is handed: where results go, how to report and be stopped, the shared options, and
/// the neural workflows, which are loaded when first asked for.
class Session {
 public:
  Session(std::ostream& out, std::ostream& err, const StopFlags& stop);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  CommonOptions options;
  /// Of a command that did its work and found that something is not as it should be (figure verify).
  int exitStatus = 0;
  /// Where tables for people go: standard output, or nowhere with --json.
  std::ostream& tables();
  Progress& progress();
  /// An event of the command's own for the program that watches; nothing where people do.
  void event(const nlohmann::ordered_json& event);
  /// Ends the present stage and tells how the command failed.
  void fail(int status, const std::string& message);
  void finishProgress() { m_terminal.finish(); }
  /// Whether training shall end when its running epoch is over.
  bool endsAfterEpoch() const { return m_stop.afterEpoch.raised(); }
  /// Throws Error when the library of neural networks cannot be loaded.
  workflow::Neural& neural();

 private:
  bool toProgram() const { return options.progress == "json"; }
  std::ostream& m_out;
  std::ostream& m_err;
  StopFlags m_stop;
  std::unique_ptr<std::ostream> m_nowhere;
  TerminalProgress m_terminal;
  JsonProgress m_lines;
  std::shared_ptr<workflow::Neural> m_neural;
};

}  // namespace vxs::cli
