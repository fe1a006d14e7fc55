#include "models/weights/Tensor.h"

#include "core/base/Error.h"

#include <iterator>

namespace vxs::weights {

std::size_t byteSize(DType type) {
  switch (type) {
    case DType::F64:
    case DType::I64:
      return 8;
    case DType::F32:
    case DType::I32:
      return 4;
    case DType::F16:
    case DType::BF16:
    case DType::I16:
      return 2;
    default:
      return 1;
  }
}

std::string toString(DType type) {
  static constexpr const char* kNames[] = {"F64", "F32", "F16", "BF16", "I64",
                                           "I32", "I16", "I8",  "U8",   "BOOL"};
  return kNames[static_cast<int>(type)];
}

std::int64_t TensorView::elementCount() const {
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  return count;
}

std::string TensorView::shapeText() const {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

const TensorView* TensorMap::find(const std::string& name) const {
  const auto found = tensors.find(name);
  return found == tensors.end() ? nullptr : &found->second;
}

void TensorMap::merge(TensorMap other) {
  for (auto& [name, view] : other.tensors)
    if (!tensors.emplace(name, std::move(view)).second)
      throw Error("the tensor " + name + " is stored twice");
  std::move(other.owners.begin(), other.owners.end(), std::back_inserter(owners));
}

}  // namespace vxs::weights
