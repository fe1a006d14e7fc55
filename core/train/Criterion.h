#pragma once

#include "core/train/Regions.h"
#include "core/train/TrainingData.h"

#include <string>
#include <vector>

namespace vxs::train {

/// What chooses a run's best epoch from the correlations over its validation images. Over a whole brain most
/// voxels do not answer to pictures, and their median r is noise; so epochs are judged where there is
/// something to predict (encoding.md 2.10): by the median of r |r| / NC, explained variance over the noise
/// ceiling of the validation images' mix of repeats with the sign of r, so that a wrong sign is worse than
/// nothing.
class Criterion {
 public:
  /// Over the voxels of the store's atlas "nsdgeneral" that have a ceiling above 0; where it has no such
  /// atlas or voxels, over those with a ceiling of at least kLeastCeiling; where there are none of these
  /// either, the median r over the mask.
  static Criterion forImages(const TrainingData& data, const std::vector<std::int32_t>& validationImages);
  /// The median r over every voxel of the mask: what runs of an earlier version were chosen by.
  static Criterion medianR();
  static constexpr double kLeastCeiling = 0.1;

  /// In words, as it stands in run.json.
  const std::string& text() const { return m_text; }
  /// Of correlations [voxels]; larger is better, NaN when no voxel has one.
  double score(const std::vector<float>& validationR) const;

 private:
  std::string m_text;
  Members m_members;
  std::vector<float> m_ceiling;  ///< of m_members
};

}  // namespace vxs::train
