#pragma once

#include "core/base/RgbImage.h"
#include "ui/paint/figure/Recipe.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vxs::paint {

/// Names of what changed, e.g. "head (run-ridge/best.safetensors)".
using Hashes = std::map<std::string, std::string>;

/// Hexadecimal SHA-256. Of a file: streamed; throws Error naming it. Of a picture: of its size and pixels.
std::string sha256(const std::string& bytes);
std::string sha256OfFile(const std::filesystem::path& file);
std::string sha256OfPicture(const RgbImage& picture);

/// What a run was when the figure was made: "run" (run.json), "head" (best.safetensors), "store" (the store's
/// own fingerprint of its responses). Files that are missing are left out. Throws Error for a damaged run.
Hashes hashesOfRun(const std::filesystem::path& run);
/// Adds what an evaluation says of the statistic: "evaluation/metrics.json", "evaluation/rois.tsv" and its
/// maps.
void hashEvaluation(Recipe& recipe, const std::filesystem::path& folder, const std::string& key);
/// Adds what the difference of the recipe's run and its second one is made of: "evaluation/r.nii.gz",
/// "evaluation/metrics.json", and both as "second run: ...".
void hashDifference(Recipe& recipe);
/// Adds what the second run was: "second run: head", "second run: run". Nothing without one.
void hashSecondRun(Recipe& recipe);
/// Adds what a comparison is made of beside its run: the files of its map ("evaluation/r.nii.gz",
/// "epochs/0003.epoch", "map" for a file) and its second run ("second run: head"). What is not there is left
/// out.
void hashComparison(Recipe& recipe);
/// Every written name whose hash is another now, or missing, in words. What was not written cannot have
/// changed.
std::vector<std::string> changesBetween(const Hashes& written, const Hashes& now);

}  // namespace vxs::paint
