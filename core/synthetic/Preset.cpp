#include "core/synthetic/Preset.h"

#include "core/base/Error.h"

namespace vxs::synthetic {

Preset presetNamed(const std::string& name) {
  if (name == "tiny") return {name, {21, 26, 21}, 7.2, 2, 500, 75, 2};
  if (name == "demo") return {name, {41, 52, 42}, 3.6, 4, 1000, 150, 1};
  if (name == "full") return {name, {81, 104, 83}, 1.8, 40, 10000, 1000, 0};
  throw UsageError("unknown preset '" + name + "': use tiny, demo or full");
}

}  // namespace vxs::synthetic
