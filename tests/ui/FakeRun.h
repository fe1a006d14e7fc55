#pragma once

#include "ui/RunSource.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace vxs::ui::test {

/// What a FakePredictor was asked, shared with the test.
struct PredictorLog {
  std::mutex mutex;
  std::vector<std::string> captions;
  std::atomic<int> delayMs{0};
  std::atomic<int> pictures{0};
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
  std::unique_ptr<workflow::Predictor> openPredictor() const override;

  train::RunInfo m_info;  // tests adjust it before the run is opened

 private:
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
