#pragma once

#include "core/workflow/whatif/Regions.h"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vxs::workflow {

/// How the prediction changes when one caption takes another's place, the picture staying: values [voxels of
/// the mask] in z units, new minus old.
struct CaptionChange {
  std::string caption;
  std::vector<float> values;
  double rms = 0;                   ///< over the finite values
  std::int64_t dropped = 0;         ///< voxels that are not finite
  std::vector<double> regionMeans;  ///< parallel to the regions; NaN where a region has no finite voxel
};
/// Throws Error when the two predictions differ in length.
CaptionChange changeOf(const std::string& caption, std::span<const float> from, std::span<const float> to,
                       const std::vector<Region>& regions);

/// What the null of a change is made of.
enum class CaptionKind {
  Coco,        ///< another person's caption of the same image
  Paraphrase,  ///< a rewording by rule (Paraphrases.h)
  Shuffled,    ///< the caption of another image
};
struct NullCaption {
  CaptionKind kind = CaptionKind::Paraphrase;
  std::string caption;
};
/// The captions to predict for the null of `original`: every other one of `coco`, up to `paraphrases`
/// rewordings, and up to `shuffled` of `pool` (captions of other images), drawn without replacement. Captions
/// that read the same as the original, or as one before, are left out. Seeded.
std::vector<NullCaption> planNull(const std::string& original, const std::vector<std::string>& coco,
                                  const std::vector<std::string>& pool, int paraphrases, int shuffled,
                                  std::uint64_t seed);

struct NullSample {
  CaptionKind kind = CaptionKind::Paraphrase;
  CaptionChange change;
};
/// Where a change stands among those of a null, by size, whatever their sign.
struct Standing {
  int n = 0;
  double percentile = 0;  ///< per cent of the null that is smaller, ties half; NaN for n = 0
  double median = 0;      ///< of the null's sizes; NaN for n = 0
};
struct Standings {
  Standing coco, paraphrases, shuffled;
  Standing wording;  ///< coco and paraphrases together
};
using ChangeMeasure = std::function<double(const CaptionChange&)>;
/// `measure` of the edited change against that of each sample; values that are not finite are left out.
Standings standingsOf(const std::vector<NullSample>& null, const CaptionChange& edited,
                      const ChangeMeasure& measure);
Standing standingOf(double value, std::vector<double> null);
/// Linear interpolation between order statistics (type 7, as in NumPy); NaN for an empty list.
double quantileOf(std::vector<double> values, double q);

struct RegionChange {
  std::size_t region = 0;  ///< into the regions
  double mean = 0;         ///< of the edited change
  double low = 0,
         high = 0;  ///< 2.5 and 97.5 per cent of the region's mean change under rewordings; NaN without
  Standings standings;
};
/// Regions ordered by where the change stands among rewordings, then by its size.
std::vector<RegionChange> regionChanges(const std::vector<NullSample>& null, const CaptionChange& edited,
                                        const std::vector<Region>& regions);

struct MovedVoxel {
  std::size_t position = 0;  ///< within the mask
  std::array<int, 3> voxel{};
  Vec3 rasMm{};
  float change = 0;
};
/// The voxels that moved most, largest first, each at least `apartMm` from every one before, so that one
/// cluster does not fill the list.
std::vector<MovedVoxel> movedMost(std::span<const float> change, const Mask& mask, int count, double apartMm);

/// How much the head makes of captions, measured for one picture.
struct TextUse {
  enum class Finding {
    Unknown,  ///< no null yet
    None,     ///< the run's features are of the picture alone
    Barely,   ///< another image's caption moves the prediction by less than kBarelyPart of its own size
    Wording,  ///< rewordings move it as much as other images' captions do (kWordingPart or more)
    Meaning,
  };
  static constexpr double kBarelyPart = 0.1, kWordingPart = 0.8;
  Finding finding = Finding::Unknown;
  double shuffledOverPrediction = 0;  ///< median rms change under shuffled captions / rms of the prediction
  double wordingOverShuffled = 0;     ///< median rms change under rewordings / the same under shuffled ones
  int wordingN = 0, shuffledN = 0;
  std::string sentence() const;
};
TextUse textUseOf(const std::vector<NullSample>& null, double predictionRms, bool multimodal);
/// Root of the mean square of the finite values.
double rmsOf(std::span<const float> values);

}  // namespace vxs::workflow
