#pragma once

#include "app/cli/Session.h"
#include "ui/paint/figure/FigureKind.h"

namespace vxs::cli {

/// Figures from the recipe's run: opens it, predicts, and takes the measured response (mean of the image's
/// repeats) from the run's store. A picture of the user's own has no measured volume, and the data says so.
/// Errors name run, store or picture.
class RunSources : public paint::FigureSources {
 public:
  explicit RunSources(Session& session) : m_session(session) {}
  paint::ComparisonPtr comparison(paint::Recipe& recipe, Progress& progress) override;
  paint::EpochSeries epochs(paint::Recipe& recipe, const std::vector<int>& wanted,
                            Progress& progress) override;
  paint::StimulusPictures pictures(paint::Recipe& recipe, Progress& progress) override;
  paint::ExplainedStimulus explanation(paint::Recipe& recipe, Progress& progress) override;
  LabelAtlas atlas(const paint::Recipe& recipe, const std::string& name) override;

 private:
  /// With the threads that the recipe states, unless the person said how many; then states those.
  workflow::Neural& neuralFor(paint::Recipe& recipe);
  Session& m_session;
};

}  // namespace vxs::cli
