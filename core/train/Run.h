#pragma once

#include "core/base/Progress.h"
#include "core/metrics/Accuracy.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace vxs::train {

/// What a head is fitted with; everything is written into the run's run.json.
struct TrainParams {
  std::filesystem::path store;
  std::filesystem::path out;              ///< the run's folder
  std::string head = "ridge";             ///< "mlp", "siren", "cnn", "ridge"
  std::string sirenConvention = "lucid";  ///< or "official"
  std::string readout = "joined";         ///< of mlp and siren: "joined" (the report's) or "dense" (VISION's)
  std::string features = "multimodal";    ///< mode of the feature cache
  std::string loss = "mse";               ///< data loss: "mse", "l1", "smooth-l1"
  std::string penalty = "l2";             ///< on weights: "none", "l1", "l2"
  double penaltyWeight = 1e-6;
  std::string split = "shared";     ///< "shared" (test = shared1000), or "random" (80/10/10 by image)
  std::string optimizer = "adamw";  ///< or "adam"
  double learningRate = 1e-3;
  int epochs = 20;
  int batchSize = 32;
  int hidden = 0;              ///< 0: the head's default
  int patience = 0;            ///< stop after so many epochs without a better validation score; 0: never
  bool shuffleImages = false;  ///< control: features of a wrong image (a seeded derangement) in training
  bool resume = false;
  std::uint64_t seed = 1;
  std::string device = "auto";
};
/// One line of the learning curve.
struct EpochReport {
  int epoch = 0;  ///< 1-based
  double trainLoss = 0, validationLoss = 0;
  double validationMedianR = 0;
  double seconds = 0;
  std::int64_t step = 0;  ///< batches since the run began
  /// By the run's criterion (Criterion.h), which chooses the best epoch.
  double validationScore = std::numeric_limits<double>::quiet_NaN();
};
struct TrainResult {
  std::filesystem::path run;
  std::int64_t parameters = 0;
  int epochs = 0;
  int bestEpoch = 0;
  double bestValidationMedianR = 0;
  std::int64_t trainImages = 0, validationImages = 0, testImages = 0;
  std::vector<EpochReport> history;  ///< empty for ridge
  double seconds = 0;
  std::string criterion;           ///< what chose the best epoch, in words
  double bestValidationScore = 0;  ///< by that criterion
};
/// Told and asked while a head is trained, on the training thread. Any of them may be empty.
struct TrainObserver {
  std::function<void(const EpochReport&)> epoch;  ///< after every epoch, when its files are written
  std::function<void(std::int64_t step, double loss)> batch;  ///< after every batch, with its data loss
  /// After every epoch but the last: true ends training there as Cancelled, and nothing is lost, because the
  /// epoch's files are written.
  std::function<bool()> endAfterEpoch{};
};

struct EvaluateParams {
  std::filesystem::path run;
  std::string metric = "report";
  std::string mask;           ///< empty: every voxel of the store; else an atlas ("nsdgeneral",
                              ///< "prf-visualrois") or a NIfTI file
  std::filesystem::path out;  ///< empty: RUN/evaluation
};
struct RoiRow {
  std::string atlas, region;
  std::int64_t voxels = 0;
  metrics::AccuracySummary accuracy;
  double low = 0, high = 0;    ///< 95 % interval of the headline over test images (EvaluateRun.h)
  double lowR = 0, highR = 0;  ///< the same of the median r
};
struct EvaluateResult {
  std::filesystem::path folder;  ///< as EvaluationFiles.h specifies
  metrics::AccuracySummary accuracy;
  metrics::RepeatCounts repeats;
  std::int64_t testImages = 0;
  std::string maskName;
  std::vector<RoiRow> rois;
};

/// What belongs beside every number and volume of a run.
struct RunInfo {
  std::filesystem::path run;
  std::filesystem::path store;
  std::string head;
  std::string encoder;      ///< human name
  std::string encoderPath;  ///< "demo" or folder
  std::string features;     ///< "multimodal" or "image"
  bool demoEncoder = false;
  bool syntheticSubject = false;
  bool shuffledControl = false;
  int subject = 0;
  std::string maskName;
  std::int64_t voxels = 0;
  std::int64_t parameters = 0;
  int bestEpoch = 0;
  std::vector<std::int32_t> trainImages, validationImages, testImages;  ///< nsdIds
};

/// Reads RUN/run.json. A store of the run's fingerprint that was moved or copied together with the run comes
/// first (at the end of the store's path under one of the three folders around the run), then where it lay,
/// then whatever store lies there under its name. Throws Error naming the file when it is missing, damaged or
/// of another version.
RunInfo readRunInfo(const std::filesystem::path& run);

}  // namespace vxs::train
