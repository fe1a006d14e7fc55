#pragma once

#include "ui/paint/figure/FigureKind.h"
#include "ui/session/Session.h"

namespace vxs::ui {

/// What the session shows, taken on the window's thread, so that a figure can be painted on another while the
/// person goes on.
class SessionSources : public paint::FigureSources {
 public:
  explicit SessionSources(Session& session);
  paint::ComparisonPtr comparison(paint::Recipe& recipe, Progress& progress) override;
  paint::EpochSeries epochs(paint::Recipe& recipe, const std::vector<int>& wanted,
                            Progress& progress) override;
  paint::StimulusPictures pictures(paint::Recipe& recipe, Progress& progress) override;
  paint::ExplainedStimulus explanation(paint::Recipe& recipe, Progress& progress) override;
  LabelAtlas atlas(const paint::Recipe& recipe, const std::string& name) override;

 private:
  void hashStimulus(paint::Recipe& recipe) const;

  std::shared_ptr<const RunSource> m_run;
  ComparisonPtr m_data;
  std::shared_ptr<const Explained> m_explained;
  std::optional<TrialItem> m_item;  ///< none for a picture of one's own
  paint::StimulusPictures m_pictures;
};

/// The recipe of a figure of what the session shows now, as `voxelscope-cli figure --recipe` reads it.
/// `kind`: of paint::figureKinds(). Throws nothing; without a run it has none.
paint::Recipe sessionRecipe(Session& session, const std::string& kind, const paint::PageSetup& page);

}  // namespace vxs::ui
