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

/// What the headline of a preset is, in words.
std::string headlineName(metrics::AccuracyPreset preset) {
  switch (preset) {
    case metrics::AccuracyPreset::Report:
      return "median r2/NC";
    case metrics::AccuracyPreset::Vision:
      return "median r2/NC, clipped";
    default:
      return "mean r2/NC, clipped";
  }
}

nlohmann::ordered_json toJson(const train::RoiRow& roi) {
  return {{"atlas", roi.atlas}, {"region", roi.region}, {"voxels", roi.voxels},
          {"low", roi.low},     {"high", roi.high},     {"accuracy", cli::toJson(roi.accuracy)}};
}

void printResult(std::ostream& stream, const train::RunInfo& run, const train::EvaluateResult& result) {
  const std::string honesty = honestyLine(run.syntheticSubject, run.demoEncoder, run.shuffledControl);
  if (!honesty.empty()) stream << honesty << '\n';
  const metrics::AccuracySummary& all = result.accuracy;
  printFields(stream,
              {{"Run", run.run.string() + " (" + run.head + ", " + run.encoder + ")"},
               {"Mask", result.maskName},
               {"Preset", metrics::toString(all.preset)},
               {"Test images", fmt::format("{} (shown once {}, twice {}, three times {})", result.testImages,
                                           result.repeats.once, result.repeats.twice, result.repeats.thrice)},
               {"Accuracy", percentText(all.headline) + " (" + headlineName(all.preset) + ")"},
               {"Median r", numberText(all.medianR)},
               {"Median ceiling", percentText(all.medianCeiling)},
               {"Voxels", fmt::format("{} used, {} dropped as NaN, {} dropped with ceiling 0, {} with r < 0",
                                      all.voxelsUsed, all.droppedNan, all.droppedZeroCeiling, all.negativeR)},
               {"Written to", result.folder.string()}});
  if (result.rois.empty()) return;
  stream << '\n';
  TextTable table(
      {"atlas", "region", "voxels", headlineName(all.preset), "95 % interval", "median r", "ceiling"});
  for (const train::RoiRow& roi : result.rois)
    table.add({roi.atlas, roi.region, std::to_string(roi.voxels), percentText(roi.accuracy.headline),
               percentText(roi.low) + " to " + percentText(roi.high), numberText(roi.accuracy.medianR),
               percentText(roi.accuracy.medianCeiling)});
  table.print(stream);
}

class EvaluateCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    CLI::App* app = parent.add_subcommand("evaluate", "Judge a run on its test images");
    app->add_option("RUN", m_params.run, "Folder that 'train' wrote")->required()->type_name("DIR");
    app->add_option("--metric", m_params.metric,
                    "report (median of r2/NC), vision (clipped, median) or algonauts (clipped, mean)")
        ->check(oneOf({"report", "vision", "algonauts"}))
        ->capture_default_str()
        ->type_name("METRIC");
    app->add_option("--mask", m_params.mask,
                    "Only these voxels: an atlas of the store (nsdgeneral, ...) or a NIfTI file")
        ->type_name("MASK");
    app->add_option("--out", m_params.out, "Folder for the outcome (RUN/evaluation when not given)")
        ->type_name("DIR");
    addDevice(*app, options);
    addJsonAndThreads(*app, options);
    app->footer(
        "Writes r, r2, CoD, noise ceiling and accuracy as NIfTI maps, metrics.json, rois.tsv and the test\n"
        "responses that the window and figures read.\n\nExamples:\n"
        "  voxelscope-cli evaluate run-ridge\n"
        "  voxelscope-cli evaluate run-ridge --metric algonauts --mask nsdgeneral --out algonauts");
    return app;
  }

  bool neural() const override { return true; }

  nlohmann::ordered_json run(Session& session) override {
    const workflow::EvaluateResult result = session.neural().evaluate(m_params, session.progress());
    const train::RunInfo info = session.neural().runInfo(m_params.run);
    printResult(session.tables(), info, result);
    nlohmann::ordered_json json{{"command", "evaluate"}};
    json.update(cli::toJson(info));
    json["mask"] = result.maskName;
    json["folder"] = result.folder.string();
    json["testImages"] = result.testImages;
    json["repeats"] = {
        {"once", result.repeats.once}, {"twice", result.repeats.twice}, {"thrice", result.repeats.thrice}};
    json["accuracy"] = cli::toJson(result.accuracy);
    json["rois"] = nlohmann::ordered_json::array();
    for (const train::RoiRow& roi : result.rois) json["rois"].push_back(toJson(roi));
    return json;
  }

 private:
  workflow::EvaluateParams m_params;
};

}  // namespace

std::unique_ptr<Command> makeEvaluateCommand() {
  return std::make_unique<EvaluateCommand>();
}

}  // namespace vxs::cli
