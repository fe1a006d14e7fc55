#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/workflow/PrepareStore.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace vxs::cli {
namespace {

class PrepareCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app = parent.add_subcommand("prepare", "Stream one subject's sessions into a store");
    app->add_option("DATASET", m_params.dataset, "Folder in the layout of the Natural Scenes Dataset")
        ->required()
        ->type_name("DIR");
    app->add_option("--subject", m_params.subject, "Which subject (1 to 8)")
        ->type_name("N")
        ->check(between(1, 8))
        ->capture_default_str();
    app->add_option("--betas", m_params.betas, "b1 (assumehrf), b2 (fithrf) or b3 (fithrf_GLMdenoise_RR)")
        ->check(oneOf({"b1", "b2", "b3"}))
        ->capture_default_str()
        ->type_name("BETAS");
    app->add_option("--mask", m_params.mask,
                    "nsdgeneral, brain, whole, or a NIfTI file whose voxels above 0 take part")
        ->type_name("MASK")
        ->capture_default_str();
    app->add_option("--out", m_params.out, "Folder of the store")->required()->type_name("STORE");
    addJsonAndThreads(*app, options);
    app->footer(
        "Responses are z-scored per voxel within each session. An interrupted run goes on at the next "
        "session\n"
        "when it is started again. NSD's terms forbid passing its data on: a store stays on your "
        "disk.\n\nExamples:\n"
        "  voxelscope-cli prepare /data/nsd --subject 1 --betas b3 --mask nsdgeneral --out store\n"
        "  voxelscope-cli prepare subject --mask brain --out store");
    return app;
  }

  nlohmann::ordered_json run(Session& session) override {
    const workflow::PrepareResult result = workflow::prepareStore(m_params, session.progress());
    const bool synthetic = isSynthetic(result.store);
    if (synthetic) session.tables() << honestyLine(true, false) << '\n';
    printFields(session.tables(),
                {{"Store", result.store.string()},
                 {"Subject", std::to_string(m_params.subject)},
                 {"Betas", m_params.betas},
                 {"Mask", m_params.mask},
                 {"Trials", std::to_string(result.trials)},
                 {"Images", std::to_string(result.images)},
                 {"Voxels", std::to_string(result.voxels)},
                 {"Dropped", std::to_string(result.droppedVoxels) + " voxels, invalid in a session"},
                 {"Time", durationText(result.seconds)}});
    return {{"command", "prepare"},
            {"store", result.store.string()},
            {"subject", m_params.subject},
            {"betas", m_params.betas},
            {"mask", m_params.mask},
            {"trials", result.trials},
            {"images", result.images},
            {"voxels", result.voxels},
            {"droppedVoxels", result.droppedVoxels},
            {"seconds", result.seconds},
            {"syntheticSubject", synthetic}};
  }

 private:
  workflow::PrepareParams m_params;
};

}  // namespace

std::unique_ptr<Command> makePrepareCommand() {
  return std::make_unique<PrepareCommand>();
}

}  // namespace vxs::cli
