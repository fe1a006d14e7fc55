#include "core/train/Split.h"

#include "core/base/Error.h"
#include "core/base/Random.h"

#include <algorithm>

namespace vxs::train {

std::vector<ImageTrials> groupByImage(const std::vector<nsd::Trial>& trials) {
  std::map<std::int32_t, ImageTrials> byImage;
  for (std::size_t row = 0; row < trials.size(); ++row) {
    ImageTrials& image = byImage[trials[row].nsdId];
    image.nsdId = trials[row].nsdId;
    image.shared = trials[row].shared;
    image.rows.push_back(row);
  }
  std::vector<ImageTrials> images;
  for (auto& [id, image] : byImage) images.push_back(std::move(image));
  return images;
}

Split splitByImage(const std::vector<ImageTrials>& images, const std::string& kind, std::uint64_t seed) {
  Split split;
  std::vector<std::int32_t> rest;
  if (kind != "shared" && kind != "random")
    throw UsageError("unknown split '" + kind + "': use shared or random");
  for (const ImageTrials& image : images)
    (kind == "shared" && image.shared ? split.test : rest).push_back(image.nsdId);
  Random(seed ^ fnv1a64("split")).shuffle(rest);
  const std::size_t tenth = std::max<std::size_t>(1, rest.size() / 10);
  const auto move = [&](std::vector<std::int32_t>& part, std::size_t count) {
    for (; count > 0 && !rest.empty(); --count) {
      part.push_back(rest.back());
      rest.pop_back();
    }
  };
  if (kind == "random") move(split.test, tenth);
  move(split.validation, tenth);
  split.train = std::move(rest);
  for (auto* part : {&split.train, &split.validation, &split.test}) std::sort(part->begin(), part->end());
  if (split.train.empty() || split.validation.empty() || split.test.empty())
    throw Error("the " + kind + " split leaves " + std::to_string(split.train.size()) + " training, " +
                std::to_string(split.validation.size()) + " validation and " +
                std::to_string(split.test.size()) + " test images: each part needs at least one");
  return split;
}

}  // namespace vxs::train
