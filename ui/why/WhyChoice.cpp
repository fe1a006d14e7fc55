#include "ui/why/WhyChoice.h"

#include "core/base/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace vxs::ui {

using workflow::ExplainMethod;

namespace {

/// The whole number that an option states, from `least`; `fallback` where it states none.
int number(const WhyOptions& options, const char* name, int least, int fallback) {
  const auto found = options.find(name);
  if (found == options.end()) return fallback;
  int value = fallback;
  const char* end = found->second.data() + found->second.size();
  const auto read = std::from_chars(found->second.data(), end, value);
  return read.ec == std::errc() && read.ptr == end && value >= least ? value : fallback;
}

std::string text(const WhyOptions& options, const char* name) {
  const auto found = options.find(name);
  return found == options.end() ? std::string() : found->second;
}

}  // namespace

std::span<const char* const> whyOptionNames() {
  static constexpr const char* kNames[] = {"method", "voxel", "roi",   "baseline", "steps",
                                           "grid",   "word",  "layer", "head"};
  return kNames;
}

WhyOptions optionsOf(const WhyChoice& choice, const std::array<int, 3>& voxel) {
  WhyOptions options{{"method", workflow::toString(choice.method)}};
  if (choice.method == ExplainMethod::Attention) return options;
  if (choice.region.empty())
    options["voxel"] = fmt::format("{},{},{}", voxel[0], voxel[1], voxel[2]);
  else
    options["roi"] = choice.region;
  options["baseline"] = choice.baseline;
  if (choice.method == ExplainMethod::Integrated) options["steps"] = std::to_string(choice.steps);
  if (choice.method == ExplainMethod::Occlusion) options["grid"] = std::to_string(choice.grid);
  return options;
}

WhyChoice choiceFrom(const WhyOptions& options, WhyChoice choice) {
  try {
    choice.method = workflow::explainMethodFrom(text(options, "method"));
  } catch (const UsageError&) {  // as it was
  }
  if (options.contains("roi") || options.contains("voxel")) choice.region = text(options, "roi");
  if (const std::string baseline = text(options, "baseline"); baseline == "grey" || baseline == "blur")
    choice.baseline = baseline;
  choice.steps = number(options, "steps", 1, choice.steps);
  choice.grid = number(options, "grid", 1, choice.grid);
  choice.word = text(options, "word");
  choice.layer = number(options, "layer", 1, 0);
  choice.head = number(options, "head", 1, 0);
  return choice;
}

}  // namespace vxs::ui
