#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vxs::paint {
namespace {

constexpr std::array<scene::Plane, 3> kPlanes{scene::Plane::Axial, scene::Plane::Coronal,
                                              scene::Plane::Sagittal};

/// Above the columns and left of the rows, in units of the page's words.
constexpr double kTitle = 1.8, kNames = 2;

/// Layers as rows, the three planes through the crosshair as columns.
class SlicesFigure : public ComparisonFigure {
 public:
  using ComparisonFigure::ComparisonFigure;

 protected:
  void paintCells(Page& page, const QRectF& frame) const override {
    const double u = page.unit();
    QRectF area = frame;
    const QRectF names(area.left(), area.top() + kTitle * u, 1.6 * u, area.height() - kTitle * u);
    area.setLeft(area.left() + kNames * u);
    QStringList titles;
    for (const scene::Plane plane : kPlanes)
      titles << QString::fromStdString(
          fmt::format("{} = {} mm", axisOf(plane), numberText(state().crosshairRasMm[normalOf(plane)])));
    const double letters = page.fitting(titles, columnOf(area, 0, 3, u).width(), 1, true);
    const int count = static_cast<int>(layers().size());
    for (int i = 0; i < count; ++i) {
      const QRectF row = rowOf(names, i, count, u / 2);
      page.verticalText(row, namedTitle(page, layers()[static_cast<std::size_t>(i)], data(), row.height()),
                        true);
    }
    for (int column = 0; column < 3; ++column) {
      const scene::Plane plane = kPlanes[static_cast<std::size_t>(column)];
      const double positionMm = state().crosshairRasMm[normalOf(plane)];
      const QRectF whole = columnOf(area, column, 3, u);
      page.fitted({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                  titles[column], true, letters);
      for (int i = 0; i < count; ++i)
        paintLayerSlice(page, rowOf(whole.adjusted(0, kTitle * u, 0, 0), i, count, u / 2), look(),
                        {layers()[static_cast<std::size_t>(i)], {}}, plane, positionMm, true);
    }
  }
  double cellsHeight(const Page& page, double width) const override {
    const double u = page.unit(), column = columnOf({0, 0, width - kNames * u, 1}, 0, 3, u).width();
    double aspect = 0;
    for (const scene::Plane plane : kPlanes) aspect = std::max(aspect, sliceAspect(look(), plane, layers()));
    const auto rows = static_cast<double>(layers().size());
    return kTitle * u + rows * column * aspect + (rows - 1) * u / 2;
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
