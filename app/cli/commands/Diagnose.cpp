#include "core/workflow/Diagnose.h"
#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/TextTable.h"
#include "core/workflow/Neural.h"

#include <nlohmann/json.hpp>

namespace vxs::cli {
namespace {

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
    const workflow::DiagnosedRows rows =
        workflow::diagnose([&session] { return session.neural().describe(); });
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
