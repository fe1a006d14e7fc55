#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vxs::metrics {

/// How many test images had 1, 2 and 3 trials averaged.
struct RepeatCounts {
  std::int64_t once = 0;
  std::int64_t twice = 0;
  std::int64_t thrice = 0;
};

/// Noise ceiling as a fraction, ncsnr^2 / (ncsnr^2 + (A/3 + B/2 + C) / (A + B + C)) (NSD data manual; nsd.md
/// 4).
double noiseCeiling(double ncsnr, const RepeatCounts& repeats);

/// The three conventions in use; encoding.md 4 lists the differences.
///  Report:    median over voxels of r^2 / NC, r squared without clipping, no cap; NC = 0 and NaN dropped and
///  counted. Vision:    r < 0 -> 0, NC = 0 -> 1e-14, cap at 1, median. Algonauts: r < 0 -> 0, NC = 0 ->
///  1e-14, cap at 1, mean.
enum class AccuracyPreset { Report, Vision, Algonauts };
/// "report", "vision", "algonauts"; throws UsageError for anything else.
AccuracyPreset accuracyPresetFrom(const std::string& name);
std::string toString(AccuracyPreset preset);

struct AccuracySummary {
  AccuracyPreset preset = AccuracyPreset::Report;
  std::optional<double> headline;  ///< the preset's median or mean, a fraction; empty when no voxel is left
  double median = 0, mean = 0;     ///< of the same per-voxel values, NaN when none is left
  double medianR = 0;              ///< over the voxels used
  double medianCeiling = 0;
  std::int64_t voxelsUsed = 0;
  std::int64_t droppedNan = 0;          ///< r or ncsnr not finite
  std::int64_t droppedZeroCeiling = 0;  ///< NC = 0 (Report only; the other presets keep them)
  std::int64_t negativeR = 0;
};

/// Per-voxel r^2 / NC under `preset`, NaN for dropped voxels. r, ncsnr: [voxels].
std::vector<float> noiseNormalised(std::span<const float> r, std::span<const float> ncsnr,
                                   const RepeatCounts& repeats, AccuracyPreset preset);
AccuracySummary summarise(std::span<const float> r, std::span<const float> ncsnr, const RepeatCounts& repeats,
                          AccuracyPreset preset);
/// The same from noise ceilings themselves (fractions, as in nc.nii.gz), when ncsnr is not at hand.
std::vector<float> noiseNormalised(std::span<const float> r, std::span<const float> ceilings,
                                   AccuracyPreset preset);
AccuracySummary summarise(std::span<const float> r, std::span<const float> ceilings, AccuracyPreset preset,
                          std::span<const std::uint32_t> members);
/// The same over a subset of voxels (positions into r), e.g. one ROI.
AccuracySummary summarise(std::span<const float> r, std::span<const float> ncsnr, const RepeatCounts& repeats,
                          AccuracyPreset preset, std::span<const std::uint32_t> members);

/// The headline with r |r| in place of r^2 and no clipping at 0 (capped at 1 and -1 where the preset caps at
/// 1): what intervals of the headline are made of. r^2 is biased upwards by the variance v of r, and a
/// resample adds v once more: where r is small, every resampled headline lies above its estimate, and the
/// estimate above the truth, so that percentiles hold neither. Efron's BCa (1987; DiCiccio & Efron 1996) is
/// made of quantiles of the same values and cannot reach below them. With its sign the square of a
/// correlation that is noise has the median 0, and equals r^2 where something is predicted. In simulations
/// with known truth (tests/reference/metrics/make_interval_reference.py) 95 % percentile intervals of this
/// hold the truth in at least 95 of 100 cases, those of r^2 in none where nothing is predicted. NaN when no
/// voxel is left.
double signedHeadline(std::span<const float> r, std::span<const float> ceilings, AccuracyPreset preset,
                      std::span<const std::uint32_t> members);

}  // namespace vxs::metrics
