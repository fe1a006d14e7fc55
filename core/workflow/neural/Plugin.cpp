#include "core/workflow/neural/Plugin.h"

#include "VoxelscopeVersion.h"
#include "core/workflow/neural/LocalNeural.h"

extern "C" const char* voxelscopeNeuralVersion();
extern "C" vxs::workflow::Neural* voxelscopeNeuralCreate(const vxs::workflow::NeuralOptions& options);

const char* voxelscopeNeuralVersion() {
  return VOXELSCOPE_VERSION;
}

vxs::workflow::Neural* voxelscopeNeuralCreate(const vxs::workflow::NeuralOptions& options) {
  return vxs::workflow::makeNeural(options).release();
}
