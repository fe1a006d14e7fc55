#pragma once

#include "core/workflow/Neural.h"

#include <memory>
#include <string>

namespace vxs::workflow {

/// Opens the run's encoder and its best head. The encoder must be the one whose features the head was trained
/// on: the same fingerprint. It predicts with that many threads, whoever set LibTorch's number last: the same
/// prediction is the same to the last bit. Throws Error naming the file.
std::unique_ptr<Predictor> openRunPredictor(const std::filesystem::path& run, const std::string& device,
                                            int threads);

/// One prediction to a NIfTI file. What is wrong with the output's name or the picture is said before
/// anything is loaded. Throws UsageError for an output that is no .nii or .nii.gz, Error, Cancelled.
PredictResult predictToFile(const PredictParams& params, const std::string& device, int threads,
                            Progress& progress);

}  // namespace vxs::workflow
