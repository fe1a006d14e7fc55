#include "core/scene/Weights.h"

#include "core/metrics/Accuracy.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::scene {

namespace {

/// Voxels of one sign above the threshold that follow each other along x. Components are trees of runs.
struct Run {
  std::uint32_t begin, end;  ///< indices of voxels in the grid, `end` excluded
  std::uint32_t parent;      ///< index of a run of the same component; its own: the root
  bool positive;
};

/// 1 and -1: above the threshold with that sign; 0: below, or no finite value.
std::vector<std::int8_t> signsAbove(const std::vector<float>& values, const ColorScale& scale) {
  constexpr float kLargest = std::numeric_limits<float>::max();
  const double least = std::max<double>(scale.thresholdZ, std::numeric_limits<float>::denorm_min());
  const double leastNegative = scale.fromZero ? std::numeric_limits<double>::infinity() : least;
  std::vector<std::int8_t> signs(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {  // without branches: values are hard to foresee
    const double value = values[i];
    const int positive = (value >= least) & (value <= kLargest);
    const int negative = (-value >= leastNegative) & (-value <= kLargest);
    signs[i] = static_cast<std::int8_t>(positive - negative);
  }
  return signs;
}

std::uint32_t rootOf(std::vector<Run>& runs, std::uint32_t run) {
  while (runs[run].parent != run) run = runs[run].parent = runs[runs[run].parent].parent;
  return run;
}

/// Joins the runs of a row (the last ones, from `row` on) to those of an earlier row that lie `offset` voxels
/// before them and have their sign. Both rows are sorted along x.
void joinRows(std::vector<Run>& runs, std::uint32_t row, std::uint32_t earlier, std::uint32_t earlierEnd,
              std::uint32_t offset) {
  for (auto at = row; at < runs.size() && earlier < earlierEnd;) {
    const std::uint32_t begin = runs[earlier].begin + offset, end = runs[earlier].end + offset;
    const bool touch = begin < runs[at].end && runs[at].begin < end;
    if (touch && runs[at].positive == runs[earlier].positive) {
      const std::uint32_t one = rootOf(runs, at), other = rootOf(runs, earlier);
      runs[std::max(one, other)].parent = std::min(one, other);
    }
    if (end < runs[at].end)
      ++earlier;
    else
      ++at;
  }
}

/// Calls visit(begin, end, size of its cluster) for every run, in the order of the grid.
template <class Visit>
void forEachRun(const Volume& overlay, const ColorScale& scale, const Visit& visit) {
  const auto nx = static_cast<std::uint32_t>(overlay.grid.nx),
             ny = static_cast<std::uint32_t>(overlay.grid.ny);
  const auto nz = static_cast<std::uint32_t>(overlay.grid.nz);
  const std::vector<std::int8_t> signs = signsAbove(overlay.values, scale);
  std::vector<Run> runs;
  std::vector<std::uint32_t> rows;  // first run of each row
  for (std::uint32_t row = 0; row < ny * nz; ++row) {
    const auto first = static_cast<std::uint32_t>(runs.size());
    rows.push_back(first);
    int before = 0;
    for (std::uint32_t i = row * nx; i < (row + 1) * nx; ++i) {
      const int sign = signs[i];
      if (sign != 0 && sign == before)
        runs.back().end = i + 1;
      else if (sign != 0)
        runs.push_back({i, i + 1, static_cast<std::uint32_t>(runs.size()), sign > 0});
      before = sign;
    }
    if (row % ny > 0) joinRows(runs, first, rows[row - 1], first, nx);
    if (row >= ny) joinRows(runs, first, rows[row - ny], rows[row - ny + 1], nx * ny);
  }

  std::vector<std::uint32_t> members(runs.size(), 0);
  for (std::uint32_t run = 0; run < runs.size(); ++run)
    members[rootOf(runs, run)] += runs[run].end - runs[run].begin;
  for (std::uint32_t run = 0; run < runs.size(); ++run)
    visit(runs[run].begin, runs[run].end, members[rootOf(runs, run)]);
}

}  // namespace

std::vector<std::uint32_t> clusterSizes(const Volume& overlay, const ColorScale& scale) {
  std::vector<std::uint32_t> sizes(overlay.values.size(), 0);
  forEachRun(overlay, scale, [&](std::uint32_t begin, std::uint32_t end, std::uint32_t size) {
    std::fill(sizes.begin() + begin, sizes.begin() + end, size);
  });
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
    const auto smallest = static_cast<std::uint32_t>(scale.smallestCluster);
    auto unseen = weights.values.begin();  // from here to the next large cluster
    forEachRun(overlay, scale, [&](std::uint32_t begin, std::uint32_t end, std::uint32_t size) {
      if (size < smallest) return;
      std::fill(unseen, weights.values.begin() + begin, 0.0F);
      unseen = weights.values.begin() + end;
    });
    std::fill(unseen, weights.values.end(), 0.0F);
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
