#pragma once

#include "core/base/Progress.h"
#include "core/base/RgbImage.h"
#include "core/train/LayerMaps.h"
#include "core/train/Run.h"
#include "core/volume/Volume.h"
#include "core/workflow/explain/Explanation.h"
#include "models/blip/Encoder.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vxs::workflow {

struct FeaturesParams {
  std::filesystem::path store;
  std::string encoder = "demo";     ///< "demo" or a folder
  std::string mode = "multimodal";  ///< or "image", "vision-layers", "text-layers"
};
struct FeaturesResult {
  std::string encoder, fingerprint;
  bool demo = false;
  int tokens = 0, width = 0;
  std::int64_t items = 0;     ///< in the cache afterwards
  std::int64_t computed = 0;  ///< by this call
  double seconds = 0;
};

using train::EpochReport;
using train::EvaluateParams;
using train::EvaluateResult;
using train::LayerMaps;
using train::LayersParams;
using train::RunInfo;
using train::TrainObserver;
using train::TrainParams;
using train::TrainResult;

struct Prediction {
  Volume volume;  ///< z-scored units, NaN outside the run's mask
  blip::TokenizedCaption caption;
  double imageMs = 0;         ///< 0 when the picture's tokens were kept
  bool keptFeatures = false;  ///< nothing was encoded: the store has the encoder's output
  std::string keptProblem{};  ///< why that could not be read, so that it was encoded; empty: nothing wrong
  double textMs = 0;
  double headMs = 0;
};
/// An image of a run's store and the caption that the store's features of it are of (the dataset's first).
struct StoreImage {
  std::int32_t nsdId = 0;
  std::string caption;
};
/// Encoder and trained head of one run, ready to predict. One thread at a time.
class Predictor {
 public:
  virtual ~Predictor() = default;
  virtual const RunInfo& info() const = 0;
  virtual const blip::EncoderInfo& encoder() const = 0;
  /// `image` when the picture is that image of the run's store: predict() then reads the features that the
  /// head was trained with, where the store has them, instead of encoding, for which BLIP-base takes 0.75 s
  /// on two cores.
  virtual void setPicture(const RgbImage& picture, const std::optional<StoreImage>& image = {}) = 0;
  /// What BLIP sees of the present picture.
  virtual RgbImage preview() const = 0;
  virtual blip::TokenizedCaption tokenize(const std::string& caption) const = 0;
  /// Throws Error before the first setPicture().
  virtual Prediction predict(const std::string& caption) = 0;
  /// Does now what the first caption that needs the encoder would wait for; nothing where none needs it.
  /// Error before setPicture().
  virtual void encodePicture() {}
  /// The same for several captions of the present picture, all encoded alike; in one pass where that saves
  /// time.
  virtual std::vector<Prediction> predictMany(const std::vector<std::string>& captions) {
    std::vector<Prediction> predictions;
    for (const std::string& caption : captions) predictions.push_back(predict(caption));
    return predictions;
  }
  /// Begins to trace the present picture's prediction back to picture and words. The result must not outlive
  /// the predictor. Throws UsageError for parameters that make no sense and Error before the first
  /// setPicture().
  virtual std::unique_ptr<Explaining> explain(const ExplainParams&) {
    throw Error("this predictor does not explain what it predicts");
  }
};

struct PredictParams {
  std::filesystem::path run;
  std::filesystem::path image;
  std::string caption;
  std::filesystem::path out;  ///< .nii or .nii.gz
};
struct PredictResult {
  std::filesystem::path out;
  RunInfo run;
  blip::TokenizedCaption caption;
  double minimum = 0, maximum = 0;
  double seconds = 0;
};

struct EmbedParams {
  std::string encoder = "demo";
  std::filesystem::path image;  ///< may be empty for mode "text"
  std::string caption;          ///< may be empty for mode "image"
  std::string mode = "multimodal";
  std::filesystem::path out;  ///< .npy, float32 [tokens, width]
};
struct EmbedResult {
  std::filesystem::path out;
  std::string encoder;
  bool demo = false;
  int tokens = 0, width = 0;
};

/// Everything that needs LibTorch, behind one interface, so that programs and tests which don't use it don't
/// load it (0.6 s and 150 MB). Implemented in core/workflow/neural; programs get it from loadNeural(), tests
/// link it.
class Neural {
 public:
  virtual ~Neural() = default;
  /// That everything is computed with; 0: not known. With another number sums are rounded otherwise.
  virtual int threads() const { return 0; }
  virtual FeaturesResult fillFeatures(const FeaturesParams& params, Progress& progress) = 0;
  virtual TrainResult train(const TrainParams& params, Progress& progress,
                            const TrainObserver& observer = {}) = 0;
  /// What the run predicted for an image of its store after each of some epochs that were kept
  /// (train::keptEpochs), in z-scored units, NaN outside the mask. Throws Error naming the epoch or the image
  /// that is not there.
  virtual std::vector<Volume> predictEpochs(const std::filesystem::path& run, std::int32_t nsdId,
                                            const std::vector<int>& epochs, Progress& progress) = 0;
  virtual EvaluateResult evaluate(const EvaluateParams& params, Progress& progress) = 0;
  /// Which layer of the encoder's vision transformer predicts each voxel best; written into the folder that
  /// the result names.
  virtual LayerMaps layers(const LayersParams& params, Progress& progress) = 0;
  virtual std::unique_ptr<Predictor> openPredictor(const std::filesystem::path& run) = 0;
  virtual PredictResult predict(const PredictParams& params, Progress& progress) = 0;
  virtual EmbedResult embed(const EmbedParams& params, Progress& progress) = 0;
  /// For `figure preprocessing` and the stimulus panel without a run: what the encoder sees of a picture.
  virtual std::unique_ptr<blip::Encoder> openEncoder(const std::string& demoOrFolder) = 0;
  /// RUN/run.json for those who do not link core/train (and LibTorch with it). Throws Error naming the file.
  virtual RunInfo runInfo(const std::filesystem::path& run) { return openPredictor(run)->info(); }
  /// Versions and settings for `diagnose`: "LibTorch 1.13.1", BLAS flavour, threads, CUDA.
  virtual std::map<std::string, std::string> describe() const = 0;
};

struct NeuralOptions {
  int threads = 0;  ///< 0: every core this process may use
  std::string device = "auto";
};
/// Loads libvoxelscope-neural.so (beside the program, in ../lib, or ../lib/voxelscope) once per call. Throws
/// Error when it cannot be found or loaded.
std::shared_ptr<Neural> loadNeural(const NeuralOptions& options);

}  // namespace vxs::workflow
