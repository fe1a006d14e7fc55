#include "core/train/Checkpoint.h"

#include "core/base/Error.h"
#include "models/weights/Safetensors.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

namespace vxs::train {
namespace {

weights::TensorView viewOf(const at::Tensor& tensor) {
  const weights::DType type = tensor.scalar_type() == at::kLong ? weights::DType::I64 : weights::DType::F32;
  return {type, tensor.sizes().vec(), {}, static_cast<const std::byte*>(tensor.data_ptr())};
}

weights::TensorView viewOf(const std::vector<float>& values, std::vector<std::int64_t> shape) {
  return {weights::DType::F32, std::move(shape), {}, reinterpret_cast<const std::byte*>(values.data())};
}

const weights::TensorView& need(const weights::TensorMap& map, std::string_view name,
                                const std::filesystem::path& file) {
  const weights::TensorView* view = map.find(std::string(name));
  if (!view) throw Error(file.string() + " has no tensor " + std::string(name));
  return *view;
}

/// A head with a NaN among its weights predicts NaN everywhere: better said at once.
void requireFinite(const float* values, std::size_t count, const std::string& name,
                   const std::filesystem::path& file) {
  if (!std::all_of(values, values + count, [](float v) { return std::isfinite(v); }))
    throw Error(file.string() + " is damaged: tensor " + name + " holds values that are not finite");
}

void copyInto(at::Tensor& target, const weights::TensorMap& map, const std::string& name,
              const std::filesystem::path& file) {
  const weights::TensorView& view = need(map, name, file);
  const weights::TensorView expected = viewOf(target);
  if (view.shape != expected.shape || view.type != expected.type)
    throw Error(file.string() + ": tensor " + name + " has shape " + view.shapeText() + ", the head needs " +
                expected.shapeText());
  const auto count = static_cast<std::size_t>(target.numel());
  std::memcpy(target.data_ptr(), view.data, count * byteSize(view.type));
  if (view.type == weights::DType::F32) requireFinite(target.data_ptr<float>(), count, name, file);
}

std::vector<float> readFloats(const weights::TensorMap& map, const std::string& name,
                              const std::filesystem::path& file) {
  const weights::TensorView& view = need(map, name, file);
  if (view.type != weights::DType::F32) throw Error(file.string() + ": tensor " + name + " is not float32");
  std::vector<float> values(static_cast<std::size_t>(view.elementCount()));
  std::memcpy(values.data(), view.data, values.size() * sizeof(float));
  requireFinite(values.data(), values.size(), name, file);
  return values;
}

}  // namespace

void saveHead(const std::filesystem::path& file, const heads::HeadModule& head,
              const FeatureScaling& scaling) {
  std::map<std::string, at::Tensor> kept;  // contiguous CPU copies outlive the views
  std::map<std::string, weights::TensorView> views;
  const auto add = [&](const std::string& name, const at::Tensor& tensor) {
    kept[name] = tensor.detach().to(at::kCPU).contiguous();
    views[name] = viewOf(kept[name]);
  };
  for (const auto& entry : head.named_parameters()) add(entry.key(), entry.value());
  for (const auto& entry : head.named_buffers()) add(entry.key(), entry.value());
  add("features.mean", scaling.mean);
  add("features.scale", scaling.scale);
  weights::writeSafetensors(file, views);
}

FeatureScaling loadHead(const std::filesystem::path& file, heads::HeadModule& head) {
  const c10::NoGradGuard copying;
  const weights::TensorMap map = weights::readSafetensors(file);
  for (auto& entry : head.named_parameters()) copyInto(entry.value(), map, entry.key(), file);
  for (auto& entry : head.named_buffers()) copyInto(entry.value(), map, entry.key(), file);
  const weights::TensorView& mean = need(map, "features.mean", file);
  FeatureScaling scaling{at::empty(mean.shape), at::empty(mean.shape)};
  copyInto(scaling.mean, map, "features.mean", file);
  copyInto(scaling.scale, map, "features.scale", file);
  return scaling;
}

void saveRidge(const std::filesystem::path& file, const heads::RidgeModel& m) {
  weights::writeSafetensors(file, {{"mean", viewOf(m.mean, {m.features})},
                                   {"scale", viewOf(m.scale, {m.features})},
                                   {"basis", viewOf(m.basis, {m.components, m.features})},
                                   {"coefficients", viewOf(m.coefficients, {m.components, m.voxels})},
                                   {"intercept", viewOf(m.intercept, {m.voxels})},
                                   {"alpha", viewOf(m.alpha, {m.voxels})}});
}

heads::RidgeModel loadRidge(const std::filesystem::path& file) {
  const weights::TensorMap map = weights::readSafetensors(file);
  const auto& basis = need(map, "basis", file);
  const auto& coefficients = need(map, "coefficients", file);
  if (basis.shape.size() != 2 || coefficients.shape.size() != 2 || basis.shape[0] != coefficients.shape[0])
    throw Error(file.string() + " is not a ridge checkpoint");
  heads::RidgeModel m{basis.shape[1],
                      basis.shape[0],
                      coefficients.shape[1],
                      readFloats(map, "mean", file),
                      readFloats(map, "scale", file),
                      readFloats(map, "basis", file),
                      readFloats(map, "coefficients", file),
                      readFloats(map, "intercept", file),
                      readFloats(map, "alpha", file)};
  const auto features = static_cast<std::size_t>(m.features), voxels = static_cast<std::size_t>(m.voxels);
  if (m.mean.size() != features || m.scale.size() != features || m.intercept.size() != voxels)
    throw Error(file.string() + " is damaged: its tensors do not fit together");
  return m;
}

}  // namespace vxs::train
