#include "core/train/TrainingData.h"

#include "core/base/Error.h"
#include "core/base/Random.h"

#include <numeric>

namespace vxs::train {

TrainingData::TrainingData(const std::filesystem::path& store, const std::string& mode,
                           const std::string& encoderFingerprint)
    : m_store(store::VoxelStore::open(store)),
      m_cache(store::FeatureCache::open(store, mode, encoderFingerprint)),
      m_images(groupByImage(m_store.trials())) {
  std::size_t missing = 0;
  for (std::size_t i = 0; i < m_images.size(); ++i) {
    m_position[m_images[i].nsdId] = i;
    missing += !m_cache.contains({m_images[i].nsdId, 0});
  }
  if (missing > 0)
    throw Error(std::to_string(missing) + " of " + std::to_string(m_images.size()) + " images of " +
                store.string() + " have no " + mode + " features: fill them with 'voxelscope-cli features " +
                store.string() + " --mode " + mode + "'");
}

const ImageTrials& TrainingData::image(std::int32_t nsdId) const {
  const auto found = m_position.find(nsdId);
  if (found == m_position.end())
    throw Error("image " + std::to_string(nsdId) + " is not in the store " + m_store.folder().string());
  return m_images[found->second];
}

metrics::RepeatCounts TrainingData::repeatCounts(const std::vector<std::int32_t>& nsdIds) const {
  metrics::RepeatCounts counts;
  for (const std::int32_t id : nsdIds) {
    const int k = repeats(id);
    ++(k >= 3 ? counts.thrice : k == 2 ? counts.twice : counts.once);
  }
  return counts;
}

std::vector<std::size_t> derangement(std::size_t count, std::uint64_t seed) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(seed ^ fnv1a64("derangement"));
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i - 1)]);
  return order;
}

}  // namespace vxs::train
