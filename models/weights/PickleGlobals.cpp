#include "models/weights/PickleGlobals.h"

#include <map>

namespace vxs::weights {

std::optional<DType> storageType(const std::string& global) {
  static const std::map<std::string, DType> kTypes = {
      {"torch.FloatStorage", DType::F32}, {"torch.DoubleStorage", DType::F64},
      {"torch.HalfStorage", DType::F16},  {"torch.LongStorage", DType::I64},
      {"torch.IntStorage", DType::I32},   {"torch.ShortStorage", DType::I16},
      {"torch.CharStorage", DType::I8},   {"torch.ByteStorage", DType::U8},
      {"torch.BoolStorage", DType::Bool}, {"torch.BFloat16Storage", DType::BF16}};
  const auto found = kTypes.find(global);
  return found == kTypes.end() ? std::nullopt : std::optional(found->second);
}

bool isAllowed(const std::string& global) {
  return global == "collections.OrderedDict" || global == "torch._utils._rebuild_tensor_v2" ||
         global == "torch._utils._rebuild_parameter" || storageType(global).has_value();
}

}  // namespace vxs::weights
