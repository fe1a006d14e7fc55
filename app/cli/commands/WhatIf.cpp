#include "core/workflow/whatif/WhatIf.h"
#include "app/cli/Checks.h"
#include "app/cli/ChosenStimulus.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/train/VolumeNote.h"
#include "core/volume/Nifti.h"
#include "core/workflow/whatif/CaptionWords.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <ostream>

namespace vxs::cli {
namespace {

using nlohmann::ordered_json;

std::string marked(const std::vector<workflow::MarkedWord>& words) {
  std::string text;
  for (const workflow::MarkedWord& word : words) {
    if (!text.empty()) text += ' ';
    text += word.differs ? "[" + word.word + "]" : word.word;
  }
  return text.empty() ? "(empty)" : text;
}

std::string signedText(double value) {
  return std::isfinite(value) ? fmt::format("{:+.4f}", value) : "-";
}

std::string percentileText(const workflow::Standing& standing) {
  return std::isfinite(standing.percentile) ? fmt::format("{:.0f}", standing.percentile) : "-";
}

std::string standingText(const workflow::Standing& standing, const char* of) {
  if (standing.n == 0) return fmt::format("no {} to compare with", of);
  return fmt::format("larger than {} % of {} {} (median {:.4f} z)", percentileText(standing), standing.n, of,
                     standing.median);
}

ordered_json toJson(const workflow::Standing& standing) {
  return {{"n", standing.n}, {"percentile", standing.percentile}, {"median", standing.median}};
}

ordered_json toJson(const workflow::Standings& standings) {
  return {{"coco", toJson(standings.coco)},
          {"paraphrases", toJson(standings.paraphrases)},
          {"shuffled", toJson(standings.shuffled)},
          {"wording", toJson(standings.wording)}};
}

const char* nameOf(workflow::CaptionKind kind) {
  return kind == workflow::CaptionKind::Coco         ? "coco"
         : kind == workflow::CaptionKind::Paraphrase ? "paraphrase"
                                                     : "shuffled";
}

class WhatIfCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override;
  bool neural() const override { return true; }
  ordered_json run(Session& session) override;

 private:
  void ask(const workflow::RunStimuli& stimuli, const ChosenStimulus& chosen);
  void print(std::ostream& out, const train::RunInfo& run, const ChosenStimulus& chosen,
             const workflow::WhatIfResult& result) const;
  ordered_json json(const ChosenStimulus& chosen, const workflow::WhatIfResult& result) const;

