#include "core/train/HeadOf.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::train {

heads::HeadOptions headOptions(const RunFile& run, const Mask& mask) {
  return {run.params.head,
          run.tokens,
          run.width,
          mask.grid,
          mask.voxels,
          run.params.hidden,
          run.params.sirenConvention,
          true,
          run.params.seed,
          run.params.readout};
}

c10::Device deviceFrom(const std::string& name) {
  return c10::Device(name == "auto" ? "cpu" : name);
}

double medianFinite(std::vector<float> values) {
  std::erase_if(values, [](float v) { return !std::isfinite(v); });
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2) return *middle;
  return (static_cast<double>(*middle) + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace vxs::train
