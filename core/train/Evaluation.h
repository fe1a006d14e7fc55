#pragma once

#include "core/train/Run.h"
#include "core/train/TestResponses.h"
#include "core/volume/Mask.h"

#include <optional>

namespace vxs::train {

/// What `evaluate` found and wrote, read back without LibTorch: everything that maps, cards, figures and
/// tables show. Voxel arrays are in the order of `mask`, NaN where there is no value. See EvaluationFiles.h
/// for the folder.
struct Evaluation {
  std::filesystem::path folder;
  RunInfo run;
  Mask mask;             ///< of the run: every array here is over it
  std::string maskName;  ///< of the summary, e.g. "nsdgeneral" when evaluated with --mask
  metrics::AccuracySummary accuracy;
  metrics::RepeatCounts repeats;
  std::int64_t testImages = 0;
  std::vector<float> r;
  std::vector<float> determination;  ///< 1 - SSE / SST; empty in folders of an earlier version
  std::vector<float> ceiling;        ///< noise ceiling, a fraction, for this mix of repeats
  std::vector<float> accuracyMap;    ///< r^2 / NC under accuracy.preset
  std::vector<float> alpha;          ///< ridge penalty; empty for other heads
  std::vector<RoiRow> rois;
  std::optional<TestResponses> responses;
  std::string whyNoResponses;  ///< when there are none
};

/// Whether RUN (or `folder`, when given) holds an evaluation at all.
bool hasEvaluation(const std::filesystem::path& run, const std::filesystem::path& folder = {});
/// Reads RUN/evaluation, or `folder`. Throws Error naming the file when one is missing or damaged, does not
/// fit the run's mask, or belongs to an earlier state of the run (it was trained on since). Responses that
/// are absent (an earlier version wrote none) leave `responses` empty; damaged ones throw.
Evaluation readEvaluation(const std::filesystem::path& run, const std::filesystem::path& folder = {});

}  // namespace vxs::train
