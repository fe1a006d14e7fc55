#include "app/cli/Checks.h"
#include "app/cli/Command.h"
#include "app/cli/Labels.h"
#include "app/cli/TextTable.h"
#include "app/cli/TrainReporter.h"
#include "core/workflow/Neural.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>
#include <set>

namespace vxs::cli {
namespace {

class TrainCommand : public Command {
 public:
  CLI::App* declare(CLI::App& parent, CommonOptions& options) override {
    m_app = parent.add_subcommand("train", "Fit a head that predicts responses from features");
    m_app->add_option("STORE", m_params.store, "Store with features (not needed with --resume)")
        ->type_name("DIR");
    m_app->add_option("--out", m_params.out, "Folder of the run")->type_name("RUN");
    m_app->add_option("--resume", m_resume, "Go on with this run, with its own settings")->type_name("RUN");
    declareModel();
    declareOptimisation();
    addSeed(*m_app, options);
    addDevice(*m_app, options);
    addJsonAndThreads(*m_app, options);
    m_app->footer(
        "Test images never take part in training: the split is by image. Ctrl-C stops after the\n"
        "present batch and keeps the last finished epoch; SIGUSR1 lets the running epoch be finished first. "
        "The\n"
        "same command, or 'train --resume RUN', goes on from there.\n\nExamples:\n"
        "  voxelscope-cli train store --head ridge --out run-ridge\n"
        "  voxelscope-cli train store --head mlp --loss mse --penalty l2 --penalty-weight 1e-4 --epochs 30 "
        "--out run-mlp\n"
        "  voxelscope-cli train store --head ridge --shuffle-images --out control\n"
        "  voxelscope-cli train --resume run-mlp");
    return m_app;
  }

  bool neural() const override { return true; }

  nlohmann::ordered_json run(Session& session) override;

 private:
  void declareModel();
  void declareOptimisation();
  void checkUsage();
  void printResult(std::ostream& stream, const train::TrainResult& result) const;

