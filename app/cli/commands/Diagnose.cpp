#include "core/workflow/Diagnose.h"
#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/TextTable.h"
#include "core/workflow/Neural.h"

#include <nlohmann/json.hpp>

namespace vxs::cli {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

/// LibTorch's part; that it cannot be loaded is a finding, not a failure.
Rows neuralRows(Session& session) {
  try {
    const auto found = session.neural().describe();
    return {found.begin(), found.end()};
  } catch (const Error& error) {
    return {{"LibTorch", std::string("not available: ") + error.what()}};
  }
}

class DiagnoseCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app = parent.add_subcommand("diagnose", "Say what to paste into a bug report");
    addDevice(*app, options);
    addJsonAndThreads(*app, options);
    app->footer(
        "Versions, processor, threads, GPU, OpenGL and fonts. Nothing is sent anywhere.\n\nExamples:\n"
        "  voxelscope-cli diagnose\n"
        "  voxelscope-cli diagnose --json > report.json");
    return app;
  }

  bool neural() const override { return true; }

  nlohmann::ordered_json run(Session& session) override {
    // the neural part first, so that its libraries are among those listed as loaded
    const Rows neural = neuralRows(session);
    Rows rows = workflow::diagnose();
    rows.insert(rows.end(), neural.begin(), neural.end());
    printFields(session.tables(), rows);
    nlohmann::ordered_json json{{"command", "diagnose"}};
    for (const auto& [name, value] : rows) json[name] = value;
    return json;
  }
};

}  // namespace

std::unique_ptr<Command> makeDiagnoseCommand() {
  return std::make_unique<DiagnoseCommand>();
}

}  // namespace vxs::cli
