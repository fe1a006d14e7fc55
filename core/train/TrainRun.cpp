#include "core/train/TrainRun.h"

#include "core/base/Error.h"
#include "core/train/NeuralTraining.h"
#include "core/train/RunFile.h"
#include "core/train/RunLock.h"
#include "core/volume/Nifti.h"

#include <algorithm>
#include <chrono>

namespace vxs::train {
namespace {

void requireKnown(const std::string& what, const std::string& value,
                  std::initializer_list<const char*> known) {
  if (std::find(known.begin(), known.end(), value) != known.end()) return;
  std::string list;
  for (const char* name : known) list += (list.empty() ? "" : ", ") + std::string(name);
  throw UsageError("unknown " + what + " '" + value + "': use " + list);
}

void requireSane(const TrainParams& p) {
  requireKnown("head", p.head, {"mlp", "siren", "cnn", "ridge"});
  requireKnown("loss", p.loss, {"mse", "l1", "smooth-l1"});
  requireKnown("penalty", p.penalty, {"none", "l1", "l2"});
  requireKnown("optimizer", p.optimizer, {"adam", "adamw"});
  if (p.epochs < 1 || p.batchSize < 1 || !(p.learningRate > 0) || !(p.penaltyWeight >= 0) || p.hidden < 0 ||
      p.patience < 0)
    throw UsageError(
        "epochs, batch size and learning rate must be positive, penalty weight, hidden size and patience not "
        "negative");
}

RunFile newRun(const TrainParams& params, const TrainingData& data) {
  RunFile run;
  run.params = params;
  run.params.store = data.store().folder();
  const Split split = splitByImage(data.images(), params.split, params.seed);
  const store::FeatureCacheInfo& encoder = data.encoder();
  const store::StoreInfo& store = data.store().info();
  run.info = {std::filesystem::absolute(params.out),
              data.store().folder(),
              params.head,
              encoder.encoder,
              encoder.encoderPath,
              params.features,
              encoder.demo,
              store.synthetic,
              params.shuffleImages,
              store.subject,
              store.maskName,
              static_cast<std::int64_t>(data.store().voxelCount()),
              0,
              0,
              split.train,
              split.validation,
              split.test};
  run.storeFingerprint = store.fingerprint;
  run.encoderFingerprint = encoder.fingerprint;
  run.tokens = encoder.tokens;
  run.width = encoder.width;
  return run;
}

/// A run to go on with: same store, same parameters except the number of epochs.
RunFile resumedRun(const TrainParams& params, const RunFile& fresh) {
  RunFile run = readRunFile(params.out);
  const TrainParams &then = run.params, &now = fresh.params;
  const bool same = then.head == now.head && then.loss == now.loss && then.penalty == now.penalty &&
                    then.penaltyWeight == now.penaltyWeight && then.split == now.split &&
                    then.seed == now.seed && then.optimizer == now.optimizer &&
                    then.learningRate == now.learningRate && then.batchSize == now.batchSize &&
                    then.hidden == now.hidden && then.sirenConvention == now.sirenConvention &&
                    then.readout == now.readout && then.shuffleImages == now.shuffleImages &&
                    then.features == now.features;
  if (!same) throw Error("cannot resume " + params.out.string() + ": it was started with other parameters");
  if (run.storeFingerprint != fresh.storeFingerprint || run.encoderFingerprint != fresh.encoderFingerprint)
    throw Error("cannot resume " + params.out.string() + ": the store or its features have changed since");
  run.params.epochs = params.epochs;
  run.params.patience = params.patience;
  run.params.device = params.device;
  return run;
}

bool justBegun(const std::filesystem::path& folder) {
  const RunFile run = readRunFile(folder);
  return run.history.empty() && !run.finished;
}

}  // namespace

TrainResult trainRun(const TrainParams& params, Progress& progress, const TrainObserver& observer) {
  const auto start = std::chrono::steady_clock::now();
  requireSane(params);
  // a run that was stopped before its first epoch was over has nothing to lose
  const bool exists = std::filesystem::exists(params.out / "run.json") && !justBegun(params.out);
  if (exists && !params.resume)
    throw Error(params.out.string() +
                " holds a run already: use --resume to go on with it, or another --out");
  const TrainingData data(params.store, params.features);
  RunFile run = newRun(params, data);
  std::error_code code;
  std::filesystem::create_directories(params.out, code);
  if (code) throw Error("cannot make the folder " + params.out.string() + ": " + code.message());
  const RunLock lock(params.out);
  if (exists) run = resumedRun(params, run);  // as it is now that nobody else can change it
  // a run of an earlier version goes on as it began
  const Criterion criterion = exists && run.criterion == kMaskCriterion
                                  ? Criterion::medianR()
                                  : Criterion::forImages(data, run.info.validationImages);
  run.criterion = criterion.text();
  const Mask& mask = data.store().mask();
  writeNifti(run.info.run / "mask.nii.gz", mask.indicator(), NiftiType::Int16, "mask " + run.info.maskName);
  if (!exists) {
    std::filesystem::remove(params.out / "best.safetensors", code);  // of what had just begun there
    writeRunFile(run);
  }
  if (params.head != "ridge") {
    trainNeural(run, data, criterion, progress, observer);
  } else if (!run.finished) {
    trainRidge(run, data, criterion, progress);
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return {run.info.run,
          run.info.parameters,
          static_cast<int>(run.history.size()),
          run.info.bestEpoch,
          run.bestValidationMedianR,
          static_cast<std::int64_t>(run.info.trainImages.size()),
          static_cast<std::int64_t>(run.info.validationImages.size()),
          static_cast<std::int64_t>(run.info.testImages.size()),
          run.history,
          elapsed.count(),
          run.criterion,
          run.bestValidationScore};
}

}  // namespace vxs::train
