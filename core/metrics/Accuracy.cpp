#include "core/metrics/Accuracy.h"

#include "core/base/Error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vxs::metrics {
namespace {

constexpr double kTinyCeiling = 1e-14;  // what VISION's and the Algonauts code put in place of a ceiling of 0
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

double medianOf(std::vector<double>& values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double meanOf(const std::vector<double>& values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// r^2 / ceiling under the preset's rules; NaN when the voxel is dropped.
double ratioOf(double r, double ceiling, AccuracyPreset preset) {
  if (preset == AccuracyPreset::Report) return ceiling > 0 ? r * r / ceiling : kNan;
  const double clipped = std::max(r, 0.0);
  return std::min(clipped * clipped / (ceiling > 0 ? ceiling : kTinyCeiling), 1.0);
}

void requireSameSize(std::span<const float> r, std::span<const float> ncsnr) {
  if (r.size() != ncsnr.size())
    throw Error("accuracy: " + std::to_string(r.size()) + " correlations but " +
                std::to_string(ncsnr.size()) + " noise ceilings");
}

}  // namespace

double noiseCeiling(double ncsnr, const RepeatCounts& repeats) {
  const auto images = static_cast<double>(repeats.once + repeats.twice + repeats.thrice);
  if (images <= 0) throw Error("noise ceiling: no test image has a measured response");
  const double noise = (static_cast<double>(repeats.thrice) / 3 + static_cast<double>(repeats.twice) / 2 +
                        static_cast<double>(repeats.once)) /
                       images;
  return ncsnr * ncsnr / (ncsnr * ncsnr + noise);
}

AccuracyPreset accuracyPresetFrom(const std::string& name) {
  if (name == "report") return AccuracyPreset::Report;
  if (name == "vision") return AccuracyPreset::Vision;
  if (name == "algonauts") return AccuracyPreset::Algonauts;
  throw UsageError("unknown metric '" + name + "': use report, vision or algonauts");
}

std::string toString(AccuracyPreset preset) {
  switch (preset) {
    case AccuracyPreset::Vision:
      return "vision";
    case AccuracyPreset::Algonauts:
      return "algonauts";
    case AccuracyPreset::Report:
      break;
  }
  return "report";
}

static std::vector<float> ceilingsOf(std::span<const float> ncsnr, const RepeatCounts& repeats) {
  std::vector<float> ceilings(ncsnr.begin(), ncsnr.end());
  for (float& value : ceilings)
    if (std::isfinite(value)) value = static_cast<float>(noiseCeiling(value, repeats));
  return ceilings;
}

std::vector<float> noiseNormalised(std::span<const float> r, std::span<const float> ncsnr,
                                   const RepeatCounts& repeats, AccuracyPreset preset) {
  return noiseNormalised(r, ceilingsOf(ncsnr, repeats), preset);
}

std::vector<float> noiseNormalised(std::span<const float> r, std::span<const float> ceilings,
                                   AccuracyPreset preset) {
  requireSameSize(r, ceilings);
  std::vector<float> result(r.size(), kNan);
  for (std::size_t v = 0; v < r.size(); ++v)
    if (std::isfinite(r[v]) && std::isfinite(ceilings[v]))
      result[v] = static_cast<float>(ratioOf(r[v], ceilings[v], preset));
  return result;
}

AccuracySummary summarise(std::span<const float> r, std::span<const float> ncsnr, const RepeatCounts& repeats,
                          AccuracyPreset preset) {
  std::vector<std::uint32_t> all(r.size());
  std::iota(all.begin(), all.end(), 0U);
  return summarise(r, ncsnr, repeats, preset, all);
}

AccuracySummary summarise(std::span<const float> r, std::span<const float> ncsnr, const RepeatCounts& repeats,
                          AccuracyPreset preset, std::span<const std::uint32_t> members) {
  return summarise(r, ceilingsOf(ncsnr, repeats), preset, members);
}

AccuracySummary summarise(std::span<const float> r, std::span<const float> ceilings, AccuracyPreset preset,
                          std::span<const std::uint32_t> members) {
  requireSameSize(r, ceilings);
  AccuracySummary summary;
  summary.preset = preset;
  std::vector<double> ratios, correlations, ceilingsUsed;
  for (const std::uint32_t v : members) {
    if (!std::isfinite(r[v]) || !std::isfinite(ceilings[v])) {
      ++summary.droppedNan;
      continue;
    }
    const double ceiling = ceilings[v];
    const double ratio = ratioOf(r[v], ceiling, preset);
    if (std::isnan(ratio)) {
      ++summary.droppedZeroCeiling;
      continue;
    }
    if (r[v] < 0) ++summary.negativeR;
    ratios.push_back(ratio);
    correlations.push_back(r[v]);
    ceilingsUsed.push_back(ceiling);
  }
  summary.voxelsUsed = static_cast<std::int64_t>(ratios.size());
  summary.mean = meanOf(ratios);
  summary.median = medianOf(ratios);
  summary.medianR = medianOf(correlations);
  summary.medianCeiling = medianOf(ceilingsUsed);
  if (!ratios.empty()) summary.headline = preset == AccuracyPreset::Algonauts ? summary.mean : summary.median;
  return summary;
}

double signedHeadline(std::span<const float> r, std::span<const float> ceilings, AccuracyPreset preset,
                      std::span<const std::uint32_t> members) {
  requireSameSize(r, ceilings);
  std::vector<double> ratios;
  for (const std::uint32_t v : members) {
    if (!std::isfinite(r[v]) || !std::isfinite(ceilings[v])) continue;
    const double ratio = ratioOf(std::abs(r[v]), ceilings[v], preset);
    if (!std::isnan(ratio)) ratios.push_back(std::copysign(ratio, r[v]));
  }
  return preset == AccuracyPreset::Algonauts ? meanOf(ratios) : medianOf(ratios);
}

}  // namespace vxs::metrics
