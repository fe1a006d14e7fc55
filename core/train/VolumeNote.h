#pragma once

#include "core/train/Run.h"

#include <string>

namespace vxs::train {

/// What must be said of a volume wherever it is seen.
struct VolumeMarks {
  bool synthetic = false;
  bool demoEncoder = false;
  bool shuffledControl = false;
  bool operator==(const VolumeMarks&) const = default;
};

/// The description of a NIfTI file that holds `what` ("prediction") of a run: "Voxelscope prediction, cnn,
/// SYNTHETIC SUBJECT, DEMO ENCODER". At most the 79 characters of the header; `what` and the head give way
/// before a mark does.
std::string volumeNote(const std::string& what, const RunInfo& run);
/// The marks in such a description, so that a volume that comes back from a file keeps them. Any other text
/// has none.
VolumeMarks marksOf(const std::string& description);
/// Whether it is such a description of a predicted response.
bool isPrediction(const std::string& description);

/// "run ridge-1, ridge, demo encoder (pseudo-weights)": where a run's volumes come from, in views and
/// figures.
std::string modelLine(const RunInfo& run);

}  // namespace vxs::train