  CLI::App* m_app = nullptr;
  /// What may stand beside --resume.
  const std::set<std::string> m_resumable{"--resume",  "--out",  "--epochs",   "--device",
                                          "--threads", "--json", "--progress", "--patience"};
  workflow::TrainParams m_params;
  std::filesystem::path m_resume;
};

void TrainCommand::declareModel() {
  m_app
      ->add_option("--head", m_params.head,
                   "mlp, siren, cnn or ridge (one penalty a voxel by cross-validation)")
      ->type_name("HEAD")
      ->check(oneOf({"mlp", "siren", "cnn", "ridge"}))
      ->capture_default_str();
  m_app->add_option("--features", m_params.features, "Which feature cache: multimodal or image")
      ->check(oneOf({"multimodal", "image"}))
      ->capture_default_str()
      ->type_name("FEATURES");
  m_app->add_option("--hidden", m_params.hidden, "Hidden units; 0 means the head's own number")
      ->type_name("N")
      ->check(between(0, 65536))
      ->capture_default_str();
  m_app
      ->add_option("--siren-convention", m_params.sirenConvention,
                   "Initialisation and scaling of siren: lucid or official")
      ->type_name("NAME")
      ->check(oneOf({"lucid", "official"}))
      ->capture_default_str();
  m_app
      ->add_option("--readout", m_params.readout,
                   "How mlp's and siren's queries become voxels: joined (the report's, neighbours share one "
                   "readout) or dense (VISION's, a linear layer to every voxel)")
      ->type_name("READOUT")
      ->check(oneOf({"joined", "dense"}))
      ->capture_default_str();
  m_app
      ->add_option("--split", m_params.split,
                   "shared (test on NSD's shared 1000) or random (80/10/10 of the images)")
      ->type_name("SPLIT")
      ->check(oneOf({"shared", "random"}))
      ->capture_default_str();
  m_app->add_flag("--shuffle-images", m_params.shuffleImages, "Control: train on features of wrong images");
}

void TrainCommand::declareOptimisation() {
  m_app->add_option("--loss", m_params.loss, "Distance of predicted and measured: mse, l1 or smooth-l1")
      ->check(oneOf({"mse", "l1", "smooth-l1"}))
      ->capture_default_str()
      ->type_name("LOSS");
  m_app->add_option("--penalty", m_params.penalty, "On the weights: none, l1 or l2")
      ->check(oneOf({"none", "l1", "l2"}))
      ->capture_default_str()
      ->type_name("PENALTY");
  m_app->add_option("--penalty-weight", m_params.penaltyWeight, "Factor of the penalty")
      ->check(notNegative())
      ->capture_default_str()
      ->type_name("X");
  m_app->add_option("--optimizer", m_params.optimizer, "adamw or adam")
      ->check(oneOf({"adamw", "adam"}))
      ->capture_default_str()
      ->type_name("NAME");
  m_app->add_option("--lr", m_params.learningRate, "Learning rate")
      ->check(positive())
      ->capture_default_str()
      ->type_name("X");
  m_app->add_option("--epochs", m_params.epochs, "Passes through the training images")
      ->type_name("N")
      ->check(between(1, 1000000))
      ->capture_default_str();
  m_app
      ->add_option("--patience", m_params.patience,
                   "Stop after N epochs without a better validation score; 0 means never")
      ->type_name("N")
      ->check(between(0, 1000000))
      ->capture_default_str();
  m_app->add_option("--batch", m_params.batchSize, "Trials a step")
      ->type_name("N")
      ->check(between(1, 1000000))
      ->capture_default_str();
}

void TrainCommand::checkUsage() {
  if (!m_resume.empty()) {
    if (!m_params.out.empty() && m_params.out != m_resume)
      throw UsageError("--resume goes on in the run's own folder; --out cannot name another");
    for (const CLI::Option* option : m_app->get_options())
      if (option->count() > 0 && !m_resumable.contains(option->get_name()))
        throw UsageError("--resume goes on with the run's own settings; " + option->get_name() +
                         " cannot change them");
    if (m_app->get_option("--epochs")->count() == 0) m_params.epochs = 0;  // the run's own
    if (m_app->get_option("--patience")->count() == 0) m_params.patience = -1;
    m_params.out = m_resume;
    m_params.resume = true;
    return;
  }
  if (m_params.store.empty()) throw UsageError("train needs a STORE, or --resume RUN");
  if (m_params.out.empty()) throw UsageError("train needs --out RUN");
}

void TrainCommand::printResult(std::ostream& stream, const train::TrainResult& result) const {
  if (!result.history.empty()) {
    TextTable curve({"epoch", "train loss", "validation loss", "validation median r", "score", "time"});
    for (const train::EpochReport& epoch : result.history)
      curve.add({std::to_string(epoch.epoch), fmt::format("{:.5f}", epoch.trainLoss),
                 fmt::format("{:.5f}", epoch.validationLoss), numberText(epoch.validationMedianR),
                 numberText(epoch.validationScore), durationText(epoch.seconds)});
    curve.print(stream);
    stream << '\n';
  }
  std::vector<std::pair<std::string, std::string>> fields{
      {"Run", result.run.string()},
      {"Parameters", std::to_string(result.parameters)},
      {"Images", fmt::format("{} to train, {} to validate, {} to test", result.trainImages,
                             result.validationImages, result.testImages)}};
  if (!result.history.empty())
    fields.emplace_back("Best epoch", fmt::format("{} of {}", result.bestEpoch, result.epochs));
  fields.emplace_back("Validation score", numberText(result.bestValidationScore) + " (" + result.criterion +
                                              (result.history.empty() ? ")" : "; chooses the best epoch)"));
  fields.emplace_back("Validation r",
                      numberText(result.bestValidationMedianR) + " (median over the mask's voxels)");
  fields.emplace_back("Time", durationText(result.seconds));
  printFields(stream, fields);
}

nlohmann::ordered_json TrainCommand::run(Session& session) {
  checkUsage();
  m_params.seed = session.options.seed;
  m_params.device = session.options.device;
  const workflow::TrainResult result =
      session.neural().train(m_params, session.progress(), trainReporter(session));
  const train::RunInfo info = session.neural().runInfo(result.run);
  const std::string honesty = honestyLine(info.syntheticSubject, info.demoEncoder, info.shuffledControl);
  if (!honesty.empty()) session.tables() << honesty << '\n';
  printResult(session.tables(), result);
  nlohmann::ordered_json json{{"command", "train"}};
  json.update(cli::toJson(info));
  json["epochs"] = result.epochs;
  json["bestEpoch"] = result.bestEpoch;
  json["bestValidationMedianR"] = orNull(result.bestValidationMedianR);
  json["criterion"] = result.criterion;
  json["bestValidationScore"] = orNull(result.bestValidationScore);
  json["trainImages"] = result.trainImages;
  json["validationImages"] = result.validationImages;
  json["testImages"] = result.testImages;
  json["history"] = nlohmann::ordered_json::array();
  for (const train::EpochReport& epoch : result.history) json["history"].push_back(toJson(epoch));
  json["seconds"] = result.seconds;
  return json;
}

}  // namespace

std::unique_ptr<Command> makeTrainCommand() {
  return std::make_unique<TrainCommand>();
}

}  // namespace vxs::cli
