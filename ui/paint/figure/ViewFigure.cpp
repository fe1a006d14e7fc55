#include "core/scene/Mosaic.h"
#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/SlicePositions.h"
#include "ui/paint/figure/ViewSpec.h"

#include <algorithm>

namespace vxs::paint {
namespace {

using Shows = ViewSpec::Shows;

/// Of the page's words: names over cells, and what their gap is less than that of other headings.
constexpr double kHeading = 0.9, kNoGap = 0.4;
/// The lowest that a brain is drawn where the window is wide and low: the letters at its sides would hide it.
constexpr double kLeastCell = 4.2;

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
    const double gap = gapOf(page);
    const Headings headings = headingsOn(page, area.width());
    for (std::size_t i = 0; i < m_spec.cells.size(); ++i) {
      const QRectF& place = m_spec.cells[i].place;
      const QRectF where =
          QRectF(area.left() + place.x() * area.width(), area.top() + place.y() * area.height(),
                 place.width() * area.width(), place.height() * area.height())
              .adjusted(gap, gap, -gap, -gap);
      headings.paint(page, i, where, Qt::AlignLeft);
      paintCell(page, m_spec.cells[i], where.adjusted(0, headingHeight(page, headings), 0, 0));
    }
  }
  /// As in the window, where names have one line; higher where brains would be too low to be seen.
  double cellsHeight(const Page& page, double width) const override {
    std::vector<double> tops;
    for (const ViewSpec::Cell& cell : m_spec.cells)
      if (std::ranges::find(tops, cell.place.y()) == tops.end()) tops.push_back(cell.place.y());
    const Headings headings = headingsOn(page, width);
    const double further = headings.height() - Headings(page, {}, 1).height();
    double height = width / m_spec.aspect + further * static_cast<double>(tops.size());
    const double above = headingHeight(page, headings) + 2 * gapOf(page);
    for (const ViewSpec::Cell& cell : m_spec.cells)
      height = std::max(height, (above + leastHeight(page, cell, width)) / cell.place.height());
    return height;
  }
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
      else if (cell.shows == Shows::Mosaic)
        words.slices = mosaicSlices(cell.layer);
      else
        words.slices = throughCrosshair(state());
    }
    return words;
  }

 private:
  std::string mosaicSlices(scene::Layer layer) const {
    const std::vector<double> positions =
        scene::mosaicPositions(scene::extentOf(data(), layer), state().mosaic, state().crosshairRasMm);
    return slicesAt(state().mosaic.plane, positions);
  }
  static double gapOf(const Page& page) { return page.unit() / 6; }
  static double headingHeight(const Page& page, const Headings& headings) {
    return headings.height() - kNoGap * page.unit();
  }
  /// Of what a cell shows, in an area of that width; no more than a slice needs that is as wide as its cell.
  double leastHeight(const Page& page, const ViewSpec::Cell& cell, double width) const {
    const double least = kLeastCell * page.unit();
    if (cell.shows == Shows::Volume || cell.shows == Shows::Mosaic) return least;
    const double across = cell.place.width() * width - 2 * gapOf(page);
    return std::min(least, across * sliceAspect(look(), planeOf(cell.shows), {cell.layer}));
  }
  /// One size for all cells, in an area of that width.
  Headings headingsOn(const Page& page, double width) const {
    std::vector<HeadingWords> words;
    double narrowest = 1;
    for (const ViewSpec::Cell& cell : m_spec.cells) {
      narrowest = std::min(narrowest, cell.place.width());
      words.push_back(headingOf(look(), {cell.layer, cell.partner}));
    }
    return {page, words, narrowest * width - 2 * gapOf(page), kHeading, false};
  }
  void paintCell(Page& page, const ViewSpec::Cell& cell, const QRectF& body) const {
    const LayerChoice choice{cell.layer, cell.partner};
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
