#include "core/workflow/neural/RunPredictor.h"

#include "core/store/FeatureCache.h"
#include "core/train/RunModel.h"
#include "core/train/VolumeNote.h"
#include "core/volume/Nifti.h"
#include "core/workflow/neural/FillFeatures.h"
#include "core/workflow/neural/OutputFile.h"
#include "core/workflow/neural/RunExplaining.h"
#include "core/workflow/neural/TorchSetup.h"
#include "models/blip/Picture.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

namespace vxs::workflow {
namespace {

class Stopwatch {
 public:
  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
  }

 private:
  std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

class RunPredictor : public Predictor {
 public:
  RunPredictor(const std::filesystem::path& run, const std::string& device, int threads)
      : m_threads(threads),
        m_model(train::RunModel::open(run, device)),
        m_encoder(blip::Encoder::load(m_model.info().encoderPath)) {
    const std::string& trainedOn = m_model.encoderFingerprint();
    if (trainedOn != m_encoder->info().fingerprint)
      throw Error("the encoder " + m_encoder->info().path + " is not the one that the run " + run.string() +
                  " was trained on: its weights have changed");
  }

  const RunInfo& info() const override { return m_model.info(); }
  const blip::EncoderInfo& encoder() const override { return m_encoder->info(); }

  void setPicture(const RgbImage& picture, const std::optional<StoreImage>& image) override {
    if (picture.empty()) throw Error("the picture is empty");
    m_storeImage = image;
    if (picture == m_picture) return;
    m_picture = picture;
    m_tokens = {};
  }
  RgbImage preview() const override {
    requirePicture();
    return m_encoder->preview(m_picture);
  }
  blip::TokenizedCaption tokenize(const std::string& caption) const override {
    return m_encoder->tokenize(caption);
  }

  Prediction predict(const std::string& caption) override {
    requirePicture();
    const std::span<const float> kept = keptFeatures(caption);
    if (kept.empty()) {
      Prediction prediction = std::move(predictMany({caption}).front());
      prediction.keptProblem = m_keptProblem;
      return prediction;
    }
    setUpTorchThreads(m_threads);
    Prediction prediction = std::move(predictFrom(kept, {caption}).front());
    prediction.keptFeatures = true;
    return prediction;
  }

  void encodePicture() override {
    requirePicture();
    const bool keptForEvery = info().features == "image" && !keptFeatures({}).empty();
    if (!keptForEvery) encodeOnce();
  }

  std::vector<Prediction> predictMany(const std::vector<std::string>& captions) override {
    requirePicture();
    if (captions.empty()) return {};
    const bool encoded = !m_tokens.empty();
    const Stopwatch imageWatch;
    encodeOnce();
    const double imageMs = encoded ? 0 : imageWatch.milliseconds();
    const Stopwatch textWatch;
    std::vector<float> rows;
    for (const blip::Features& features : featuresOf(captions))
      rows.insert(rows.end(), features.values.begin(), features.values.end());
    const double textMs = textWatch.milliseconds() / static_cast<double>(captions.size());
    std::vector<Prediction> predictions = predictFrom(rows, captions);
    for (Prediction& prediction : predictions) prediction.textMs = textMs;
    predictions.front().imageMs = imageMs;
    return predictions;
  }

  std::unique_ptr<Explaining> explain(const ExplainParams& params) override {
    requirePicture();
    return beginExplaining(params, m_picture, *m_encoder, m_model);
  }

