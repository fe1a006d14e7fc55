#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/workflow/Neural.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace vxs::cli {
namespace {

std::string tokensText(const blip::TokenizedCaption& caption) {
  std::string text = fmt::format("{} of {} tokens", caption.count, blip::kCaptionTokens);
  if (caption.truncated()) text += fmt::format("; {} were cut off", caption.fullCount - caption.count);
  return text;
}

class PredictCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app = parent.add_subcommand("predict", "Predict the response to one picture and caption");
    app->add_option("RUN", m_params.run, "Folder that 'train' wrote")->required()->type_name("DIR");
    app->add_option("--image", m_params.image, "Picture (PNG or JPEG)")->required()->type_name("FILE");
    app->add_option("--caption", m_params.caption, "What the picture shows; may be empty (\"\")")
        ->required()
        ->type_name("TEXT");
    app->add_option("--out", m_params.out, "Volume to write, .nii or .nii.gz")
        ->required()
        ->type_name("VOLUME");
    addDevice(*app, options);
    addJsonAndThreads(*app, options);
    app->footer(
        "The volume has the grid of the run's subject, in units of z-scored response, NaN outside the run's "
        "mask.\n\n"
        "Example:\n"
        "  voxelscope-cli predict run-ridge --image dog.jpg --caption \"a dog runs on the beach\" --out "
        "dog.nii.gz");
    return app;
  }

  bool neural() const override { return true; }

  nlohmann::ordered_json run(Session& session) override {
    const workflow::PredictResult result = session.neural().predict(m_params, session.progress());
    const std::string honesty =
        honestyLine(result.run.syntheticSubject, result.run.demoEncoder, result.run.shuffledControl);
    if (!honesty.empty()) session.tables() << honesty << '\n';
    printFields(session.tables(),
                {{"Volume", result.out.string()},
                 {"Run", result.run.run.string() + " (" + result.run.head + ", " + result.run.encoder + ")"},
                 {"Caption", "\"" + result.caption.cleaned + "\" (" + tokensText(result.caption) + ")"},
                 {"Voxels", fmt::format("{} (mask {})", result.run.voxels, result.run.maskName)},
                 {"Range", fmt::format("{:.3f} to {:.3f} z", result.minimum, result.maximum)},
                 {"Time", durationText(result.seconds)}});
    nlohmann::ordered_json json{
        {"command", "predict"}, {"out", result.out.string()}, {"image", m_params.image.string()}};
    json["caption"] = {{"cleaned", result.caption.cleaned},
                       {"tokens", result.caption.count},
                       {"fullTokens", result.caption.fullCount},
                       {"truncated", result.caption.truncated()}};
    json["minimum"] = result.minimum;
    json["maximum"] = result.maximum;
    json["unit"] = "z";
    json["seconds"] = result.seconds;
    json.update(toJson(result.run));
    return json;
  }

 private:
  workflow::PredictParams m_params;
};

}  // namespace

std::unique_ptr<Command> makePredictCommand() {
  return std::make_unique<PredictCommand>();
}

}  // namespace vxs::cli
