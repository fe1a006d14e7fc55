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
constexpr double kTitle = 1.8, kNamesGap = 0.2;

/// Layers as rows, the three planes through the crosshair as columns.
class SlicesFigure : public ComparisonFigure {
 public:
  using ComparisonFigure::ComparisonFigure;

 protected:
  void paintCells(Page& page, const QRectF& frame) const override {
    const double u = page.unit();
    const int count = static_cast<int>(layers().size());
    const double rowHeight = rowOf(frame.adjusted(0, kTitle * u, 0, 0), 0, count, u / 2).height();
    const Headings names = namesFor(page, rowHeight);
    const QRectF area = frame.adjusted(names.height() + kNamesGap * u, 0, 0, 0);
    for (int i = 0; i < count; ++i)
      names.paintUpwards(
          page, static_cast<std::size_t>(i),
          rowOf({frame.left(), area.top() + kTitle * u, names.height(), area.height() - kTitle * u}, i, count,
                u / 2));
    QStringList titles;
    for (const scene::Plane plane : kPlanes)
      titles << QString::fromStdString(
          fmt::format("{} = {}", axisOf(plane), numberText(state().crosshairRasMm[normalOf(plane)])));
    const double room = columnOf(area, 0, 3, u).width();
    titles = inMillimetres(page, titles, room, 1);
    const double letters = page.fitting(titles, room);
    for (int column = 0; column < 3; ++column) {
      const scene::Plane plane = kPlanes[static_cast<std::size_t>(column)];
      const double positionMm = state().crosshairRasMm[normalOf(plane)];
      const QRectF whole = columnOf(area, column, 3, u);
      page.fitted({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                  titles[column], false, letters);
      for (int i = 0; i < count; ++i)
        paintLayerSlice(page, rowOf(whole.adjusted(0, kTitle * u, 0, 0), i, count, u / 2), look(),
                        {layers()[static_cast<std::size_t>(i)], {}}, plane, positionMm, true);
    }
  }
  double cellsHeight(const Page& page, double width) const override {
    const double u = page.unit();
    const auto rows = static_cast<double>(layers().size());
    double aspect = 0, row = 0;
    for (const scene::Plane plane : kPlanes) aspect = std::max(aspect, sliceAspect(look(), plane, layers()));
    // names in more lines leave slices less room, and so the names
    double taken = 0;
    for (double next = Headings(page, {}, 1).height(); next > taken; next = namesFor(page, row).height()) {
      taken = next;
      row = columnOf({0, 0, width - taken - kNamesGap * u, 1}, 0, 3, u).width() * aspect;
    }
    return kTitle * u + rows * row + (rows - 1) * u / 2;
  }
  std::string title() const override {
    return "Axial, coronal and sagittal slices of " + joinedTitles(layers(), data());
  }
  SpaceWords space() const override { return {throughCrosshair(state()), false}; }

 private:
  /// Beside rows of that height.
  Headings namesFor(const Page& page, double height) const {
    std::vector<HeadingWords> words;
    for (const scene::Layer layer : layers()) words.push_back(headingOf(layer, data()));
    return {page, words, height};
  }
};

}  // namespace

std::unique_ptr<Figure> makeSlicesFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  return makeComparisonFigure<SlicesFigure>(recipe, sources, progress);
}

}  // namespace vxs::paint
