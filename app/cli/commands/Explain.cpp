#include "app/cli/Checks.h"
#include "app/cli/ChosenStimulus.h"
#include "app/cli/Command.h"
#include "app/cli/ExplainTarget.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "core/base/Npy.h"
#include "core/scene/HeatPicture.h"
#include "core/workflow/explain/Explanation.h"
#include "models/blip/Picture.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <ostream>

namespace vxs::cli {
namespace {

using nlohmann::ordered_json;
using workflow::Explanation;

class ExplainCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override;
  bool neural() const override { return true; }
  ordered_json run(Session& session) override;

 private:
  void checkOptions() const;
  Explanation compute(workflow::Predictor& predictor, bool randomised, Progress& progress) const;
  void write(const Explanation& explanation, const train::RunInfo& run, const ChosenStimulus& chosen) const;
  void print(std::ostream& out, const train::RunInfo& run, const ChosenStimulus& chosen,
             const Explanation& explanation, const std::optional<workflow::SanityCheck>& sanity) const;
  ordered_json json(const ChosenStimulus& chosen, const Explanation& explanation,
                    const std::optional<workflow::SanityCheck>& sanity) const;

  StimulusOptions m_stimulus;
  workflow::ExplainParams m_params;
  std::optional<std::string> m_caption;
  std::string m_method, m_voxel, m_roi, m_target;
  std::filesystem::path m_out;
  std::string m_word;           ///< attention: of this word alone; empty: of all
  int m_layer = 0, m_head = 0;  ///< attention: from 1; 0: the mean of all
  bool m_pixels = false, m_sanity = false;
};

CLI::App* ExplainCommand::declare(CLI::App& parent, CommonOptions& options) {
  CLI::App* app =
      parent.add_subcommand("explain", "Which part of the picture and which words drive a voxel or region");
  m_stimulus.declare(*app);
  app->add_option("--caption", m_caption, "Caption (a trial's own first one)")->type_name("TEXT");
  CLI::Option* voxel = app->add_option("--voxel", m_voxel, "Voxel index, from 0")->type_name("I,J,K");
  app->add_option("--roi", m_roi, "Mean of a region, e.g. FFA-1 or floc-faces:FFA-1")
      ->type_name("NAME")
      ->excludes(voxel);
  app->add_option("--method", m_method, "gradient, integrated, occlusion or attention")
      ->check(oneOf({"gradient", "integrated", "occlusion", "attention"}))
      ->required()
      ->type_name("METHOD");
  app->add_option("--baseline", m_params.baseline, "What stands for nothing to see: grey or blur")
      ->check(oneOf({"grey", "blur"}))
      ->capture_default_str()
      ->type_name("KIND");
  app->add_option("--steps", m_params.steps, "Integrated gradients: nodes along the path")
      ->check(between(1, 1000))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--grid", m_params.grid, "Occlusion: cells a side")
      ->check(between(1, 64))
      ->capture_default_str()
      ->type_name("N");
  app->add_option("--word", m_word, "Attention: of this word of the caption alone")->type_name("WORD");
  app->add_option("--layer", m_layer, "Attention: one layer, from 1 (the mean of all)")
      ->check(between(1, 1000))
      ->type_name("N");
  app->add_option("--head", m_head, "Attention: one head, from 1 (the mean of all)")
      ->check(between(1, 1000))
      ->type_name("N");
  app->add_flag("--sanity", m_sanity, "Compare with the map of an encoder whose weights are drawn anew");
  app->add_flag("--pixels", m_pixels, "With .npy: every pixel instead of sums over patches");
  app->add_option("--out", m_out, "Heat over what BLIP sees (.png) or the numbers (.npy)")
      ->required()
      ->type_name("FILE");
  addSeed(*app, options);
  addDevice(*app, options);
  addJsonAndThreads(*app, options);
  app->footer(
      "gradient: gradient x (input - baseline). integrated: integrated gradients with the gap to "
      "completeness.\n"
      "occlusion: output minus output with a cell covered or a word left out. attention: where each word "
      "looks;\n"
      "it belongs to no voxel. Values are z units, summed over a patch of the picture or the pieces of a "
      "word.\n\n"
      "Examples:\n"
      "  voxelscope-cli explain run-ridge --trial 12 --roi FFA-1 --method integrated --out ffa.png --sanity\n"
      "  voxelscope-cli explain run-ridge --image dog.jpg --caption \"a dog\" --voxel 40,12,30 --method "
      "occlusion "
      "--out dog.npy");
  return app;
}

void ExplainCommand::checkOptions() const {
  const std::string name = m_out.extension().string();
  if (name != ".png" && name != ".npy")
    throw UsageError("cannot write " + m_out.string() + ": an explanation's name ends in .png or .npy");
  if (m_params.method != workflow::ExplainMethod::Attention && m_voxel.empty() && m_roi.empty())
    throw UsageError("explain needs --voxel I,J,K or --roi NAME");
  if (m_params.method != workflow::ExplainMethod::Attention && (!m_word.empty() || m_layer > 0 || m_head > 0))
    throw UsageError("--word, --layer and --head go with --method attention");
  const bool perPixel = m_params.method == workflow::ExplainMethod::Gradient ||
                        m_params.method == workflow::ExplainMethod::Integrated;
  if (m_pixels && (!perPixel || name != ".npy"))
    throw UsageError("--pixels goes with gradient or integrated and a .npy file");
}

Explanation ExplainCommand::compute(workflow::Predictor& predictor, bool randomised,
                                    Progress& progress) const {
  workflow::ExplainParams params = m_params;
  params.randomised = randomised;
  Explanation explanation = explainPrediction(predictor, params, progress);
  if (m_params.method == workflow::ExplainMethod::Attention)
    explanation.picture = workflow::narrowedAttention(explanation, m_word, m_layer, m_head);
  return explanation;
}

void ExplainCommand::write(const Explanation& explanation, const train::RunInfo& run,
                           const ChosenStimulus& chosen) const {
  if (m_out.extension() == ".npy") {
    const std::array<std::int64_t, 2> pixels{explanation.side, explanation.side};
    const std::array<std::int64_t, 2> patches{explanation.rows, explanation.columns};
    return m_pixels ? writeNpy(m_out, pixels, explanation.pixels)
                    : writeNpy(m_out, patches, explanation.picture);
  }
  const bool attention = explanation.method == workflow::ExplainMethod::Attention;
  scene::HeatStyle style;
  style.range = scene::heatRange(explanation.picture);
  style.diverging = !attention;
  style.smooth = explanation.method != workflow::ExplainMethod::Occlusion;
  std::vector<std::string> footer{
      m_method + " of " + m_target,
      fmt::format("colours from {} to {:.3g} {}", attention ? "0" : fmt::format("{:.3g}", -style.range),
                  style.range, attention ? "of attention" : "z"),
      fmt::format("run {}, {}, {}, {}", run.run.filename().string(), run.head, run.encoder, chosen.text)};
  if (const std::string honesty = honestyLine(run.syntheticSubject, run.demoEncoder, run.shuffledControl);
      !honesty.empty())
    footer.push_back(honesty);
  blip::writePng(
      m_out,
      scene::heatOver(explanation.seen, {explanation.rows, explanation.columns, explanation.picture}, style),
      footer);
}

void ExplainCommand::print(std::ostream& out, const train::RunInfo& run, const ChosenStimulus& chosen,
                           const Explanation& explanation,
                           const std::optional<workflow::SanityCheck>& sanity) const {
  const std::string honesty = honestyLine(run.syntheticSubject, run.demoEncoder, run.shuffledControl);
  if (!honesty.empty()) out << honesty << '\n';
  std::vector<std::pair<std::string, std::string>> fields{
      {"Run", run.run.string() + " (" + run.head + ", " + run.encoder + ")"},
      {"Picture", chosen.text},
      {"Caption", m_params.caption},
      {"Method", m_method},
      {"Target", m_target},
      {"Output", numberText(explanation.output) + " z"}};
  if (std::isfinite(explanation.attributed))
    fields.emplace_back("Attributed",
                        fmt::format("{:.4f} z of {:.4f} z (baseline {:.4f} z); gap {:.2f} %",
                                    explanation.attributed, explanation.output - explanation.baselineOutput,
                                    explanation.baselineOutput, explanation.gapPercent()));
  if (sanity) fields.emplace_back("Sanity", sanity->sentence());
  fields.emplace_back("Written to", m_out.string());
  printFields(out, fields);
  out << '\n';
  const bool attention = explanation.method == workflow::ExplainMethod::Attention;
  TextTable words({"word", "pieces", attention ? "Gini over patches" : "z"});
  for (const workflow::ExplainedWord& word : explanation.words)
    if (!word.special)
      words.add({word.text, std::to_string(word.count), fmt::format("{:+.4f}", word.weight)});
  words.print(out);
  if (!attention) return;
  const workflow::AttentionSparsity sparsity = workflow::sparsityOf(explanation.attention, explanation.words);
  out << "\nPart of the image tokens that holds 90 % of attention, mean of " << sparsity.pieces
      << " word pieces\n";
  std::vector<std::string> header{"layer"};
  for (int head = 0; head < sparsity.heads; ++head) header.push_back("head " + std::to_string(head + 1));
  TextTable table(header);
  for (int layer = 0; layer < sparsity.layers; ++layer) {
    std::vector<std::string> row{std::to_string(layer + 1)};
    for (int head = 0; head < sparsity.heads; ++head)
      row.push_back(percentText(sparsity.holding90[static_cast<std::size_t>(layer * sparsity.heads + head)]));
    table.add(row);
  }
  table.print(out);
}

ordered_json ExplainCommand::json(const ChosenStimulus& chosen, const Explanation& explanation,
                                  const std::optional<workflow::SanityCheck>& sanity) const {
  ordered_json json{{"command", "explain"}, {"out", m_out.string()}, {"picture", chosen.text}};
  if (chosen.trial > 0) json["trial"] = chosen.trial;
  json["caption"] = m_params.caption;
  json["method"] = m_method;
  json["target"] = m_target;
  json["targetVoxels"] = explanation.voxels;
  json["baseline"] = m_params.baseline;
  json["unit"] = "z";
  json["output"] = explanation.output;
  json["baselineOutput"] = explanation.baselineOutput;
  json["attributed"] = explanation.attributed;
  json["gapPercent"] = explanation.gapPercent();
  json["shape"] = {explanation.rows, explanation.columns};
  for (const workflow::ExplainedWord& word : explanation.words)
    json["words"].push_back(
        {{"word", word.text}, {"pieces", word.count}, {"special", word.special}, {"value", word.weight}});
  if (sanity)
    json["sanity"] = {{"rankCorrelation", sanity->ofValues},
                      {"rankCorrelationOfSizes", sanity->ofSizes},
                      {"cells", sanity->cells},
                      {"seed", m_params.seed}};
  if (!explanation.attention.empty()) {
    const workflow::AttentionSparsity sparsity =
        workflow::sparsityOf(explanation.attention, explanation.words);
    json["sparsity"] = {{"layers", sparsity.layers},
                        {"heads", sparsity.heads},
                        {"pieces", sparsity.pieces},
                        {"holding90", sparsity.holding90},
                        {"gini", sparsity.gini}};
  }
  return json;
}

ordered_json ExplainCommand::run(Session& session) {
  m_params.method = workflow::explainMethodFrom(m_method);
  m_params.seed = session.options.seed;
  checkOptions();
  const workflow::RunStimuli stimuli(session.neural().runInfo(m_stimulus.run));
  const ChosenStimulus chosen = chooseStimulus(stimuli, m_stimulus);
  m_params.caption = m_caption ? *m_caption : chosen.captions.empty() ? "" : chosen.captions.front();
  ExplainTarget target = explainTarget(stimuli.store(), m_voxel, m_roi);
  m_params.voxels = std::move(target.voxels);
  m_target = std::move(target.text);
  session.progress().throwIfCancelled();
  const std::unique_ptr<workflow::Predictor> predictor = session.neural().openPredictor(m_stimulus.run);
  predictor->setPicture(chosen.picture);
  const Explanation explanation = compute(*predictor, false, session.progress());
  std::optional<workflow::SanityCheck> sanity;
  if (m_sanity) sanity = workflow::sanityCheck(explanation, compute(*predictor, true, session.progress()));
  write(explanation, predictor->info(), chosen);
  print(session.tables(), predictor->info(), chosen, explanation, sanity);
  ordered_json outcome = json(chosen, explanation, sanity);
  outcome.update(cli::toJson(predictor->info()));
  return outcome;
}

}  // namespace

std::unique_ptr<Command> makeExplainCommand() {
  return std::make_unique<ExplainCommand>();
}

}  // namespace vxs::cli
