#pragma once

#include "core/base/Random.h"
#include "models/heads/HeadModule.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

namespace vxs::heads::test {

/// The numbers that make_heads_reference.py draws under the same name.
inline std::vector<double> pseudo(const std::string& name, std::int64_t count) {
  std::vector<double> values(static_cast<std::size_t>(count));
  const std::uint64_t start = fnv1a64(name);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] =
        static_cast<double>(splitMix64(start + i * 0x9E3779B97F4A7C15ULL) >> 40) / 16777216.0 * 2 - 1;
  return values;
}

inline at::Tensor pseudoTensor(const std::string& name, at::IntArrayRef shape) {
  const std::int64_t count =
      std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
  return at::tensor(pseudo(name, count), at::kDouble).reshape(shape);
}

/// Fills parameters and running statistics as the reference script does.
inline void fillByName(HeadModule& head) {
  const torch::NoGradGuard filling;
  const auto inDouble = [](at::Tensor values) {
    if (values.is_floating_point()) values.set_data(values.to(at::kDouble));  // Module::to would turn indices too
    return values;
  };
  const auto isCnnWeight = [](const std::string& name) {
    return name.ends_with(".weight") &&
           (name.starts_with("conv") || name.starts_with("up") || name.starts_with("to"));
  };
  for (auto& item : head.named_parameters())
    inDouble(item.value()).copy_(pseudoTensor(item.key(), item.value().sizes()) * (isCnnWeight(item.key()) ? 0.05 : 1));
  for (auto& item : head.named_buffers()) {
    inDouble(item.value());
    if (item.key().ends_with("running_mean"))
      item.value().copy_(pseudoTensor(item.key(), item.value().sizes()) * 0.1);
    if (item.key().ends_with("running_var"))
      item.value().copy_(pseudoTensor(item.key(), item.value().sizes()).square() + 0.5);
  }
}

inline HeadOptions smallOptions(const std::string& kind, const std::string& convention = "lucid") {
  HeadOptions options;
  options.kind = kind;
  options.sirenConvention = convention;
  options.tokens = 4;
  options.width = 6;
  options.hidden = 5;
  options.grid = {5, 7, 6};
  options.voxels.resize(13);
  std::iota(options.voxels.begin(), options.voxels.end(), 20U);
  return options;
}

inline nlohmann::json reference() {
  std::ifstream file(VXS_TEST_REFERENCE_DIR "/heads/heads.json");
  return nlohmann::json::parse(file);
}

inline double largestDifference(const at::Tensor& values, const nlohmann::json& expected) {
  const auto wanted = expected.get<std::vector<double>>();
  return (values.flatten().to(at::kDouble) - at::tensor(wanted, at::kDouble)).abs().max().item<double>();
}

}  // namespace vxs::heads::test
