#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>

#include <array>

namespace vxs::paint {
namespace {

constexpr std::array<scene::Plane, 3> kPlanes{scene::Plane::Axial, scene::Plane::Coronal,
                                              scene::Plane::Sagittal};

/// Layers as rows, the three planes through the crosshair as columns.
class SlicesFigure : public ComparisonFigure {
 public:
  using ComparisonFigure::ComparisonFigure;

 protected:
  void paintCells(Page& page, const QRectF& frame) const override {
    const double u = page.unit();
    QRectF area = frame;
    const QRectF names(area.left(), area.top() + 1.8 * u, 1.6 * u, area.height() - 1.8 * u);
    area.setLeft(names.right() + 0.4 * u);
    const int count = static_cast<int>(layers().size());
    for (int i = 0; i < count; ++i)
      page.verticalText(rowOf(names, i, count, u / 2),
                        layerTitle(layers()[static_cast<std::size_t>(i)], data()), true);
    for (int column = 0; column < 3; ++column) {
      const scene::Plane plane = kPlanes[static_cast<std::size_t>(column)];
      const double positionMm = state().crosshairRasMm[normalOf(plane)];
      const QRectF whole = columnOf(area, column, 3, u);
      page.text({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                QString::fromStdString(fmt::format("{} = {} mm", axisOf(plane), numberText(positionMm))),
                true);
      for (int i = 0; i < count; ++i)
        paintLayerSlice(page, rowOf(whole.adjusted(0, 1.8 * u, 0, 0), i, count, u / 2), look(),
                        {layers()[static_cast<std::size_t>(i)], {}}, plane, positionMm, true);
    }
  }
  std::string title() const override {
    return "Axial, coronal and sagittal slices of " + joinedTitles(layers(), data());
  }
  SpaceWords space() const override { return {throughCrosshair(state()), false}; }
};

}  // namespace

std::unique_ptr<Figure> makeSlicesFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  return makeComparisonFigure<SlicesFigure>(recipe, sources, progress);
}

}  // namespace vxs::paint
