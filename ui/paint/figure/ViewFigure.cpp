#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/ViewSpec.h"

#include <algorithm>
#include <cmath>

namespace vxs::paint {
namespace {

using Shows = ViewSpec::Shows;

scene::Plane planeOf(Shows shows) {
  return shows == Shows::Axial     ? scene::Plane::Axial
         : shows == Shows::Coronal ? scene::Plane::Coronal
                                   : scene::Plane::Sagittal;
}

/// What is seen in the window: its cells at their places, with the names and marks that they carry there.
class ViewFigure : public Figure {
 public:
  ViewFigure(ComparisonPtr data, scene::ComparisonState state, ViewSpec spec)
      : m_data(std::move(data)), m_state(std::move(state)), m_spec(std::move(spec)) {
    for (const ViewSpec::Cell& cell : m_spec.cells)
      if (std::ranges::find(m_layers, cell.layer) == m_layers.end()) m_layers.push_back(cell.layer);
  }

  void paint(Page& page) const override {
    const QRectF area = paintFrame(page, *m_data, m_state, m_layers);
    for (const ViewSpec::Cell& cell : m_spec.cells) {
      const QRectF where(area.left() + cell.place.x() * area.width(),
                         area.top() + cell.place.y() * area.height(), cell.place.width() * area.width(),
                         cell.place.height() * area.height());
      const double gap = page.unit() / 6;
      paintCell(page, cell, where.adjusted(gap, gap, -gap, -gap));
    }
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    bool slices = false, volumes = false;
    for (const ViewSpec::Cell& cell : m_spec.cells) (cell.shows == Shows::Volume ? volumes : slices) = true;
    Legend legend{slices && volumes ? "Slices and 3-D views of "
                  : slices          ? "Slices of "
                                    : "3-D views of ",
                  {}};
    legend.title += joinedTitles(m_layers, *m_data);
    describeComparison(legend, *m_data, m_state, m_layers, slices);
    describeHonesty(legend, honesty());
    return legend;
  }

  Honesty honesty() const override { return honestyOf(*m_data, m_layers); }

 private:
  void paintCell(Page& page, const ViewSpec::Cell& cell, const QRectF& where) const {
    const double u = page.unit();
    const QRectF body = where.adjusted(0, 1.4 * u, 0, 0);
    page.line({where.left(), where.top(), where.width(), 1.3 * u}, layerTitle(cell.layer, *m_data), 0.9);
    if (cell.shows == Shows::Volume) return paintVolume(page, body, *m_data, m_state, cell.layer);
    const scene::Plane plane = planeOf(cell.shows);
    const std::size_t normal = plane == scene::Plane::Axial ? 2 : plane == scene::Plane::Coronal ? 1 : 0;
    paintLayerSlice(page, body, *m_data, m_state, cell.layer, plane, m_state.crosshairRasMm[normal], true,
                    {m_spec.sliceZoom, m_spec.sliceCentre});
  }

  ComparisonPtr m_data;
  scene::ComparisonState m_state;
  ViewSpec m_spec;
  std::vector<scene::Layer> m_layers;
};

}  // namespace

std::unique_ptr<Figure> makeViewFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  const std::string text = recipe.option("view");
  const auto active = layersFrom(recipe.option("layer", "predicted"));
  ViewSpec spec = text.empty() ? viewSpecFor(recipe.option("layout", "all"),
                                             layersFrom(recipe.option("layers")), active.front())
                               : viewSpecFrom(text);
  ComparisonPtr data = sources.comparison(recipe, progress);
  scene::ComparisonState state = comparisonState(recipe, *data);
  recipe.options["view"] = toText(spec);
  return std::make_unique<ViewFigure>(std::move(data), std::move(state), std::move(spec));
}

}  // namespace vxs::paint
