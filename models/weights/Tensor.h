#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vxs::weights {

enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };
std::size_t byteSize(DType type);
std::string toString(DType type);  ///< safetensors spelling, "F32"

/// One stored tensor: a window into somebody else's memory, row-major unless `strides` says otherwise.
struct TensorView {
  DType type = DType::F32;
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;  ///< in elements; empty means contiguous
  const std::byte* data = nullptr;    ///< first element

  std::int64_t elementCount() const;
  std::string shapeText() const;  ///< "[768, 3, 16, 16]"
};

/// Named tensors and what keeps their memory alive (file mappings). Copying shares the memory.
struct TensorMap {
  std::map<std::string, TensorView> tensors;
  std::vector<std::shared_ptr<const void>> owners;

  const TensorView* find(const std::string& name) const;
  /// Adds everything of `other`; a name in both is an Error.
  void merge(TensorMap other);
};

}  // namespace vxs::weights
