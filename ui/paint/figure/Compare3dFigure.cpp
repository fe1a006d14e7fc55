#include "ui/paint/figure/ComparisonParts.h"

namespace vxs::paint {
namespace {

/// Figures 5-7 of the report: layers in 3-D with one camera and one colour bar.
class Compare3dFigure : public Figure {
 public:
  Compare3dFigure(ComparisonPtr data, scene::ComparisonState state, std::vector<scene::Layer> layers)
      : m_data(std::move(data)), m_state(std::move(state)), m_layers(std::move(layers)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF area = paintFrame(page, *m_data, m_state, m_layers);
    const int count = static_cast<int>(m_layers.size());
    for (int i = 0; i < count; ++i) {
      const scene::Layer layer = m_layers[static_cast<std::size_t>(i)];
      const QRectF whole = columnOf(area, i, count, u);
      page.text({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                layerTitle(layer, *m_data), true);
      paintVolume(page, whole.adjusted(0, 1.8 * u, 0, 0), *m_data, m_state, layer);
    }
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    Legend legend{"Whole-brain responses in 3-D: ", {}};
    legend.title += joinedTitles(m_layers, *m_data);
    describeComparison(legend, *m_data, m_state, m_layers, false);
    describeHonesty(legend, honesty());
    return legend;
  }

  Honesty honesty() const override { return honestyOf(*m_data, m_layers); }

 private:
  ComparisonPtr m_data;
  scene::ComparisonState m_state;
  std::vector<scene::Layer> m_layers;
};

}  // namespace

std::unique_ptr<Figure> makeCompare3dFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  std::vector<scene::Layer> layers = layersFrom(recipe.option("layers"));
  ComparisonPtr data = sources.comparison(recipe, progress);
  scene::ComparisonState state = comparisonState(recipe, *data);
  return std::make_unique<Compare3dFigure>(std::move(data), std::move(state), std::move(layers));
}

}  // namespace vxs::paint
