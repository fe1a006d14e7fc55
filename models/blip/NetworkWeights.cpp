#include "models/blip/NetworkWeights.h"

#include "core/base/Error.h"
#include "core/base/Random.h"
#include "models/blip/PseudoWeights.h"
#include "models/weights/KeyTable.h"
#include "models/weights/Tensor.h"

#include <cmath>
#include <cstring>

namespace vxs::blip {
namespace {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

at::ScalarType torchType(weights::DType type) {
  switch (type) {
    case weights::DType::F64:
      return at::kDouble;
    case weights::DType::F32:
      return at::kFloat;
    case weights::DType::F16:
      return at::kHalf;
    case weights::DType::BF16:
      return at::kBFloat16;
    default:
      throw Error("weights of type " + toString(type) + " are not supported");
  }
}

at::Tensor asTensor(const weights::TensorView& view) {
  auto* data = const_cast<std::byte*>(view.data);  // never written to
  const at::TensorOptions options = at::TensorOptions().dtype(torchType(view.type));
  // a file need not align its tensors; Torch must have them aligned
  const bool aligned = reinterpret_cast<std::uintptr_t>(data) % byteSize(view.type) == 0;
  if (!aligned && view.strides.empty()) {
    at::Tensor copy = at::empty(view.shape, options);
    std::memcpy(copy.data_ptr(), data, static_cast<std::size_t>(view.elementCount()) * byteSize(view.type));
    return copy.to(at::kFloat);
  }
  const at::Tensor window = view.strides.empty() ? at::from_blob(data, view.shape, options)
                                                 : at::from_blob(data, view.shape, view.strides, options);
  return window.to(at::kFloat).contiguous();  // no copy where it is contiguous float32 already
}

/// [1, 1 + g*g, D] to another grid: class row kept, the rest bicubic without antialias, align_corners false
/// (1.4).
at::Tensor resizePositions(const at::Tensor& stored, int side) {
  const auto oldSide =
      static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(stored.size(1) - 1))));
  const at::Tensor grid = stored.slice(1, 1).reshape({1, oldSide, oldSide, -1}).permute({0, 3, 1, 2});
  const at::Tensor resized = at::upsample_bicubic2d(grid, {side, side}, false);
  return at::cat({stored.slice(1, 0, 1), resized.permute({0, 2, 3, 1}).flatten(1, 2)}, 1).contiguous();
}

bool isSquareGrid(const std::vector<std::int64_t>& shape, std::int64_t width) {
  if (shape.size() != 3 || shape[0] != 1 || shape[1] < 2 || shape[2] != width) return false;
  const auto side = static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(shape[1] - 1))));
  return side * side == shape[1] - 1;
}

const weights::TensorView* findEitherSpelling(const weights::TensorMap& stored, const std::string& name) {
  const weights::TensorView* view = stored.find(name);
  return view ? view : stored.find(weights::huggingFaceKey(name));
}

}  // namespace

Weights weightsFrom(const BlipConfig& config, const weights::TensorMap& stored) {
  Weights result;
  std::vector<std::string> problems;
  const auto take = [&](const std::string& name, const std::vector<std::int64_t>& shape, bool required) {
    const weights::TensorView* view = findEitherSpelling(stored, name);
    if (!view) {
      if (required) problems.push_back(name + " is missing");
      return;
    }
    const bool positions =
        name == "visual_encoder.pos_embed" && isSquareGrid(view->shape, config.visionWidth);
    if (view->shape != shape && !positions) {
      if (required)
        problems.push_back(name + " has shape " + view->shapeText() + ", expected " +
                           weights::TensorView{view->type, shape, {}, nullptr}.shapeText());
      return;
    }
    const at::Tensor tensor = asTensor(*view);
    if (!std::isfinite(tensor.sum().item<float>())) {
      problems.push_back(name + " holds values that are not finite");
      return;
    }
    result[name] = view->shape == shape ? tensor : resizePositions(tensor, config.gridSide());
  };
  for (const auto& [name, shape] : BlipNetwork::requiredWeights(config)) take(name, shape, true);
  for (const auto& [name, shape] : BlipNetwork::optionalWeights(config)) take(name, shape, false);
  if (!problems.empty()) {
    std::string list;
    for (const std::string& problem : problems) list += "\n  " + problem;
    throw Error(std::to_string(problems.size()) + " weights are missing or unusable:" + list);
  }
  return result;
}

Weights weightsFrom(const BlipConfig& config, const BlipNetwork::WeightRule& rule) {
  Shapes shapes = BlipNetwork::requiredWeights(config);
  shapes.merge(BlipNetwork::optionalWeights(config));
  Weights result;
  for (const auto& [name, shape] : shapes) {
    std::vector<float> values = rule(name, shape);
    result[name] = at::from_blob(values.data(), shape, at::kFloat).clone();
  }
  return result;
}

Weights redrawn(const Weights& weights, std::uint64_t seed) {
  Weights result;
  for (const auto& [name, tensor] : weights) {
    const double mean = tensor.mean().item<double>();
    const double spread = tensor.numel() > 1 ? tensor.std(false).item<double>() : 0.0;
    // u in [-0.5, 0.5) has variance 1/12
    std::vector<float> values =
        pseudoUniform("redrawn/" + std::to_string(seed) + "/" + name,
                      static_cast<std::size_t>(tensor.numel()), std::sqrt(12.0) * spread, mean);
    result[name] = at::from_blob(values.data(), tensor.sizes(), at::kFloat).clone();
  }
  return result;
}

std::string fingerprintOf(const BlipConfig& config, const Weights& weights) {
  std::string text = std::to_string(config.imageSize) + "/" + std::to_string(config.visionHeads) + "/" +
                     std::to_string(config.textHeads);
  for (const auto& [name, tensor] : weights) {
    text += name;
    const at::Tensor flat = tensor.reshape({-1});
    const std::int64_t count = flat.size(0), step = std::max<std::int64_t>(1, count / 64);
    const float* values = flat.data_ptr<float>();
    for (std::int64_t i = 0; i < count; i += step)
      text.append(reinterpret_cast<const char*>(values + i), sizeof(float));
  }
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(fnv1a64(text)));
  return hex;
}

}  // namespace vxs::blip
