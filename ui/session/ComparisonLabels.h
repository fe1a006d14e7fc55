#pragma once

#include "core/scene/Comparison.h"
#include "ui/session/RunSource.h"

#include <QString>
#include <QStringList>

#include <filesystem>

namespace vxs::ui {

/// A run's name in every panel: that of its folder.
QString runName(const RunSource& run);

/// "subj01, trial 12, image 345 (test image), measured: mean of 3 trials"; `trialNumber` > 0: that
/// presentation alone.
std::string subjectLine(const train::RunInfo& run, const TrialItem& item, int trialNumber);
/// "subj01, picture dog.jpg".
std::string subjectLine(const train::RunInfo& run, const std::filesystem::path& picture);

/// Name at the top of a view: the layer's, translated, or the map's own.
QString layerTitle(const scene::ComparisonData& data, scene::Layer layer);
/// The same with the run whose prediction it is, where there are two: "Predicted: run-ridge".
QString namedTitle(const scene::ComparisonData& data, scene::Layer layer);

/// The same, and in fewer words where there are any: "Second model: run-b", "Second: run-b".
QStringList titleWordings(const scene::ComparisonData& data, scene::Layer layer);

}  // namespace vxs::ui
