#include "core/base/Error.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/Page.h"
#include "ui/paint/figure/Provenance.h"

#include <algorithm>

namespace vxs::paint {

const std::vector<FigureKind>& figureKinds() {
  static const std::vector<FigureKind> kKinds{
      {"compare3d", "Volumes side by side in 3-D", 180, 70, 48, makeCompare3dFigure},
      {"slices", "Volumes as slices through the crosshair", 180, 160, 100, makeSlicesFigure},
      {"mosaic", "Volumes as rows of many slices", 180, 90, 152, makeMosaicFigure},
      {"view", "What the window shows now", 180, 160, 105, makeViewFigure},
      {"epochs", "One slice, epoch by epoch, and measured", 180, 64, 66, makeEpochsFigure},
      {"correlation", "A statistic over the test set, or layers: map, histogram, regions", 180, 150, 147,
       makeCorrelationFigure},
      {"why", "Why: the picture's parts and the words that drive a prediction", 180, 100, 118, makeWhyFigure},
      {"table", "Table of evaluated runs", 180, 26, 62, makeTableFigure},
      {"panels", "Several figures on one page", 180, 0, 0, makePanelsFigure, false},
      {"preprocessing", "Picture before and after preprocessing", 180, 100, 67, makePreprocessingFigure},
  };
  return kKinds;
}

double FigureKind::heightAt(double width) const {
  constexpr double kNarrowMm = 88;
  if (width >= widthMm) return heightMm * width / widthMm;
  if (width <= kNarrowMm) return narrowHeightMm * width / kNarrowMm;
  return heightMm + (narrowHeightMm - heightMm) * (widthMm - width) / (widthMm - kNarrowMm);
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

std::unique_ptr<Figure> makeFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  recipe.hashes.clear();
  // the one that is used now, so that another machine asks for the same
  recipe.page.fontFamily = fontFamilyOf(recipe.page).toStdString();
  std::unique_ptr<Figure> figure = figureKind(recipe.kind).make(recipe, sources, progress);
  if (recipe.panels.empty()) refuseWithoutRoomForMarks(*figure, recipe.page);
  if (!(recipe.page.size.heightMm > 0))
    recipe.page.size.heightMm =
        figure->fittingHeightMm(recipe.page).value_or(figureKind(recipe.kind).heightMm);
  if (!recipe.run.empty()) recipe.hashes.merge(hashesOfRun(recipe.run));
  return figure;
}

}  // namespace vxs::paint
