#pragma once

#include "ui/session/RunSource.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace vxs::ui::test {

/// What a FakePredictor was asked, shared with the test.
struct PredictorLog {
  std::mutex mutex;
  std::vector<std::string> captions;
  std::atomic<int> delayMs{0};
  std::vector<int> storeImages;  ///< nsdId with each picture, -1: none of the store
  std::atomic<int> pictures{0}, encoded{0};
  std::atomic<bool> keepsFeatures{false};
  std::atomic<bool> failToOpen{false};
  std::atomic<bool> failToPredict{false};
  std::atomic<bool> failToExplain{false};
  std::atomic<int> steps{0};  ///< of explanations
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex);
    return captions;
  }
};

/// A small run in memory: a 16 x 20 x 14 grid of 4 mm voxels, not centred, three images (test, train, test
/// with two trials), a box mask, one atlas. The response at a voxel is its first index + 100 times the store
/// row; a prediction is the length of the caption at every voxel.
class FakeRun : public RunSource {
 public:
  explicit FakeRun(std::shared_ptr<PredictorLog> log = std::make_shared<PredictorLog>());
  const train::RunInfo& info() const override { return m_info; }
  const std::vector<TrialItem>& items() const override { return m_items; }
  const Mask& mask() const override { return m_mask; }
  const std::vector<float>& ncsnr() const override { return m_ncsnr; }
  const std::vector<LabelAtlas>& atlases() const override { return m_atlases; }
  const std::optional<Volume>& underlay() const override { return m_underlay; }
  std::vector<std::string> underlayNames() const override { return {"T1", "mean EPI"}; }
  Volume readUnderlay(const std::string& name) const override;
  Volume measured(const std::vector<std::size_t>& rows) const override;
  RgbImage stimulus(std::int32_t nsdId) const override;
  std::shared_ptr<const train::Evaluation> evaluation() const override;
  void evaluate(const std::string& metric, Progress& progress) const override;
  /// After epoch n of 10 the prediction is that of measured() of the image's first row times n / 10; best: 8.
  workflow::PredictEpochsResult predictEpochs(std::int32_t nsdId, const std::vector<int>& epochs,
                                              Progress& progress) const override;
  std::shared_ptr<const train::LayerMaps> layers() const override;
  void findLayers(const std::string& tower, Progress& progress) const override;
  std::unique_ptr<workflow::Predictor> openPredictor() const override;

  std::string m_epochsError;  ///< predictEpochs() throws it
  /// Evaluates by formula: voxel v of the mask has r (v % 10) / 10 - 0.1, a ceiling of (v % 4) / 4, and test
  /// responses that agree in image 10 (item 0) and are opposite in image 11 (item 1).
  void setEvaluated() { m_evaluated = true; }

  /// Has layers by formula: voxel v of the mask prefers layer v % 3 + 1 of 3 with depth 0.1 above it, and
  /// where v % 5 == 0 none predicts it. They are the image tower's, or those that findLayers() was asked for;
  /// of both towers the third is the text's first.
  void setLayersFound() { m_layersFound = true; }

  train::RunInfo m_info;                      // tests adjust it before the run is opened
  std::string m_evaluationError;              ///< evaluation() throws it, evaluate() too
  std::string m_layersError;                  ///< layers() throws it, findLayers() too
  mutable std::atomic<int> m_evaluations{0};  ///< calls of evaluate()
  mutable std::atomic<int> m_reads{0};        ///< calls of measured()

 private:
  mutable std::atomic<bool> m_evaluated{false}, m_layersFound{false};
  mutable std::string m_tower = "image";
  std::shared_ptr<PredictorLog> m_log;
  std::vector<TrialItem> m_items;
  Mask m_mask;
  std::vector<float> m_ncsnr;
  std::vector<LabelAtlas> m_atlases;
  std::optional<Volume> m_underlay;
};

/// A picture of one colour.
RgbImage plainPicture(int width, int height, std::uint8_t level);

}  // namespace vxs::ui::test
