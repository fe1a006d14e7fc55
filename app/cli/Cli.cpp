#include "app/cli/Cli.h"

#include "VoxelscopeVersion.h"
#include "app/cli/Command.h"
#include "app/cli/ThreadLimit.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <new>
#include <ostream>

namespace vxs::cli {
namespace {

constexpr const char* kProgram = "voxelscope-cli";

/// The program's options and commands. The commands hold the variables that the options write to.
class CommandLine {
 public:
  explicit CommandLine(CommonOptions& options);
  /// Throws CLI::ParseError.
  Command& parse(std::vector<std::string> args);
  CLI::App& app() { return m_app; }

 private:
  CLI::App m_app{
      "Predicts whole-brain fMRI responses to a picture and its caption and compares them with measured "
      "ones.",
      kProgram};
  std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> m_commands;
};

CommandLine::CommandLine(CommonOptions& options) {
  m_app.set_version_flag("--version", std::string(kProgram) + " " VOXELSCOPE_VERSION);
  m_app.require_subcommand(1);
  m_app.get_formatter()->column_width(28);
  m_app.footer(
      "'voxelscope-cli COMMAND --help' shows a command's options with examples. Exit status: 0 done, 1 "
      "failed,\n"
      "2 wrong usage, 130 cancelled (Ctrl-C); a cancelled command goes on when it is run again.");
  const std::vector<std::unique_ptr<Command> (*)()> makers{
      makeSynthesizeCommand, makeInspectCommand,  makePrepareCommand, makeFeaturesCommand,
      makeTrainCommand,      makeEvaluateCommand, makeLayersCommand,  makeSweepCommand,
      makePredictCommand,    makeEmbedCommand,    makeWhatIfCommand,  makeExplainCommand,
#ifdef VXS_CLI_FIGURES
      makeFigureCommand,
#endif
      makeDiagnoseCommand};
  for (const auto& make : makers) {
    std::unique_ptr<Command> command = make();
    CLI::App* subcommand = command->declare(m_app, options);
    m_commands.emplace_back(subcommand, std::move(command));
  }
}

Command& CommandLine::parse(std::vector<std::string> args) {
  if (args.empty()) throw UsageError("a command is missing; 'voxelscope-cli --help' lists them");
  const auto named = [&args](const auto& entry) { return entry.first->get_name() == args.front(); };
  if (!args.front().starts_with('-') && std::none_of(m_commands.begin(), m_commands.end(), named))
    throw UsageError("there is no command '" + args.front() + "'; 'voxelscope-cli --help' lists them");
  std::reverse(args.begin(), args.end());  // CLI11 takes them from the back
  m_app.parse(std::move(args));
  const auto chosen = std::find_if(m_commands.begin(), m_commands.end(),
                                   [](const auto& entry) { return entry.first->parsed(); });
  if (chosen == m_commands.end()) throw CLI::RequiredError("a command");
  return *chosen->second;
}

/// Help and version go to `out` and are no failure.
int reportParseOutcome(CommandLine& line, const CLI::ParseError& outcome, std::ostream& out,
                       std::ostream& err) {
  if (outcome.get_exit_code() == 0) {
    line.app().exit(outcome, out, err);
    return kDone;
  }
  err << kProgram << ": error: " << outcome.what() << '\n';
  const std::vector<CLI::App*> chosen = line.app().get_subcommands();
  err << "Try '" << kProgram << (chosen.empty() ? "" : " " + chosen.front()->get_name()) << " --help'.\n";
  return kWrongUsage;
}

int runCommand(Command& command, Session& session, std::ostream& out) {
  const ThreadLimit limit(command.neural() ? 0 : session.options.threads);
  const nlohmann::ordered_json result = command.run(session);
  session.finishProgress();
  // file names need not be UTF-8
  if (session.options.json)
    out << result.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
  out.flush();
  if (!out) throw Error("cannot write the result to standard output");
  return session.exitStatus;
}

}  // namespace

int runCli(std::vector<std::string> args, std::ostream& out, std::ostream& err, const StopFlags& stop) {
  Session session(out, err, stop);
  const auto fail = [&](int status, const std::string& message) {
    session.fail(status, message);
    return status;
  };
  try {
    CommandLine line(session.options);
    try {
      return runCommand(line.parse(std::move(args)), session, out);
    } catch (const CLI::ParseError& outcome) {
      return reportParseOutcome(line, outcome, out, err);
    }
  } catch (const Cancelled&) {
    return fail(kCancelled, "cancelled; the same command run again goes on where it stopped");
  } catch (const UsageError& error) {
    return fail(kWrongUsage, std::string("error: ") + error.what());
  } catch (const Error& error) {
    return fail(kFailed, std::string("error: ") + error.what());
  } catch (const std::bad_alloc&) {
    return fail(kFailed, "error: there is not enough memory for this");
  } catch (const std::exception& error) {
    return fail(kFailed, std::string("error: ") + error.what());
  }
}

}  // namespace vxs::cli
