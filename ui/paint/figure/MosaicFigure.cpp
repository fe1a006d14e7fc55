#include "core/base/Error.h"
#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/SlicePositions.h"

namespace vxs::paint {
namespace {

using scene::Plane;

constexpr int kMostSlices = 60, kDefaultSlices = 7, kMostColumns = 8;

/// Measured | predicted | difference as rows, slices of one plane as columns; in bands when there are many.
class MosaicFigure : public ComparisonFigure {
 public:
  MosaicFigure(ComparisonLook look, std::vector<scene::Layer> layers, Plane plane,
               std::vector<double> positions)
      : ComparisonFigure(std::move(look), std::move(layers)),
        m_plane(plane),
        m_positionsMm(std::move(positions)) {}

 protected:
  void paintCells(Page& page, const QRectF& area) const override {
    const int count = static_cast<int>(m_positionsMm.size());
    const int bands = (count + kMostColumns - 1) / kMostColumns, columns = (count + bands - 1) / bands;
    for (int band = 0; band < bands; ++band)
      paintBand(page, rowOf(area, band, bands, page.unit()), band * columns, columns);
  }
  std::string title() const override {
    return std::string(planeTitle(m_plane)) + " slices of " + joinedTitles(layers(), data());
  }
  SpaceWords space() const override {
    std::string list;
    for (const double at : m_positionsMm) list += (list.empty() ? "" : ", ") + numberText(at);
    return {std::string("Slices at ") + axisOf(m_plane) + " = " + list + " mm (RAS)", false};
  }

 private:
  void paintBand(Page& page, const QRectF& band, int first, int columns) const {
    const double u = page.unit();
    const QRectF cells = band.adjusted(2 * u, 1.6 * u, 0, 0);
    const int rows = static_cast<int>(layers().size());
    for (int row = 0; row < rows; ++row) {
      const QRectF line = rowOf(cells, row, rows, u / 3);
      const scene::Layer layer = layers()[static_cast<std::size_t>(row)];
      page.verticalText({band.left(), line.top(), 1.6 * u, line.height()}, layerTitle(layer, data()), true);
      for (int i = 0; i < columns && first + i < static_cast<int>(m_positionsMm.size()); ++i)
        paintLayerSlice(page, columnOf(line, i, columns, u / 3), look(), {layer, {}}, m_plane,
                        m_positionsMm[static_cast<std::size_t>(first + i)], false);
    }
    for (int i = 0; i < columns && first + i < static_cast<int>(m_positionsMm.size()); ++i) {
      const QRectF title = columnOf({cells.left(), band.top(), cells.width(), 1.4 * u}, i, columns, u / 3);
      page.text(title, Qt::AlignHCenter | Qt::AlignTop,
                QString::fromStdString(axisOf(m_plane) + std::string(" = ") +
                                       numberText(m_positionsMm[static_cast<std::size_t>(first + i)]) +
                                       (i == 0 ? " mm" : "")),
                true, 0.85);
    }
  }

  Plane m_plane;
  std::vector<double> m_positionsMm;
};

}  // namespace

std::unique_ptr<Figure> makeMosaicFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  std::vector<scene::Layer> layers = layersFrom(recipe.option("layers"));
  const Plane plane = planeFrom(recipe.option("plane", "axial"));
  const std::string list = recipe.option("positions");
  std::vector<double> positions;
  if (!list.empty()) positions = positionsFrom(list);
  const double count =
      numberFrom(recipe.option("slices", std::to_string(kDefaultSlices)), "a number of slices");
  if (count < 1 || count > kMostSlices) throw UsageError("a mosaic has 1 to 60 slices");
  ComparisonLook look = lookFrom(recipe, sources, layers, progress);
  if (positions.empty()) {
    positions = evenPositions(look.data->volumes[scene::indexOf(scene::Layer::Predicted)], plane,
                              static_cast<int>(count));
    recipe.options["positions"] = positionsText(positions);
  }
  return std::make_unique<MosaicFigure>(std::move(look), std::move(layers), plane, std::move(positions));
}

}  // namespace vxs::paint
