#pragma once

#include "core/workflow/explain/Explanation.h"

#include <array>
#include <map>
#include <span>
#include <string>

namespace vxs::ui {

/// Options of `voxelscope-cli explain` and of recipes of the kind "why" that say what is explained and how:
/// "method", "voxel" ("I,J,K") or "roi" ("ATLAS:NAME"), "baseline", "steps", "grid".
using WhyOptions = std::map<std::string, std::string>;

/// Every option of a recipe of the kind "why" that choiceFrom() reads or says what is explained.
std::span<const char* const> whyOptionNames();

/// What a person chose in the Why dock.
struct WhyChoice {
  workflow::ExplainMethod method = workflow::ExplainMethod::Gradient;
  std::string region;  ///< "ATLAS:NAME"; empty: the voxel under the crosshair
  std::string baseline = "grey";
  int steps = 32, grid = 8;
  bool ofSecond = false;  ///< the second run's prediction, where there is one
  // of attention, what is shown
  std::string word;         ///< every word of that text; empty: all words
  int layer = 0, head = 0;  ///< from 1; 0: the mean of all
  bool operator==(const WhyChoice&) const = default;
};

/// What explain() does by this choice with the crosshair at `voxel` [i, j, k].
WhyOptions optionsOf(const WhyChoice& choice, const std::array<int, 3>& voxel);
/// The choice that gives these options; what they do not say, or say of no use, is as in `choice`. "word",
/// "layer" and "head" of a recipe are read, too.
WhyChoice choiceFrom(const WhyOptions& options, WhyChoice choice);

}  // namespace vxs::ui
