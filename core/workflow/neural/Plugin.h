#pragma once

#include "core/workflow/Neural.h"

namespace vxs::workflow {

// What libvoxelscope-neural.so exports and loadNeural() looks up. Both sides are built together from the same
// sources; the version string catches a library left over from another release. Exceptions cross: both sides
// use the same C++ runtime, which compares exception types by name.
using PluginVersion = const char*();
using PluginCreate = Neural*(const NeuralOptions& options);
inline constexpr const char* kPluginVersionSymbol = "voxelscopeNeuralVersion";
inline constexpr const char* kPluginCreateSymbol = "voxelscopeNeuralCreate";

}  // namespace vxs::workflow
