#include "core/workflow/Synthesize.h"
#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace vxs::cli {
namespace {

class SynthesizeCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app =
        parent.add_subcommand("synthesize", "Write a synthetic subject whose true answers are known");
    app->add_option("OUT", m_params.out, "Folder to write, new or empty")->required()->type_name("DIR");
    app->add_option(
           "--preset", m_params.preset,
           "tiny (seconds), demo (half resolution, under a minute) or full (the size of NSD's subj01)")
        ->check(oneOf({"tiny", "demo", "full"}))
        ->capture_default_str()
        ->type_name("PRESET");
    app->add_option(
           "--sessions", m_params.sessions,
           "Instead of the preset's number: 750 trials of 250 images each. Of full, a few are enough "
           "to try real sizes")
        ->check(CLI::Range(1, 40))
        ->type_name("N");
    addSeed(*app, options);
    addJsonAndThreads(*app, options);
    app->footer(
        "The folder has the layout and formats of the Natural Scenes Dataset, and truth/ with each voxel's\n"
        "attainable accuracy beside it.\n\nExamples:\n"
        "  voxelscope-cli synthesize subject --preset demo\n"
        "  voxelscope-cli synthesize small --preset tiny --seed 7\n"
        "  voxelscope-cli synthesize large --preset full --sessions 2");
    return app;
  }

  nlohmann::ordered_json run(Session& session) override {
    m_params.seed = session.options.seed;
    const workflow::SynthesizeResult result = workflow::synthesize(m_params, session.progress());
    session.tables() << honestyLine(true, false) << '\n';
    printFields(session.tables(), {{"Folder", result.root.string()},
                                   {"Preset", m_params.preset},
                                   {"Seed", std::to_string(m_params.seed)},
                                   {"Sessions", std::to_string(result.sessions)},
                                   {"Images", std::to_string(result.images)},
                                   {"Brain voxels", std::to_string(result.brainVoxels)},
                                   {"Size", bytesText(static_cast<double>(result.bytes))},
                                   {"Time", durationText(result.seconds)}});
    return {{"command", "synthesize"},           {"root", result.root.string()},
            {"preset", m_params.preset},         {"seed", m_params.seed},
            {"sessions", result.sessions},       {"images", result.images},
            {"brainVoxels", result.brainVoxels}, {"bytes", result.bytes},
            {"seconds", result.seconds},         {"syntheticSubject", true}};
  }

 private:
  workflow::SynthesizeParams m_params;
};

}  // namespace

std::unique_ptr<Command> makeSynthesizeCommand() {
  return std::make_unique<SynthesizeCommand>();
}

}  // namespace vxs::cli
