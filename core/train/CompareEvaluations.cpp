#include "core/train/CompareEvaluations.h"

#include "core/base/Error.h"
#include "core/base/Parallel.h"
#include "core/metrics/Resample.h"
#include "core/train/Regions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vxs::train {
namespace {

constexpr std::uint64_t kBootstrapSeed = 20250101;  // as evaluate's
constexpr std::size_t kBlock = 256;                 // voxels: their sums fit into a core's cache
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

void requirePaired(const Evaluation& first, const Evaluation& second) {
  for (const Evaluation* e : {&first, &second})
    if (!e->responses)
      throw Error("the evaluation " + e->folder.string() +
                  " has no test responses to compare: evaluate the run again");
  const TestResponses &a = *first.responses, &b = *second.responses;
  if (a.header().maskFingerprint != b.header().maskFingerprint || a.voxelCount() != b.voxelCount())
    throw Error(first.run.run.string() + " and " + second.run.run.string() + " are over different voxels");
  if (a.images() != b.images())
    throw Error(first.run.run.string() + " and " + second.run.run.string() +
                " were tested on different images, so their difference is not paired");
}

double medianOf(std::vector<float> values) {
  std::erase_if(values, [](float v) { return !std::isfinite(v); });
  if (values.empty()) return kNan;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2) return *middle;
  return (double{*middle} + double{*std::max_element(values.begin(), middle)}) / 2;
}

/// r(second) - r(first) under every resample, [resamples, voxels].
class Resampled {
 public:
  Resampled(const Evaluation& first, const Evaluation& second, int resamples, Progress& progress)
      : m_resamples(static_cast<std::size_t>(resamples)), m_voxels(first.mask.size()) {
    const metrics::ResampleCounts counts(static_cast<std::int64_t>(first.responses->images().size()),
                                         resamples, kBootstrapSeed);
    m_delta.resize(m_resamples * m_voxels);
    const std::size_t blocks = (m_voxels + kBlock - 1) / kBlock;
    progress.begin("comparing voxels", static_cast<std::int64_t>(m_voxels), "voxels");
    // progress may be told by one thread only, so threads work on a few blocks at a time
    const auto group = static_cast<std::size_t>(availableCores()) * 2;
    for (std::size_t begin = 0; begin < blocks; begin += group) {
      progress.throwIfCancelled();
      const std::size_t end = std::min(begin + group, blocks);
      parallelFor(end - begin, [&](std::size_t from, std::size_t to) {
        for (std::size_t b = from; b < to; ++b) fill(first, second, counts, (begin + b) * kBlock);
      });
      progress.update(static_cast<std::int64_t>(std::min(end * kBlock, m_voxels)));
    }
  }

  metrics::Interval voxel(std::size_t v) const {
    std::vector<double> values(m_resamples);
    for (std::size_t b = 0; b < m_resamples; ++b) values[b] = m_delta[b * m_voxels + v];
    return metrics::percentileInterval(std::move(values));
  }
  metrics::Interval median(const Members& members) const {
    std::vector<double> medians;
    std::vector<float> row(members.size());
    for (std::size_t b = 0; b < m_resamples; ++b) {
      for (std::size_t i = 0; i < members.size(); ++i) row[i] = m_delta[b * m_voxels + members[i]];
      medians.push_back(medianOf(row));
    }
    return metrics::percentileInterval(std::move(medians));
  }

 private:
  void fill(const Evaluation& first, const Evaluation& second, const metrics::ResampleCounts& counts,
            std::size_t from) {
    Members members(std::min(kBlock, m_voxels - from));
    std::iota(members.begin(), members.end(), static_cast<std::uint32_t>(from));
    const auto voxels = static_cast<std::int64_t>(members.size());
    const std::vector<float> measured = first.responses->measuredAt(members);
    const auto a =
        metrics::resampledCorrelations(measured, first.responses->predictedAt(members), voxels, counts);
    const auto b =
        metrics::resampledCorrelations(measured, second.responses->predictedAt(members), voxels, counts);
    for (std::size_t i = 0; i < a.size(); ++i)
      m_delta[i / members.size() * m_voxels + from + i % members.size()] = b[i] - a[i];
  }

  std::size_t m_resamples, m_voxels;
  std::vector<float> m_delta;
};

Members withDelta(const std::vector<float>& delta, const Members& members) {
  Members found;
  for (const std::uint32_t v : members)
    if (std::isfinite(delta[v])) found.push_back(v);
  return found;
}

double medianAt(const std::vector<float>& delta, const Members& members) {
  std::vector<float> values;
  for (const std::uint32_t v : members) values.push_back(delta[v]);
  return medianOf(std::move(values));
}

}  // namespace

EvaluationDifference compareEvaluations(const Evaluation& first, const Evaluation& second,
                                        const std::vector<LabelAtlas>& atlases, Progress& progress,
                                        int resamples) {
  requirePaired(first, second);
  EvaluationDifference result;
  result.resamples = resamples;
  result.testImages = first.testImages;
  const std::size_t count = first.mask.size();
  result.delta.resize(count);
  for (std::size_t v = 0; v < count; ++v) result.delta[v] = second.r[v] - first.r[v];
  const Resampled resampled(first, second, resamples, progress);
  result.low.assign(count, static_cast<float>(kNan));
  result.high = result.low;
  const Members present = withDelta(result.delta, everyVoxel(first.mask));
  for (const std::uint32_t v : present) {
    const metrics::Interval interval = resampled.voxel(v);
    result.low[v] = static_cast<float>(interval.low);
    result.high[v] = static_cast<float>(interval.high);
    result.better += interval.low > 0;
    result.worse += interval.high < 0;
  }
  result.voxels = static_cast<std::int64_t>(present.size());
  result.median = medianAt(result.delta, present);
  const metrics::Interval overall = resampled.median(present);
  result.medianLow = overall.low;
  result.medianHigh = overall.high;
  for (const Region& region : regionsOf(atlases, first.mask)) {
    progress.throwIfCancelled();
    const Members used = withDelta(result.delta, region.members);
    const metrics::Interval interval = resampled.median(used);
    result.rois.push_back({region.atlas, region.name, static_cast<std::int64_t>(used.size()),
                           medianAt(result.delta, used), interval.low, interval.high});
  }
  return result;
}

}  // namespace vxs::train
