#pragma once

#include "models/weights/Tensor.h"

#include <string>
#include <utility>
#include <vector>

namespace vxs::weights {

enum class PickleKind { None, Bool, Int, Float, String, Tuple, List, Dict, Global, Storage, Tensor, Mark };

/// A value of the pickle machine. Containers hold indices into the machine's arena, never values, so that
/// deep nesting costs no stack.
struct PickleValue {
  PickleKind kind = PickleKind::None;
  std::int64_t integer = 0;
  std::string text;                                          // String, Global
  std::vector<std::size_t> items;                            // Tuple, List
  std::vector<std::pair<std::size_t, std::size_t>> entries;  // Dict
  TensorView tensor;                                         // Tensor; Storage: a 1-D tensor
};

}  // namespace vxs::weights
