#include "models/heads/CnnHead.h"
#include "models/heads/HeadModule.h"
#include "models/heads/MlpHead.h"
#include "models/heads/SirenHead.h"

#include "core/base/Error.h"

namespace vxs::heads {

std::shared_ptr<HeadModule> makeHead(const HeadOptions& options) {
  if (options.voxels.empty()) throw Error("a head needs at least one voxel to predict");
  torch::manual_seed(options.seed);
  if (options.kind == "mlp") return std::make_shared<MlpHeadImpl>(options);
  if (options.kind == "siren") return std::make_shared<SirenHeadImpl>(options);
  if (options.kind == "cnn") return std::make_shared<CnnHeadImpl>(options);
  throw UsageError("unknown head '" + options.kind + "': use mlp, siren, cnn or ridge");
}

std::int64_t parameterCount(const torch::nn::Module& module) {
  std::int64_t count = 0;
  for (const at::Tensor& parameter : module.parameters()) count += parameter.numel();
  return count;
}

}  // namespace vxs::heads
