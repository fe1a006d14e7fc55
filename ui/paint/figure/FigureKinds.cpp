#include "core/base/Error.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/Page.h"
#include "ui/paint/figure/Provenance.h"

#include <algorithm>

namespace vxs::paint {

const std::vector<FigureKind>& figureKinds() {
  static const std::vector<FigureKind> kKinds{
      {"compare3d", "Volumes side by side in 3-D", makeCompare3dFigure},
      {"slices", "Volumes as slices through the crosshair", makeSlicesFigure},
      {"mosaic", "Volumes as rows of many slices", makeMosaicFigure},
      {"view", "The views as the window shows them", makeViewFigure},
      {"epochs", "One slice, epoch by epoch, and measured", makeEpochsFigure},
      {"correlation", "A statistic over the test set, or layers: map, histogram, regions",
       makeCorrelationFigure},
      {"density", "Voxels by noise ceiling and r², with the ceiling's line", makeDensityFigure},
      {"why", "Why: the picture's parts and the words that drive a prediction", makeWhyFigure},
      {"table", "Table of evaluated runs", makeTableFigure},
      {"panels", "Several figures on one page", makePanelsFigure, false},
      {"preprocessing", "Picture before and after preprocessing", makePreprocessingFigure},
  };
  return kKinds;
}

const FigureKind& figureKind(const std::string& name) {
  const auto& kinds = figureKinds();
  const auto found = std::ranges::find(kinds, name, &FigureKind::name);
  if (found != kinds.end()) return *found;
  std::string known;
  for (const FigureKind& kind : kinds) known += (known.empty() ? "" : ", ") + kind.name;
  throw Error("there is no figure '" + name + "' here: " + known);
}

namespace {

/// What must be said is never cut.
void refuseWithoutRoomForMarks(const Figure& figure, const PageSetup& setup) {
  const Honesty honesty = figure.honesty();
  const double room = measured(setup, [&](const Page& page) {
    return page.inside().width() - honestyMarkWidth(honesty.synthetic, honesty.demoEncoder, page.style());
  });
  if (room < 0)
    throw UsageError("a figure that is " + numberText(setup.size.widthMm) +
                     " mm wide has no room for its marks (SYNTHETIC, DEMO ENCODER) in words of " +
                     numberText(setup.fontPt) + " pt: make it wider, or the words smaller");
}

}  // namespace

void fitPage(const Figure& figure, Recipe& recipe) {
  if (recipe.panels.empty()) refuseWithoutRoomForMarks(figure, recipe.page);
  double& heightMm = recipe.page.size.heightMm;
  if (!(heightMm > 0)) heightMm = figure.fittingHeightMm(recipe.page);
}

std::unique_ptr<Figure> makeFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  recipe.hashes.clear();
  // the one that is used now, so that another machine asks for the same
  recipe.page.fontFamily = fontFamilyOf(recipe.page).toStdString();
  std::unique_ptr<Figure> figure = figureKind(recipe.kind).make(recipe, sources, progress);
  fitPage(*figure, recipe);
  if (!recipe.run.empty()) recipe.hashes.merge(hashesOfRun(recipe.run));
  return figure;
}

}  // namespace vxs::paint
