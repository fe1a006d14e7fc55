#pragma once

#include "core/base/Progress.h"
#include "core/base/RgbImage.h"
#include "core/scene/Comparison.h"
#include "core/scene/ExplainedPicture.h"
#include "core/train/EpochPredictions.h"
#include "core/volume/LabelAtlas.h"
#include "ui/paint/figure/Figure.h"
#include "ui/paint/figure/Recipe.h"

#include <memory>
#include <string>
#include <vector>

namespace vxs::paint {

using ComparisonPtr = std::shared_ptr<const scene::ComparisonData>;

/// A stimulus, and what the encoder sees of it.
struct StimulusPictures {
  RgbImage picture, seen;
  std::string encoder;
  bool demoEncoder = false;
  bool synthetic = false;  ///< the picture is one of a synthetic subject's
};

/// A trial's measured response, and what the run predicted for its image after some of its epochs.
struct EpochSeries {
  ComparisonPtr data;  ///< measured, underlay, names and honesty; its prediction is none of the series'
  train::EpochPredictions predictions;
};

/// Why a prediction is what it is, with the words on what it is of.
struct ExplainedStimulus {
  scene::ExplainedPicture explanation;  ///< attention: of the word, layer and head that the recipe asks for
  std::string target;                   ///< "voxel 40,12,30"
  std::string subjectLine, modelLine;
  Honesty honesty;
};

/// Where kinds of figures get what only a model can tell: the command line loads the recipe's run, the window
/// hands out what its session shows. Both fill in what the recipe left open (trial, caption).
class FigureSources {
 public:
  virtual ~FigureSources() = default;
  /// Measured, predicted, difference (and further layers) of the recipe's run for its trial or picture.
  virtual ComparisonPtr comparison(Recipe& recipe, Progress& progress) = 0;
  /// Measured response of the recipe's trial with the predictions after the wanted epochs (see
  /// workflow::PredictEpochsParams). The caption becomes the image's first, which training used. Throws Error
  /// saying why where there are none: ridge, no epochs kept, a picture of one's own.
  virtual EpochSeries epochs(Recipe& recipe, const std::vector<int>& wanted, Progress& progress) = 0;
  /// The recipe's picture, or the trial's stimulus, before and after the encoder's preprocessing.
  virtual StimulusPictures pictures(Recipe& recipe, Progress& progress) = 0;
  /// Why the run predicts what it does for the recipe's trial or picture. Options of the recipe, as `explain`
  /// has them: "method", "voxel" ("i,j,k") or "roi" ("atlas:name"), "baseline", "steps", "grid", "word",
  /// "layer" and "head".
  virtual ExplainedStimulus explanation(Recipe& recipe, Progress& progress) = 0;
  /// The atlas of the run with that name, on the run's grid; empty labels when there is none.
  virtual LabelAtlas atlas(const Recipe& recipe, const std::string& name) = 0;
};

/// One kind of figure: a line in the table of FigureKinds.cpp and a function that makes it.
struct FigureKind {
  std::string name;   ///< on the command line and in recipes
  std::string title;  ///< for people
  /// Reads what the recipe asks for and completes the recipe, so that it makes the same figure again.
  std::unique_ptr<Figure> (*make)(Recipe& recipe, FigureSources& sources, Progress& progress) = nullptr;
  bool ofSession = true;  ///< what is open in the window is enough to make it
};

/// On a page of panels, since it has letters for so many.
inline constexpr int kMostPanels = 26;

const std::vector<FigureKind>& figureKinds();
/// Throws Error naming the kind when it is not known.
const FigureKind& figureKind(const std::string& name);
/// Gives the figure's page the height that it fills, where it has none. Throws UsageError for a page that is
/// too narrow for the figure's marks.
void fitPage(const Figure& figure, Recipe& recipe);
/// Makes the recipe's figure and writes into recipe.hashes what it was made from now. The page is
/// fitPage()'s.
std::unique_ptr<Figure> makeFigure(Recipe& recipe, FigureSources& sources, Progress& progress);

// One a file; a new kind adds its function here, its line to the table, and its options to the command line
// (app/cli/figure/KindOptions.cpp).
std::unique_ptr<Figure> makePreprocessingFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeCompare3dFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeSlicesFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeMosaicFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeEpochsFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeCorrelationFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeDensityFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeLayerFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeDifferenceFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeTableFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeWhyFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makePanelsFigure(Recipe& recipe, FigureSources& sources, Progress& progress);
std::unique_ptr<Figure> makeViewFigure(Recipe& recipe, FigureSources& sources, Progress& progress);

}  // namespace vxs::paint
