#pragma once

#include "models/weights/Tensor.h"

#include <functional>
#include <span>
#include <string>

namespace vxs::weights {

/// Runs a pickle that holds nothing but nested dictionaries, lists, plain values and tensors, and returns the
/// tensors under their keys joined with '\x1f' (nested dictionaries). Knows OrderedDict, torch's storages,
/// _rebuild_tensor_v2 and _rebuild_parameter; any other global is refused by name. Nothing is ever imported
/// or called: the four names are recognised, not executed. Values live in a flat arena and all counts are
/// bounded, so hostile input ends in an Error, not in a crash.
class Unpickler {
 public:
  /// Content of storage `key`; throws Error when the archive has none.
  using StorageLookup = std::function<std::span<const std::byte>(const std::string& key)>;
  Unpickler(std::span<const std::byte> pickle, StorageLookup storage);
  std::map<std::string, TensorView> tensors();

 private:
  struct Machine;
  std::span<const std::byte> m_pickle;
  StorageLookup m_storage;
};

}  // namespace vxs::weights
