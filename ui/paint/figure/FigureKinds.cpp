#include "core/base/Error.h"
#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/Page.h"
#include "ui/paint/figure/Provenance.h"

#include <algorithm>

namespace vxs::paint {

const std::vector<FigureKind>& figureKinds() {
  static const std::vector<FigureKind> kKinds{
      {"compare3d", "Volumes side by side in 3-D", 180, 70, makeCompare3dFigure},
      {"slices", "Volumes as slices through the crosshair", 180, 160, makeSlicesFigure},
      {"mosaic", "Volumes as rows of many slices", 180, 90, makeMosaicFigure},
      {"view", "What the window shows now", 180, 160, makeViewFigure},
      {"epochs", "One slice, epoch by epoch, and measured", 180, 64, makeEpochsFigure},
      {"correlation", "A statistic over the test set: map, histogram, regions", 180, 150,
       makeCorrelationFigure},
      {"table", "Table of the evaluated run", 180, 60, makeTableFigure},
      {"preprocessing", "Picture before and after preprocessing", 180, 100, makePreprocessingFigure},
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

std::unique_ptr<Figure> makeFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  recipe.hashes.clear();
  // the one that is used now, so that another machine asks for the same
  recipe.page.fontFamily = fontFamilyOf(recipe.page).toStdString();
  std::unique_ptr<Figure> figure = figureKind(recipe.kind).make(recipe, sources, progress);
  if (!recipe.run.empty()) recipe.hashes.merge(hashesOfRun(recipe.run));
  return figure;
}

}  // namespace vxs::paint
