#include "ui/paint/figure/ComparisonFigure.h"

#include <algorithm>

namespace vxs::paint {
namespace {

/// In units of the page's words: above the cells, and how high they are at most.
constexpr double kTitle = 1.8, kHighest = 24;

/// Figures 5-7 of the report: layers in 3-D with one camera and one colour bar.
class Compare3dFigure : public ComparisonFigure {
 public:
  using ComparisonFigure::ComparisonFigure;

 protected:
  void paintCells(Page& page, const QRectF& area) const override {
    const double u = page.unit();
    const int count = static_cast<int>(layers().size());
    QStringList titles;
    const double width = columnOf(area, 0, count, u).width();
    for (const scene::Layer layer : layers()) titles << namedTitle(page, layer, data(), width);
    const double letters = page.fitting(titles, width, 1, true);
    for (int i = 0; i < count; ++i) {
      const scene::Layer layer = layers()[static_cast<std::size_t>(i)];
      const QRectF whole = columnOf(area, i, count, u);
      page.fitted({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                  titles[i], true, letters);
      paintVolume(page, whole.adjusted(0, kTitle * u, 0, 0), look(), {layer, {}});
    }
  }
  double cellsHeight(const Page& page, double width) const override {
    const double u = page.unit(),
                 square = columnOf({0, 0, width, 1}, 0, static_cast<int>(layers().size()), u).width();
    return kTitle * u + std::min(square, kHighest * u);
  }
  std::string title() const override {
    return "Whole-brain responses in 3-D: " + joinedTitles(layers(), data());
  }
  SpaceWords space() const override { return {{}, true}; }
};

}  // namespace

std::unique_ptr<Figure> makeCompare3dFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  return makeComparisonFigure<Compare3dFigure>(recipe, sources, progress);
}

}  // namespace vxs::paint
