#include "core/train/Criterion.h"

#include "core/metrics/Accuracy.h"
#include "core/metrics/Resample.h"
#include "core/train/RunFile.h"

#include <cmath>

namespace vxs::train {
namespace {

/// Those of `candidates` whose ceiling is above `least`.
Members withCeiling(const Members& candidates, const std::vector<float>& ceiling, double least) {
  Members members;
  for (const std::uint32_t v : candidates)
    if (ceiling[v] > 0 && ceiling[v] >= least) members.push_back(v);
  return members;
}

}  // namespace

Criterion Criterion::medianR() {
  Criterion criterion;
  criterion.m_text = kMaskCriterion;
  return criterion;
}

Criterion Criterion::forImages(const TrainingData& data, const std::vector<std::int32_t>& validationImages) {
  const metrics::RepeatCounts repeats = data.repeatCounts(validationImages);
  std::vector<float> ceiling = data.store().ncsnr();
  for (float& value : ceiling) value = static_cast<float>(metrics::noiseCeiling(value, repeats));
  Criterion criterion;
  std::string where;
  for (const LabelAtlas& atlas : data.store().atlases())
    if (atlas.name == "nsdgeneral")
      criterion.m_members = withCeiling(labelledVoxels(atlas, data.store().mask()), ceiling, 0);
  if (!criterion.m_members.empty()) {
    where = "nsdgeneral";
  } else {
    criterion.m_members = withCeiling(everyVoxel(data.store().mask()), ceiling, kLeastCeiling);
    where = "voxels with a noise ceiling of at least 10 %";
  }
  if (criterion.m_members.empty()) return medianR();
  for (const std::uint32_t v : criterion.m_members) criterion.m_ceiling.push_back(ceiling[v]);
  criterion.m_text = "median validation r|r|/NC over " + where + " (" +
                     std::to_string(criterion.m_members.size()) + " voxels)";
  return criterion;
}

double Criterion::score(const std::vector<float>& validationR) const {
  if (m_members.empty()) return metrics::quantile({validationR.begin(), validationR.end()}, 0.5);
  std::vector<double> scores;
  for (std::size_t i = 0; i < m_members.size(); ++i) {
    const double r = validationR[m_members[i]];
    scores.push_back(r * std::abs(r) / m_ceiling[i]);
  }
  return metrics::quantile(std::move(scores), 0.5);
}

}  // namespace vxs::train
