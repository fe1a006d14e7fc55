#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/workflow/Neural.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace vxs::cli {
namespace {

class FeaturesCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app =
        parent.add_subcommand("features", "Encode a store's pictures and captions into its feature cache");
    app->add_option("STORE", m_params.store, "Folder that 'prepare' wrote")->required()->type_name("DIR");
    app->add_option("--encoder", m_params.encoder, "Folder with BLIP's weights, or demo")
        ->type_name("DIR|demo")
        ->capture_default_str();
    app->add_option("--mode", m_params.mode,
                    "multimodal (picture and caption), image, or vision-layers or text-layers (for 'layers')")
        ->check(oneOf({"multimodal", "image", "vision-layers", "text-layers"}))
        ->capture_default_str()
        ->type_name("MODE");
    addDevice(*app, options);
    addJsonAndThreads(*app, options);
    app->footer(
        "Each distinct picture is encoded with its first caption. What is in the cache is kept, so an "
        "interrupted\n"
        "run goes on. 'demo' is a small encoder with pseudo-weights: it works without files and knows "
        "nothing.\n\n"
        "Examples:\n"
        "  voxelscope-cli features store --encoder /models/blip-base --mode multimodal\n"
        "  voxelscope-cli features store --encoder demo");
    return app;
  }

  bool neural() const override { return true; }

  nlohmann::ordered_json run(Session& session) override {
    const workflow::FeaturesResult result = session.neural().fillFeatures(m_params, session.progress());
    const bool synthetic = isSynthetic(m_params.store);
    if (synthetic || result.demo) session.tables() << honestyLine(synthetic, result.demo) << '\n';
    printFields(session.tables(),
                {{"Encoder", result.encoder},
                 {"Mode", m_params.mode},
                 {"Shape", std::to_string(result.tokens) + " x " + std::to_string(result.width)},
                 {"In the cache", std::to_string(result.items)},
                 {"Computed now", std::to_string(result.computed)},
                 {"Time", durationText(result.seconds)}});
    return {{"command", "features"},      {"store", m_params.store.string()},
            {"encoder", result.encoder},  {"syntheticSubject", synthetic},
            {"demoEncoder", result.demo}, {"mode", m_params.mode},
            {"tokens", result.tokens},    {"width", result.width},
            {"items", result.items},      {"computed", result.computed},
            {"seconds", result.seconds}};
  }

 private:
  workflow::FeaturesParams m_params;
};

}  // namespace

std::unique_ptr<Command> makeFeaturesCommand() {
  return std::make_unique<FeaturesCommand>();
}

}  // namespace vxs::cli
