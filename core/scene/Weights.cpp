#include "core/scene/Weights.h"

#include "core/metrics/Accuracy.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {

std::vector<std::uint32_t> clusterSizes(const Volume& overlay, const ColorScale& scale) {
  const Grid& grid = overlay.grid;
  const auto count = overlay.values.size();
  // +1 and -1: above the threshold with that sign; the sign keeps touching blobs of opposite sign apart
  std::vector<std::int8_t> sign(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const float value = overlay.values[i];
    if (!std::isfinite(value) || value == 0 || scale.magnitude(value) < scale.thresholdZ) continue;
    if (scale.fromZero && value < 0) continue;
    sign[i] = value > 0 ? 1 : -1;
  }
  std::vector<std::uint32_t> sizes(count, 0);
  std::vector<std::size_t> members;
  const std::size_t nx = static_cast<std::size_t>(grid.nx), slice = nx * static_cast<std::size_t>(grid.ny);
  for (std::size_t seed = 0; seed < count; ++seed) {
    if (sign[seed] == 0) continue;
    const std::int8_t kind = sign[seed];
    members.assign(1, seed);
    sign[seed] = 0;
    for (std::size_t at = 0; at < members.size(); ++at) {
      const std::size_t i = members[at], x = i % nx, y = i % slice / nx, z = i / slice;
      const auto visit = [&](bool inside, std::size_t neighbour) {
        if (!inside || sign[neighbour] != kind) return;
        sign[neighbour] = 0;
        members.push_back(neighbour);
      };
      visit(x > 0, i - 1);
      visit(x + 1 < nx, i + 1);
      visit(y > 0, i - nx);
      visit(y + 1 < static_cast<std::size_t>(grid.ny), i + nx);
      visit(z > 0, i - slice);
      visit(z + 1 < static_cast<std::size_t>(grid.nz), i + slice);
    }
    for (const std::size_t member : members) sizes[member] = static_cast<std::uint32_t>(members.size());
  }
  return sizes;
}

Volume overlayWeights(const Volume& overlay, const ColorScale& scale, const Volume* evidence, double full) {
  if (overlay.empty()) return {};
  const bool byEvidence = evidence && evidence->grid == overlay.grid && full > 0;
  const bool byCluster = scale.smallestCluster > 1;
  if (!byEvidence && !byCluster) return {};
  Volume weights(overlay.grid, overlay.affine, 1.0F);
  if (byEvidence)
    for (std::size_t i = 0; i < weights.values.size(); ++i) {
      const float value = evidence->values[i];
      weights.values[i] = std::isnan(value) ? 0.0F : std::clamp(value / static_cast<float>(full), 0.0F, 1.0F);
    }
  if (byCluster) {
    const auto sizes = clusterSizes(overlay, scale);
    for (std::size_t i = 0; i < sizes.size(); ++i)
      if (sizes[i] < static_cast<std::uint32_t>(scale.smallestCluster)) weights.values[i] = 0;
  }
  return weights;
}

const Volume* evidenceOf(const ComparisonData& data, const ComparisonState& state, Layer layer) {
  const Volume* evidence = nullptr;
  if (state.evidence == Evidence::Ceiling) evidence = &data.ceiling;
  if (state.evidence == Evidence::Map && layer != Layer::Map) evidence = &data.volume(Layer::Map);
  return evidence && !evidence->empty() ? evidence : nullptr;
}

std::string evidenceName(const ComparisonData& data, const ComparisonState& state, Layer layer) {
  if (!evidenceOf(data, state, layer)) return {};
  return state.evidence == Evidence::Ceiling ? data.ceilingName : data.title(Layer::Map);
}

Volume overlayWeights(const ComparisonData& data, const ComparisonState& state, Layer layer) {
  return overlayWeights(data.volume(layer), state.scaleOf(layer), evidenceOf(data, state, layer),
                        state.evidenceFull);
}

Volume ceilingVolume(const Mask& mask, const std::vector<float>& ncsnr, int repeats) {
  metrics::RepeatCounts counts;
  (repeats <= 1 ? counts.once : repeats == 2 ? counts.twice : counts.thrice) = 1;
  std::vector<float> ceiling(ncsnr.size());
  for (std::size_t i = 0; i < ncsnr.size(); ++i)
    ceiling[i] =
        std::isfinite(ncsnr[i]) ? static_cast<float>(metrics::noiseCeiling(ncsnr[i], counts)) : std::nanf("");
  return mask.scatter(ceiling);
}

}  // namespace vxs::scene
