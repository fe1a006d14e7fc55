#include "core/workflow/KeptMap.h"

#include "core/base/Error.h"
#include "core/train/EpochFile.h"
#include "core/volume/Mask.h"
#include "core/volume/Nifti.h"

#include <algorithm>

namespace vxs::workflow {

std::optional<KeptMap> readKeptMap(const std::filesystem::path& run, int epoch, std::int32_t nsdId) {
  const train::EpochFile file = train::readEpochFile(run, epoch);
  const Mask mask = Mask::positive(readNifti(run / "mask.nii.gz"));
  if (mask.size() != file.validationR.size())
    throw Error(train::epochFilePath(run, epoch).string() + " does not fit the run's mask.nii.gz");
  if (nsdId == 0) return KeptMap{mask.scatter(file.validationR), file.validationImages};
  const auto found = std::ranges::find(file.images, nsdId, &train::KeptImage::nsdId);
  if (found == file.images.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(found - file.images.begin());
  return KeptMap{mask.scatter(file.predictions[index]), file.validationImages};
}

}  // namespace vxs::workflow
