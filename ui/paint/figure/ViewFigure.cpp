#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/SlicePositions.h"
#include "ui/paint/figure/ViewSpec.h"

#include <algorithm>

namespace vxs::paint {
namespace {

using Shows = ViewSpec::Shows;

scene::Plane planeOf(Shows shows) {
  return shows == Shows::Axial     ? scene::Plane::Axial
         : shows == Shows::Coronal ? scene::Plane::Coronal
                                   : scene::Plane::Sagittal;
}

/// Every layer that a cell shows, once.
std::vector<scene::Layer> layersOf(const ViewSpec& spec) {
  std::vector<scene::Layer> layers;
  const auto add = [&](scene::Layer layer) {
    if (std::ranges::find(layers, layer) == layers.end()) layers.push_back(layer);
  };
  for (const ViewSpec::Cell& cell : spec.cells) {
    add(cell.layer);
    if (cell.partner) add(*cell.partner);
  }
  return layers;
}

/// What is seen in the window: its cells at their places, with the names and marks that they carry there.
class ViewFigure : public ComparisonFigure {
 public:
  ViewFigure(ComparisonLook look, ViewSpec spec)
      : ComparisonFigure(std::move(look), layersOf(spec)), m_spec(std::move(spec)) {}

 protected:
  void paintCells(Page& page, const QRectF& area) const override {
    for (const ViewSpec::Cell& cell : m_spec.cells) {
      const QRectF where(area.left() + cell.place.x() * area.width(),
                         area.top() + cell.place.y() * area.height(), cell.place.width() * area.width(),
                         cell.place.height() * area.height());
      const double gap = page.unit() / 6;
      paintCell(page, cell, where.adjusted(gap, gap, -gap, -gap));
    }
  }
  double cellsHeight(const Page&, double width) const override { return width / m_spec.aspect; }
  std::string title() const override {
    const SpaceWords shown = space();
    const char* what = shown.slices.empty() ? "3-D views of "
                       : shown.volumes      ? "Slices and 3-D views of "
                                            : "Slices of ";
    return what + joinedTitles(layers(), data());
  }
  SpaceWords space() const override {
    SpaceWords words;
    for (const ViewSpec::Cell& cell : m_spec.cells) {
      if (cell.shows == Shows::Volume)
        words.volumes = true;
      else
        words.slices = throughCrosshair(state());
    }
    return words;
  }

 private:
  void paintCell(Page& page, const ViewSpec::Cell& cell, const QRectF& where) const {
    const double u = page.unit();
    const QRectF body = where.adjusted(0, 1.4 * u, 0, 0);
    const LayerChoice choice{cell.layer, cell.partner};
    page.fitted({where.left(), where.top(), where.width(), 1.3 * u}, Qt::AlignLeft | Qt::AlignVCenter,
                choiceTitle(page, look(), choice, where.width(), 0.9), false, 0.9);
    if (cell.shows == Shows::Volume) return (void)paintVolume(page, body, look(), choice);
    if (cell.shows == Shows::Mosaic) return paintMosaicCell(page, body, look(), choice);
    const scene::Plane plane = planeOf(cell.shows);
    paintLayerSlice(page, body, look(), choice, plane, state().crosshairRasMm[normalOf(plane)], true,
                    {m_spec.sliceZoom, m_spec.sliceCentre});
  }

  ViewSpec m_spec;
};

}  // namespace

std::unique_ptr<Figure> makeViewFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  const std::string text = recipe.option("view");
  const auto active = layersFrom(recipe.option("layer", "predicted"));
  ViewSpec spec = text.empty() ? viewSpecFor(recipe.option("layout", "all"),
                                             layersFrom(recipe.option("layers")), active.front())
                               : viewSpecFrom(text);
  ComparisonLook look = lookFrom(recipe, sources, layersOf(spec), progress);
  recipe.options["view"] = toText(spec);
  return std::make_unique<ViewFigure>(std::move(look), std::move(spec));
}

}  // namespace vxs::paint
