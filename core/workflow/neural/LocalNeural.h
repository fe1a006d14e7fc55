#pragma once

#include "core/workflow/Neural.h"

#include <memory>

namespace vxs::workflow {

/// The neural workflows in this very program, for the plugin and for tests that link LibTorch anyway;
/// programs use loadNeural(). Sets LibTorch's threads by the rule in TorchSetup.h. Throws UsageError for a
/// device name that makes no sense and Error for one that is not there.
std::unique_ptr<Neural> makeNeural(const NeuralOptions& options);

}  // namespace vxs::workflow
