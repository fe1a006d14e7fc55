#include "core/train/RidgeFit.h"

namespace vxs::train {

heads::RidgeModel fitRidgeTo(const TrainingData& data, const std::vector<std::int32_t>& images,
                             std::span<const float> x, Progress& progress) {
  std::vector<float> repeats;
  for (const std::int32_t id : images) repeats.push_back(static_cast<float>(data.repeats(id)));
  const auto rows = static_cast<std::int64_t>(images.size());
  const heads::RidgeData ridgeData{rows,
                                   rows == 0 ? 0 : static_cast<std::int64_t>(x.size()) / rows,
                                   static_cast<std::int64_t>(data.store().voxelCount()),
                                   x,
                                   repeats,
                                   [&](std::int64_t first, std::int64_t count) {
                                     std::vector<float> block;
                                     block.reserve(images.size() * static_cast<std::size_t>(count));
                                     for (const std::int32_t id : images) {
                                       const std::vector<float> response = data.response(id);
                                       block.insert(block.end(), response.begin() + first,
                                                    response.begin() + first + count);
                                     }
                                     return block;
                                   }};
  return heads::fitRidge(ridgeData, progress);
}

}  // namespace vxs::train
