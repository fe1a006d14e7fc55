#pragma once

#include "core/store/FeatureCache.h"
#include "core/store/VoxelStore.h"
#include "core/train/Run.h"
#include "core/train/Split.h"

#include <map>
#include <span>
#include <vector>

namespace vxs::train {

/// Features and responses of a store, by image. Responses are means over an image's repeats.
class TrainingData {
 public:
  /// Opens the store and its feature cache. Throws Error when features of some image are missing.
  TrainingData(const std::filesystem::path& store, const std::string& mode,
               const std::string& encoderFingerprint = {});

  const store::VoxelStore& store() const { return m_store; }
  const store::FeatureCacheInfo& encoder() const { return m_cache.info(); }
  const std::vector<ImageTrials>& images() const { return m_images; }
  std::span<const float> features(std::int32_t nsdId) const { return m_cache.features({nsdId, 0}); }
  std::vector<float> response(std::int32_t nsdId) const { return m_store.meanOf(image(nsdId).rows); }
  int repeats(std::int32_t nsdId) const { return static_cast<int>(image(nsdId).rows.size()); }
  metrics::RepeatCounts repeatCounts(const std::vector<std::int32_t>& nsdIds) const;

 private:
  const ImageTrials& image(std::int32_t nsdId) const;
  store::VoxelStore m_store;
  store::FeatureCache m_cache;
  std::vector<ImageTrials> m_images;
  std::map<std::int32_t, std::size_t> m_position;
};

/// For the control: position i of `ids` gets the features of ids[result[i]], never its own (Sattolo's cycle,
/// seeded).
std::vector<std::size_t> derangement(std::size_t count, std::uint64_t seed);

}  // namespace vxs::train
