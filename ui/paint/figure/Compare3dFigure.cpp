#include "ui/paint/PairPainter.h"
#include "ui/paint/figure/ComparisonFigure.h"

#include <algorithm>

namespace vxs::paint {
namespace {

/// In units of the page's words: above the cells, how high they are at most, and below them before a key.
constexpr double kTitle = 1.8, kHighest = 24, kKeyGap = 0.4;

/// Figures 5-7 of the report: layers in 3-D with one camera and one colour bar.
class Compare3dFigure : public ComparisonFigure {
 public:
  using ComparisonFigure::ComparisonFigure;

 protected:
  void paintCells(Page& page, const QRectF& whole) const override {
    const double u = page.unit();
    const QRectF area = whole.adjusted(0, 0, 0, -keyHeight(page));
    const int count = static_cast<int>(layers().size());
    QStringList titles;
    const double width = columnOf(area, 0, count, u).width();
    for (const scene::Layer layer : layers()) titles << namedTitle(page, layer, data(), width);
    const double letters = page.fitting(titles, width, 1, true);
    std::set<std::int32_t> regions;
    for (int i = 0; i < count; ++i) {
      const scene::Layer layer = layers()[static_cast<std::size_t>(i)];
      const QRectF column = columnOf(area, i, count, u);
      page.fitted({column.left(), column.top(), column.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                  titles[i], true, letters);
      regions.merge(paintVolume(page, column.adjusted(0, kTitle * u, 0, 0), look(), {layer, {}}, false));
    }
    if (keyHeight(page) > 0)
      paintOutlineKeyLine(page.painter(), {area.left(), area.bottom() + kKeyGap * u, area.width(), u},
                          regions, look().outlined, page.style());
  }
  double cellsHeight(const Page& page, double width) const override {
    const double u = page.unit(),
                 square = columnOf({0, 0, width, 1}, 0, static_cast<int>(layers().size()), u).width();
    return kTitle * u + std::min(square, kHighest * u) + keyHeight(page);
  }
  std::string title() const override {
    return "Whole-brain responses in 3-D: " + joinedTitles(layers(), data());
  }
  SpaceWords space() const override { return {{}, true}; }

 private:
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
