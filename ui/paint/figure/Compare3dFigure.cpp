#include "ui/paint/RegionKey.h"
#include "ui/paint/figure/ComparisonFigure.h"

#include <algorithm>

namespace vxs::paint {
namespace {

/// In units of the page's words: how high and how narrow cells are at most, and below them before a key.
constexpr double kHighest = 24, kNarrowest = 7, kKeyGap = 0.4;

/// Figures 5-7 of the report: layers in 3-D with one camera and one colour bar.
class Compare3dFigure : public ComparisonFigure {
 public:
  using ComparisonFigure::ComparisonFigure;

 protected:
  void paintCells(Page& page, const QRectF& whole) const override {
    const double u = page.unit();
    const QRectF area = whole.adjusted(0, 0, 0, -keyHeight(page));
    const Headings headings = headingsOf(page, area.width());
    std::set<std::int32_t> regions;
    const int columns = columnsIn(page, area.width());
    for (int i = 0; i < count(); ++i) {
      const QRectF cell = columnOf(rowOf(area, i / columns, rowsOf(columns), u), i % columns, columns, u);
      headings.paint(page, static_cast<std::size_t>(i), cell);
      regions.merge(paintVolume(page, cell.adjusted(0, headings.height(), 0, 0), look(),
                                {layers()[static_cast<std::size_t>(i)], {}}, false));
    }
    if (keyHeight(page) > 0)
      paintOutlineKeyLine(page.painter(), {area.left(), area.bottom() + kKeyGap * u, area.width(), u},
                          regions, look().outlined, page.style());
  }
  double cellsHeight(const Page& page, double width) const override {
    const double u = page.unit();
    const int columns = columnsIn(page, width), rows = rowsOf(columns);
    const double square = columnOf({0, 0, width, 1}, 0, columns, u).width();
    return rows * (headingsOf(page, width).height() + std::min(square, kHighest * u)) + (rows - 1) * u +
           keyHeight(page);
  }
  std::string title() const override {
    return "Whole-brain responses in 3-D: " + joinedTitles(layers(), data());
  }
  SpaceWords space() const override { return {{}, true}; }

 private:
  int count() const { return static_cast<int>(layers().size()); }
  int rowsOf(int columns) const { return (count() + columns - 1) / columns; }
  /// One row of up to three, and of more where cells are wide enough for it, else rows of as many as each
  /// other.
  int columnsIn(const Page& page, double width) const {
    int columns = count();
    while (columns > 3 &&
           columnOf({0, 0, width, 1}, 0, columns, page.unit()).width() < kNarrowest * page.unit())
      --columns;
    const int rows = rowsOf(columns);
    return (count() + rows - 1) / rows;
  }
  Headings headingsOf(const Page& page, double width) const {
    std::vector<HeadingWords> words;
    for (const scene::Layer layer : layers()) words.push_back(headingOf(layer, data()));
    return {page, words, columnOf({0, 0, width, 1}, 0, columnsIn(page, width), page.unit()).width()};
  }
  /// Of the names of outlined regions, once below all cells: they have one camera.
  double keyHeight(const Page& page) const {
    return look().outlined.labels.empty() ? 0 : kKeyGap * page.unit() + outlineKeyLine(page.style());
  }
};

}  // namespace

std::unique_ptr<Figure> makeCompare3dFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  return makeComparisonFigure<Compare3dFigure>(recipe, sources, progress);
}

}  // namespace vxs::paint
