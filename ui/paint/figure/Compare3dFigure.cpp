#include "ui/paint/figure/ComparisonFigure.h"

namespace vxs::paint {
namespace {

/// Figures 5-7 of the report: layers in 3-D with one camera and one colour bar.
class Compare3dFigure : public ComparisonFigure {
 public:
  using ComparisonFigure::ComparisonFigure;

 protected:
  void paintCells(Page& page, const QRectF& area) const override {
    const double u = page.unit();
    const int count = static_cast<int>(layers().size());
    for (int i = 0; i < count; ++i) {
      const scene::Layer layer = layers()[static_cast<std::size_t>(i)];
      const QRectF whole = columnOf(area, i, count, u);
      page.text({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                layerTitle(layer, data()), true);
      paintVolume(page, whole.adjusted(0, 1.8 * u, 0, 0), look(), {layer, {}});
    }
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
