#include "core/workflow/whatif/CaptionChange.h"

#include "core/base/Error.h"
#include "core/base/Random.h"
#include "core/workflow/whatif/CaptionWords.h"
#include "core/workflow/whatif/Paraphrases.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace vxs::workflow {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool isWording(CaptionKind kind) {
  return kind != CaptionKind::Shuffled;
}

std::vector<double> measured(const std::vector<NullSample>& null, const ChangeMeasure& measure,
                             const std::function<bool(CaptionKind)>& wanted) {
  std::vector<double> values;
  for (const NullSample& sample : null)
    if (wanted(sample.kind))
      if (const double value = measure(sample.change); std::isfinite(value)) values.push_back(value);
  return values;
}

}  // namespace

double rmsOf(std::span<const float> values) {
  double squares = 0;
  std::int64_t count = 0;
  for (const float value : values)
    if (std::isfinite(value)) {
      squares += double(value) * value;
      ++count;
    }
  return count ? std::sqrt(squares / static_cast<double>(count)) : kNan;
}

CaptionChange changeOf(const std::string& caption, std::span<const float> from, std::span<const float> to,
                       const std::vector<Region>& regions) {
  if (from.size() != to.size())
    throw Error("two predictions of " + std::to_string(from.size()) + " and " + std::to_string(to.size()) +
                " voxels cannot be compared");
  CaptionChange change{caption, std::vector<float>(from.size()), 0, 0, {}};
  for (std::size_t i = 0; i < from.size(); ++i) {
    change.values[i] = to[i] - from[i];
    if (!std::isfinite(change.values[i])) ++change.dropped;
  }
  change.rms = rmsOf(change.values);
  for (const Region& region : regions) change.regionMeans.push_back(meanOver(region, change.values));
  return change;
}

std::vector<NullCaption> planNull(const std::string& original, const std::vector<std::string>& coco,
                                  const std::vector<std::string>& pool, int paraphrases, int shuffled,
                                  std::uint64_t seed) {
  std::vector<NullCaption> plan;
  std::set<std::string> known{readForm(original), readForm({})};
  const auto add = [&](CaptionKind kind, const std::string& caption) {
    if (!known.insert(readForm(caption)).second) return false;
    plan.push_back({kind, caption});
    return true;
  };
  for (const std::string& caption : coco) add(CaptionKind::Coco, caption);
  for (const Paraphrase& paraphrase : paraphrasesOf(original, paraphrases, seed))
    add(CaptionKind::Paraphrase, paraphrase.caption);
  std::vector<std::string> drawn = pool;
  std::sort(drawn.begin(), drawn.end());  // the same draw in whatever order the pool is listed
  Random random(seed ^ 0x5afe5eedULL);
  random.shuffle(drawn);
  int taken = 0;
  for (std::size_t i = 0; i < drawn.size() && taken < shuffled; ++i)
    if (add(CaptionKind::Shuffled, drawn[i])) ++taken;
  return plan;
}

double quantileOf(std::vector<double> values, double q) {
  if (values.empty()) return kNan;
  std::sort(values.begin(), values.end());
  const double place = q * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= values.size()) return values.back();
  const double part = place - static_cast<double>(below);
  return values[below] + part * (values[below + 1] - values[below]);
}

Standing standingOf(double value, std::vector<double> null) {
  if (null.empty() || !std::isfinite(value)) return {static_cast<int>(null.size()), kNan, kNan};
  double smaller = 0;
  for (double& each : null) {
    each = std::abs(each);
    smaller += each < std::abs(value) ? 1 : each == std::abs(value) ? 0.5 : 0;
  }
  const auto n = static_cast<double>(null.size());
  return {static_cast<int>(null.size()), 100 * smaller / n, quantileOf(std::move(null), 0.5)};
}

Standings standingsOf(const std::vector<NullSample>& null, const CaptionChange& edited,
                      const ChangeMeasure& measure) {
  const double value = measure(edited);
  const auto among = [&](const std::function<bool(CaptionKind)>& wanted) {
    return standingOf(value, measured(null, measure, wanted));
  };
  return {among([](CaptionKind kind) { return kind == CaptionKind::Coco; }),
          among([](CaptionKind kind) { return kind == CaptionKind::Paraphrase; }),
          among([](CaptionKind kind) { return kind == CaptionKind::Shuffled; }), among(isWording)};
}

std::vector<RegionChange> regionChanges(const std::vector<NullSample>& null, const CaptionChange& edited,
                                        const std::vector<Region>& regions) {
  std::vector<RegionChange> rows;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const ChangeMeasure measure = [i](const CaptionChange& change) { return change.regionMeans[i]; };
    const std::vector<double> wording = measured(null, measure, isWording);
    rows.push_back({i, edited.regionMeans[i], quantileOf(wording, 0.025), quantileOf(wording, 0.975),
                    standingsOf(null, edited, measure)});
  }
  const auto rank = [](const RegionChange& row) {
    const double percentile = row.standings.wording.percentile;
    return std::isfinite(percentile) ? percentile : -1.0;
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const RegionChange& a, const RegionChange& b) {
    if (rank(a) != rank(b)) return rank(a) > rank(b);
    const bool aFinite = std::isfinite(a.mean), bFinite = std::isfinite(b.mean);
    if (aFinite != bFinite) return aFinite;
    return aFinite && std::abs(a.mean) > std::abs(b.mean);
  });
  return rows;
}

std::vector<MovedVoxel> movedMost(std::span<const float> change, const Mask& mask, int count,
                                  double apartMm) {
  if (change.size() != mask.size()) throw Error("the change and the mask differ in their number of voxels");
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < change.size(); ++i)
    if (std::isfinite(change[i]) && change[i] != 0) order.push_back(i);
  // the list is short: enough candidates in order, more only where clusters used them up
  const auto larger = [&](std::size_t a, std::size_t b) { return std::abs(change[a]) > std::abs(change[b]); };
  std::vector<MovedVoxel> moved;
  std::size_t sorted = 0;
  for (std::size_t i = 0; i < order.size() && static_cast<int>(moved.size()) < count; ++i) {
    if (i == sorted) {
      sorted = std::min(order.size(), std::max<std::size_t>(1024, 4 * sorted));
      std::partial_sort(order.begin() + static_cast<std::ptrdiff_t>(i),
                        order.begin() + static_cast<std::ptrdiff_t>(sorted), order.end(), larger);
    }
    const std::array<int, 3> voxel = mask.grid.position(mask.voxels[order[i]]);
    const Vec3 place = mask.affine.toRasMm({double(voxel[0]), double(voxel[1]), double(voxel[2])});
    const bool near = std::any_of(moved.begin(), moved.end(), [&](const MovedVoxel& other) {
      return std::hypot(place[0] - other.rasMm[0], place[1] - other.rasMm[1], place[2] - other.rasMm[2]) <
             apartMm;
    });
    if (!near) moved.push_back({order[i], voxel, place, change[order[i]]});
  }
  return moved;
}

}  // namespace vxs::workflow
