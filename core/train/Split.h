#pragma once

#include "core/nsd/Trial.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vxs::train {

/// The images of a subject with the rows of their trials, in ascending nsdId.
struct ImageTrials {
  std::int32_t nsdId = 0;
  bool shared = false;
  std::vector<std::size_t> rows;
};
std::vector<ImageTrials> groupByImage(const std::vector<nsd::Trial>& trials);

/// Which images train, choose the epoch and test; always by image, so that no repeat of a test image is ever
/// trained on.
struct Split {
  std::vector<std::int32_t> train, validation, test;  ///< nsdIds, ascending
};
/// "shared": test = shared1000, validation = a seeded tenth of the rest. "random": a seeded 80 / 10 / 10 of
/// all images. Throws UsageError for another name and Error when a part would be empty.
Split splitByImage(const std::vector<ImageTrials>& images, const std::string& kind, std::uint64_t seed);

}  // namespace vxs::train
