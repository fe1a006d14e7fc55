#pragma once

#include "app/cli/Cli.h"

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace vxs::test {

struct CommandOutcome {
  int status = -1;
  std::string out, err;
  /// Throws when standard output is not exactly one JSON value.
  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

/// Runs a command line in this process.
inline CommandOutcome runCommand(std::vector<std::string> args, const cli::StopFlags& stop) {
  std::ostringstream out, err;
  CommandOutcome outcome;
  outcome.status = cli::runCli(std::move(args), out, err, stop);
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

inline CommandOutcome runCommand(std::vector<std::string> args, const CancelFlag& cancel) {
  const CancelFlag never;
  return runCommand(std::move(args), cli::StopFlags{cancel, never});
}

inline CommandOutcome runCommand(std::vector<std::string> args) {
  return runCommand(std::move(args), CancelFlag());
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace vxs::test
