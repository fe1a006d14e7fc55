#include "ui/paint/figure/ComparisonParts.h"

#include <array>

namespace vxs::paint {
namespace {

constexpr std::array<scene::Plane, 3> kPlanes{scene::Plane::Axial, scene::Plane::Coronal,
                                              scene::Plane::Sagittal};
constexpr std::array<const char*, 3> kNormals{"S", "A", "R"};

/// Layers as rows, the three planes through the crosshair as columns.
class SlicesFigure : public Figure {
 public:
  SlicesFigure(ComparisonLook look, std::vector<scene::Layer> layers)
      : m_look(std::move(look)), m_layers(std::move(layers)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    QRectF area = paintFrame(page, *m_look.data, m_look.state, m_layers);
    const QRectF names(area.left(), area.top() + 1.8 * u, 1.6 * u, area.height() - 1.8 * u);
    area.setLeft(names.right() + 0.4 * u);
    const int count = static_cast<int>(m_layers.size());
    for (int i = 0; i < count; ++i)
      page.verticalText(rowOf(names, i, count, u / 2),
                        layerTitle(m_layers[static_cast<std::size_t>(i)], *m_look.data), true);
    for (int plane = 0; plane < 3; ++plane) {
      const auto p = static_cast<std::size_t>(plane);
      const double positionMm = m_look.state.crosshairRasMm[2 - p];
      const QRectF whole = columnOf(area, plane, 3, u);
      page.text({whole.left(), whole.top(), whole.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                QStringLiteral("%1 = %2 mm").arg(QString::fromLatin1(kNormals[p])).arg(positionMm, 0, 'f', 1),
                true);
      for (int i = 0; i < count; ++i)
        paintLayerSlice(page, rowOf(whole.adjusted(0, 1.8 * u, 0, 0), i, count, u / 2), m_look,
                        {m_layers[static_cast<std::size_t>(i)], {}}, kPlanes[p], positionMm, true);
    }
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    Legend legend{"Axial, coronal and sagittal slices of ", {}};
    legend.title += joinedTitles(m_layers, *m_look.data);
    describeComparison(legend, *m_look.data, m_look.state, m_layers, true);
    describeHonesty(legend, honesty());
    return legend;
  }

  Honesty honesty() const override { return honestyOf(*m_look.data, m_layers); }

 private:
  ComparisonLook m_look;
  std::vector<scene::Layer> m_layers;
};

}  // namespace

std::unique_ptr<Figure> makeSlicesFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  std::vector<scene::Layer> layers = layersFrom(recipe.option("layers"));
  ComparisonLook look = lookFrom(recipe, sources, layers, progress);
  return std::make_unique<SlicesFigure>(std::move(look), std::move(layers));
}

}  // namespace vxs::paint