 private:
  void encodeOnce() {
    setUpTorchThreads(m_threads);
    if (m_tokens.empty()) m_tokens = m_encoder->encodeImage(m_picture);
  }
  /// `rows`: the features of each caption, one after the other.
  std::vector<Prediction> predictFrom(std::span<const float> rows, const std::vector<std::string>& captions) {
    std::vector<Prediction> predictions(captions.size());
    const Stopwatch watch;
    const std::vector<float> values = m_model.predictMany(rows);
    const std::size_t voxels = m_model.mask().size();
    for (std::size_t i = 0; i < captions.size(); ++i)
      predictions[i].volume = m_model.mask().scatter(std::span(values).subspan(i * voxels, voxels));
    const double headMs = watch.milliseconds() / static_cast<double>(captions.size());
    for (std::size_t i = 0; i < captions.size(); ++i) {
      predictions[i].caption = m_encoder->tokenize(captions[i]);
      predictions[i].headMs = headMs;
    }
    return predictions;
  }
  /// Those that the store has of the present picture with a caption; empty when it has none.
  std::span<const float> keptFeatures(const std::string& caption) {
    m_keptProblem.clear();
    if (!m_storeImage || (info().features != "image" && caption != m_storeImage->caption)) return {};
    const store::FeatureKey key{m_storeImage->nsdId, 0};
    try {
      if (!m_kept)
        m_kept.emplace(
            store::FeatureCache::open(info().store, info().features, m_model.encoderFingerprint()));
      return m_kept->contains(key) ? m_kept->features(key) : std::span<const float>();
    } catch (const Error& error) {  // the encoder is there
      if (store::FeatureCache::exists(info().store, info().features, m_model.encoderFingerprint()))
        m_keptProblem = error.what();  // else none was filled
      return {};
    }
  }
  std::vector<blip::Features> featuresOf(const std::vector<std::string>& captions) const {
    if (info().features == "multimodal" && captions.size() > 1)
      return m_encoder->multimodalFeatures(m_tokens, captions);
    std::vector<blip::Features> features;
    for (const std::string& caption : captions)
      features.push_back(encode(*m_encoder, m_tokens, caption, info().features));
    return features;
  }
  void requirePicture() const {
    if (m_picture.empty()) throw Error("no picture has been chosen yet");
  }

  int m_threads;
  train::RunModel m_model;
  std::unique_ptr<blip::Encoder> m_encoder;
  RgbImage m_picture;
  std::optional<StoreImage> m_storeImage;     ///< that m_picture is
  std::optional<store::FeatureCache> m_kept;  ///< of the run's store
  std::string m_keptProblem;                  ///< why it was not read the last time; empty: nothing wrong
  blip::ImageTokens m_tokens;                 ///< of m_picture; empty until the first prediction
};

void checkVolumeName(const std::filesystem::path& out) {
  const std::string name = out.filename().string();
  if (!name.ends_with(".nii") && !name.ends_with(".nii.gz"))
    throw UsageError("cannot write " + out.string() + ": a volume's name ends in .nii or .nii.gz");
  checkOutputFolder(out);
}

}  // namespace

std::unique_ptr<Predictor> openRunPredictor(const std::filesystem::path& run, const std::string& device,
                                            int threads) {
  return std::make_unique<RunPredictor>(run, device, threads);
}

PredictResult predictToFile(const PredictParams& params, const std::string& device, int threads,
                            Progress& progress) {
  const Stopwatch watch;
  checkVolumeName(params.out);
  const RgbImage picture = blip::readPicture(params.image);
  RunPredictor predictor(params.run, device, threads);
  progress.throwIfCancelled();
  predictor.setPicture(picture, {});
  const Prediction prediction = predictor.predict(params.caption);
  progress.throwIfCancelled();
  writeNifti(params.out, prediction.volume, NiftiType::Float32,
             train::volumeNote("prediction", predictor.info()));
  PredictResult result;
  result.out = params.out;
  result.run = predictor.info();
  result.caption = prediction.caption;
  result.minimum = std::numeric_limits<double>::infinity();
  result.maximum = -result.minimum;
  for (const float value : prediction.volume.values)
    if (std::isfinite(value)) {
      result.minimum = std::min(result.minimum, double(value));
      result.maximum = std::max(result.maximum, double(value));
    }
  result.seconds = watch.milliseconds() / 1000;
  return result;
}

}  // namespace vxs::workflow
