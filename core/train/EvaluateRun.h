#pragma once

#include "core/train/Run.h"

namespace vxs::train {

/// Predicts every test image of a run, correlates with the mean over its repeats, and writes the folder that
/// EvaluationFiles.h specifies: maps (r, r2, cod, nc, accuracy), responses, metrics.json and rois.tsv.
/// Intervals: percentiles over 200 bootstrap resamples of the test images, the head kept fixed; those of the
/// headline are of metrics::signedHeadline, cut at 0 and widened where they do not reach the headline, which
/// is itself biased upwards where little is predicted. Memory: a few rows of voxels and one region at a time.
/// Throws Error when the run's store has changed since training.
EvaluateResult evaluateRun(const EvaluateParams& params, Progress& progress);

}  // namespace vxs::train
