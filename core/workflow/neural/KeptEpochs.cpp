#include "core/workflow/neural/KeptEpochs.h"

#include "core/store/FeatureCache.h"
#include "core/train/RunFile.h"
#include "core/train/RunModel.h"

namespace vxs::workflow {

std::vector<Volume> predictKeptEpochs(const std::filesystem::path& run, std::int32_t nsdId,
                                      const std::vector<int>& epochs, const std::string& device,
                                      Progress& progress) {
  const train::RunFile file = train::readRunFile(run);
  const auto cache = store::FeatureCache::open(file.info.store, file.info.features, file.encoderFingerprint);
  const std::span<const float> features = cache.features({nsdId, 0});
  progress.begin("predicting after each epoch", static_cast<std::int64_t>(epochs.size()), "epochs");
  std::vector<Volume> volumes;
  for (const int epoch : epochs) {
    progress.throwIfCancelled();
    const train::RunModel model = train::RunModel::openEpoch(run, epoch, device);
    volumes.push_back(model.mask().scatter(model.predict(features)));
    progress.update(static_cast<std::int64_t>(volumes.size()));
  }
  return volumes;
}

}  // namespace vxs::workflow
