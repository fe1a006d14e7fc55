#include "app/cli/Command.h"

#include "app/cli/Checks.h"

namespace vxs::cli {

void addJsonAndThreads(CLI::App& app, CommonOptions& options) {
  app.add_flag("--json", options.json, "One JSON object on standard output instead of tables");
  app.add_option("--progress", options.progress,
                 "On standard error: text for people, or json, one object a line, for programs")
      ->type_name("text|json")
      ->check(oneOf({"text", "json"}))
      ->capture_default_str();
  app.add_option("--threads", options.threads, "Use at most N cores; 0 means all that are available")
      ->type_name("N")
      ->check(between(0, 4096));
}

void addSeed(CLI::App& app, CommonOptions& options) {
  app.add_option("--seed", options.seed, "Start of the random numbers: the same seed gives the same result")
      ->type_name("N")
      ->capture_default_str();
}

void addDevice(CLI::App& app, CommonOptions& options) {
  app.add_option("--device", options.device, "Where the networks run: auto, cpu, cuda or cuda:N")
      ->type_name("DEVICE")
      ->capture_default_str();
}

}  // namespace vxs::cli
