#pragma once

#include "app/cli/Session.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace CLI {
class App;
}

namespace vxs::cli {

/// One command of the command line: its options, and the work as one call to a workflow and a table of the
/// outcome.
class Command {
 public:
  virtual ~Command() = default;
  /// Adds the subcommand with its options and examples to `parent`; both outlive the run.
  virtual CLI::App* declare(CLI::App& parent, CommonOptions& options) = 0;
  /// Does the work, shows people a table (session.tables()) and returns the JSON object for programs.
  virtual nlohmann::ordered_json run(Session& session) = 0;
  /// Whether LibTorch takes --threads; other commands are kept to that many cores.
  virtual bool neural() const { return false; }
};

std::unique_ptr<Command> makeSynthesizeCommand();
std::unique_ptr<Command> makeInspectCommand();
std::unique_ptr<Command> makePrepareCommand();
std::unique_ptr<Command> makeFeaturesCommand();
std::unique_ptr<Command> makeTrainCommand();
std::unique_ptr<Command> makeEvaluateCommand();
std::unique_ptr<Command> makeLayersCommand();
std::unique_ptr<Command> makeSweepCommand();
std::unique_ptr<Command> makePredictCommand();
std::unique_ptr<Command> makeEmbedCommand();
std::unique_ptr<Command> makeWhatIfCommand();
std::unique_ptr<Command> makeExplainCommand();
std::unique_ptr<Command> makeDiagnoseCommand();
std::unique_ptr<Command> makeFigureCommand();

void addJsonAndThreads(CLI::App& app, CommonOptions& options);
void addSeed(CLI::App& app, CommonOptions& options);
void addDevice(CLI::App& app, CommonOptions& options);

}  // namespace vxs::cli
