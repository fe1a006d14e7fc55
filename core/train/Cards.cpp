#include "core/train/Cards.h"

#include "core/base/Error.h"
#include "core/metrics/Pattern.h"
#include "core/metrics/Pearson.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vxs::train {
namespace {

constexpr std::uint64_t kBootstrapSeed = 20250101;  // as evaluate's
constexpr double kSameR = 5e-4;  ///< what half floats of the measured response may take from r
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// z-scores over the images (population sd); NaN when constant.
std::vector<double> zScores(const std::vector<float>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const float value : values) squares += (value - mean) * (value - mean);
  const double sd = std::sqrt(squares / n);
  std::vector<double> z;
  for (const float value : values) z.push_back(sd > 0 ? (value - mean) / sd : kNan);
  return z;
}

metrics::Interval intervalOf(const VoxelCard& card, int resamples) {
  metrics::PearsonAccumulator pearson(1);
  for (std::size_t i = 0; i < card.measured.size(); ++i)
    pearson.add({&card.measured[i], 1}, {&card.predicted[i], 1});
  if (!(std::abs(pearson.correlation().front() - card.r) < kSameR)) return {kNan, kNan};
  const metrics::ResampleCounts counts(static_cast<std::int64_t>(card.measured.size()), resamples,
                                       kBootstrapSeed);
  const auto resampled = metrics::resampledCorrelations(card.measured, card.predicted, 1, counts);
  return metrics::percentileInterval({resampled.begin(), resampled.end()});
}

std::int64_t finiteIn(std::span<const float> a, std::span<const float> b, const Members& members) {
  return std::ranges::count_if(members,
                               [&](std::uint32_t v) { return std::isfinite(a[v]) && std::isfinite(b[v]); });
}

}  // namespace

VoxelCard voxelCard(const Evaluation& evaluation, std::uint32_t voxel, int resamples) {
  if (!evaluation.responses) throw Error(evaluation.whyNoResponses);
  if (voxel >= evaluation.mask.size())
    throw Error("the evaluation " + evaluation.folder.string() + " has no voxel " + std::to_string(voxel));
  const Members one{voxel};
  VoxelCard card;
  card.voxel = voxel;
  card.measured = evaluation.responses->measuredAt(one);
  card.predicted = evaluation.responses->predictedAt(one);
  card.r = evaluation.r[voxel];
  card.determination = evaluation.determination.empty() ? kNan : evaluation.determination[voxel];
  card.interval = intervalOf(card, resamples);
  card.ceiling = evaluation.ceiling[voxel];
  card.alpha = evaluation.alpha.empty() ? kNan : evaluation.alpha[voxel];
  const std::vector<double> measured = zScores(card.measured), predicted = zScores(card.predicted);
  for (std::size_t i = 0; i < measured.size(); ++i)
    card.share.push_back(static_cast<float>(measured[i] * predicted[i]));
  card.bestFirst.resize(card.share.size());
  std::iota(card.bestFirst.begin(), card.bestFirst.end(), 0U);
  if (std::isfinite(card.r))
    std::ranges::stable_sort(card.bestFirst, [&](auto a, auto b) { return card.share[a] > card.share[b]; });
  return card;
}

ImageCard imageCard(std::span<const float> measured, std::span<const float> predicted,
                    const std::vector<Region>& regions) {
  ImageCard card;
  card.r = metrics::patternCorrelation(measured, predicted);
  for (std::size_t v = 0; v < measured.size(); ++v)
    card.voxels += std::isfinite(measured[v]) && std::isfinite(predicted[v]);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    card.regions.push_back({i, metrics::patternCorrelation(measured, predicted, regions[i].members),
                            finiteIn(measured, predicted, regions[i].members)});
    const RegionScore& score = card.regions.back();
    if (!std::isfinite(score.r) || score.voxels < ImageCard::kFewestVoxels) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    if (card.best < 0 || score.r > card.regions[static_cast<std::size_t>(card.best)].r) card.best = at;
    if (card.worst < 0 || score.r < card.regions[static_cast<std::size_t>(card.worst)].r) card.worst = at;
  }
  return card;
}

std::vector<double> repeatCorrelations(const std::vector<std::vector<float>>& repeats) {
  const std::size_t n = repeats.size();
  std::vector<double> matrix(n * n, 1.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j)
      matrix[i * n + j] = matrix[j * n + i] = metrics::patternCorrelation(repeats[i], repeats[j]);
  return matrix;
}

}  // namespace vxs::train