  StimulusOptions m_stimulus;
  workflow::WhatIfParams m_params;
  std::optional<std::string> m_original;
  std::filesystem::path m_out;
  std::string m_roi;
  std::optional<std::size_t> m_region;  ///< of m_roi, into the result's regions
};

CLI::App* WhatIfCommand::declare(CLI::App& parent, CommonOptions& options) {
  CLI::App* app =
      parent.add_subcommand("whatif", "How an edited caption changes the prediction, and how much is noise");
  m_stimulus.declare(*app);
  app->add_option("--caption", m_params.edited, "The edited caption")->required()->type_name("TEXT");
  app->add_option("--original", m_original, "What it is compared with (a trial's own first caption)")
      ->type_name("TEXT");
  app->add_option("--paraphrases", m_params.paraphrases, "Rewordings of the original for the null")
      ->check(between(0, 1000))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--shuffled", m_params.shuffled, "Captions of other images for the null")
      ->check(between(0, 10000))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--roi", m_roi, "Also each word's change of this region's mean, e.g. FFA-1")
      ->type_name("NAME");
  app->add_option("--out", m_out, "Write edited - original, .nii or .nii.gz")->type_name("VOLUME");
  addSeed(*app, options);
  addDevice(*app, options);
  addJsonAndThreads(*app, options);
  app->footer(
      "The change is edited - original in z units, the picture staying. The null says how much of such a "
      "change\n"
      "comes with any other wording: other people's captions of the image, rewordings by rule, and captions "
      "of\n"
      "other images; a percentile is the part of them that changes the prediction less.\n\n"
      "Examples:\n"
      "  voxelscope-cli whatif run-ridge --trial 12 --caption \"a cat on the beach\" --out change.nii.gz\n"
      "  voxelscope-cli whatif run-ridge --image dog.jpg --original \"a dog\" --caption \"a cat\" --json");
  return app;
}

void WhatIfCommand::ask(const workflow::RunStimuli& stimuli, const ChosenStimulus& chosen) {
  if (m_original)
    m_params.original = *m_original;
  else if (!chosen.captions.empty())
    m_params.original = chosen.captions.front();
  else
    throw UsageError(chosen.text + " has no caption of its own: say --original TEXT");
  m_params.coco = chosen.captions;
  m_params.pool = stimuli.captionsOfOthers(chosen.nsdId);
}

void WhatIfCommand::print(std::ostream& out, const train::RunInfo& run, const ChosenStimulus& chosen,
                          const workflow::WhatIfResult& result) const {
  const std::string honesty = honestyLine(run.syntheticSubject, run.demoEncoder, run.shuffledControl);
  if (!honesty.empty()) out << honesty << '\n';
  const workflow::CaptionDifference words = workflow::differenceOf(m_params.original, m_params.edited);
  printFields(
      out,
      {{"Run", run.run.string() + " (" + run.head + ", " + run.encoder + ")"},
       {"Picture", chosen.text},
       {"Original", marked(words.original)},
       {"Edited", marked(words.edited)},
       {"Change", fmt::format("{:.4f} z rms over {} voxels (mask {}); the prediction's own rms is {:.4f} z",
                              result.edited.rms, run.voxels, run.maskName, result.predictionRms)},
       {"Against COCO", standingText(result.standings.coco, "other captions of the image")},
       {"Rewordings", standingText(result.standings.paraphrases, "rewordings")},
       {"Shuffled", standingText(result.standings.shuffled, "captions of other images")},
       {"Use of text", result.textUse.sentence()},
       {"Edit took", fmt::format("{:.0f} ms (text encoder and head)", result.editMs)}});
  out << '\n';
  TextTable regions(
      {"region", "voxels", "change z", "rewordings' 95 % from", "to", "percentile", "shuffled"});
  for (const workflow::RegionChange& row : result.regionChanges)
    regions.add({result.regions[row.region].label(),
                 std::to_string(result.regions[row.region].members.size()), signedText(row.mean),
                 signedText(row.low), signedText(row.high), percentileText(row.standings.wording),
                 percentileText(row.standings.shuffled)});
  if (!result.regionChanges.empty()) regions.print(out);
  out << '\n';
  std::vector<std::string> header{"word left out", "change z rms"};
  if (m_region) header.push_back("change z of " + result.regions[*m_region].label());
  TextTable dropped(header);
  for (const workflow::DroppedWord& word : result.dropped) {
    std::vector<std::string> row{word.word, numberText(word.change.rms)};
    if (m_region) row.push_back(signedText(word.change.regionMeans[*m_region]));
    dropped.add(row);
  }
  dropped.print(out);
  out << '\n';
  TextTable moved({"moved most", "i", "j", "k", "x mm", "y mm", "z mm"});
  for (const workflow::MovedVoxel& voxel : result.moved)
    moved.add({signedText(voxel.change), std::to_string(voxel.voxel[0]), std::to_string(voxel.voxel[1]),
               std::to_string(voxel.voxel[2]), fmt::format("{:.1f}", voxel.rasMm[0]),
               fmt::format("{:.1f}", voxel.rasMm[1]), fmt::format("{:.1f}", voxel.rasMm[2])});
  moved.print(out);
}

ordered_json WhatIfCommand::json(const ChosenStimulus& chosen, const workflow::WhatIfResult& result) const {
  ordered_json json{{"command", "whatif"}, {"picture", chosen.text}};
  if (chosen.trial > 0) json["trial"] = chosen.trial;
  json["original"] = m_params.original;
  json["edited"] = m_params.edited;
  json["seed"] = m_params.seed;
  json["unit"] = "z";
  json["rms"] = result.edited.rms;
  json["predictionRms"] = result.predictionRms;
  json["droppedVoxels"] = result.edited.dropped;
  json["standings"] = toJson(result.standings);
  json["textUse"] = {{"sentence", result.textUse.sentence()},
                     {"shuffledOverPrediction", result.textUse.shuffledOverPrediction},
                     {"wordingOverShuffled", result.textUse.wordingOverShuffled}};
  for (const workflow::RegionChange& row : result.regionChanges)
    json["regions"].push_back({{"atlas", result.regions[row.region].atlas},
                               {"region", result.regions[row.region].name},
                               {"voxels", result.regions[row.region].members.size()},
                               {"change", row.mean},
                               {"low", row.low},
                               {"high", row.high},
                               {"standings", toJson(row.standings)}});
  for (const workflow::DroppedWord& word : result.dropped) {
    json["dropped"].push_back(
        {{"word", word.word}, {"caption", word.change.caption}, {"rms", word.change.rms}});
    if (m_region) json["dropped"].back()["region"] = word.change.regionMeans[*m_region];
  }
  for (const workflow::MovedVoxel& voxel : result.moved)
    json["moved"].push_back({{"voxel", voxel.voxel}, {"rasMm", voxel.rasMm}, {"change", voxel.change}});
  for (const workflow::NullSample& sample : result.null)
    json["null"].push_back(
        {{"kind", nameOf(sample.kind)}, {"caption", sample.change.caption}, {"rms", sample.change.rms}});
  json["editMs"] = result.editMs;
  return json;
}

ordered_json WhatIfCommand::run(Session& session) {
  const std::string name = m_out.filename().string();
  if (!m_out.empty() && !name.ends_with(".nii") && !name.ends_with(".nii.gz"))
    throw UsageError("cannot write " + m_out.string() + ": a volume's name ends in .nii or .nii.gz");
  m_params.seed = session.options.seed;
  const workflow::RunStimuli stimuli(session.neural().runInfo(m_stimulus.run));
  const ChosenStimulus chosen = chooseStimulus(stimuli, m_stimulus);
  ask(stimuli, chosen);
  if (!m_roi.empty()) {
    const auto regions = workflow::regionsOf(stimuli.store().atlases(), stimuli.store().mask());
    m_region = static_cast<std::size_t>(&workflow::regionNamed(regions, m_roi) - regions.data());
  }
  session.progress().throwIfCancelled();
  const std::unique_ptr<workflow::Predictor> predictor = session.neural().openPredictor(m_stimulus.run);
  predictor->setPicture(chosen.picture);
  const Mask& mask = stimuli.store().mask();
  const workflow::WhatIfResult result =
      workflow::whatIf(m_params, *predictor, mask, stimuli.store().atlases(), session.progress());
  if (!m_out.empty())
    writeNifti(m_out, mask.scatter(result.edited.values), NiftiType::Float32,
               train::volumeNote("caption change", predictor->info()));
  print(session.tables(), predictor->info(), chosen, result);
  ordered_json outcome = json(chosen, result);
  if (!m_out.empty()) outcome["out"] = m_out.string();
  outcome.update(cli::toJson(predictor->info()));
  return outcome;
}

}  // namespace

std::unique_ptr<Command> makeWhatIfCommand() {
  return std::make_unique<WhatIfCommand>();
}

}  // namespace vxs::cli
