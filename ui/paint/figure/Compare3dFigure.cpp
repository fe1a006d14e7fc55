#include "ui/paint/figure/ComparisonParts.h"

namespace vxs::paint {
namespace {

/// Figures 5-7 of the report: layers in 3-D with one camera and one colour bar.
class Compare3dFigure : public Figure {
 public:
  Compare3dFigure(ComparisonLook look, std::vector<scene::Layer> layers)
      : m_look(std::move(look)), m_layers(std::move(layers)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF area = paintFrame(page, *m_look.data, m_look.state, m_layers);
    const int count = static_cast<int>(m_layers.size());
    for (int i = 0; i < count; ++i) {
      const scene::Layer layer = m_layers[static_cast<std::size_t>(i)];
      const QRectF whole = columnOf(area, i, count, u);
      page.text({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                layerTitle(layer, *m_look.data), true);
      paintVolume(page, whole.adjusted(0, 1.8 * u, 0, 0), m_look, {layer, {}});
    }
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    Legend legend{"Whole-brain responses in 3-D: ", {}};
    legend.title += joinedTitles(m_layers, *m_look.data);
    describeComparison(legend, *m_look.data, m_look.state, m_layers, false);
    describeHonesty(legend, honesty());
    return legend;
  }

  Honesty honesty() const override { return honestyOf(*m_look.data, m_layers); }

 private:
  ComparisonLook m_look;
  std::vector<scene::Layer> m_layers;
};

}  // namespace

std::unique_ptr<Figure> makeCompare3dFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  std::vector<scene::Layer> layers = layersFrom(recipe.option("layers"));
  ComparisonLook look = lookFrom(recipe, sources, layers, progress);
  return std::make_unique<Compare3dFigure>(std::move(look), std::move(layers));
}

}  // namespace vxs::paint
