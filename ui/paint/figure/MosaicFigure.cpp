#include "core/base/Error.h"
#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/SlicePositions.h"

#include <algorithm>

namespace vxs::paint {
namespace {

using scene::Plane;

constexpr int kMostSlices = 60, kDefaultSlices = 7, kMostColumns = 8;
constexpr double kNarrowest = 5;  ///< column, in units of the page's words

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
    const Bands bands = bandsOn(page, area.width());
    for (int band = 0; band < bands.count; ++band)
      paintBand(page, rowOf(area, band, bands.count, page.unit()), band * bands.columns, bands.columns);
  }
  double cellsHeight(const Page& page, double width) const override {
    const double u = page.unit(), rows = static_cast<double>(layers().size());
    const Bands bands = bandsOn(page, width);
    const double slice = columnOf({0, 0, width - 2 * u, 1}, 0, bands.columns, u / 3).width() *
                         sliceAspect(look(), m_plane, layers());
    return bands.count * (1.6 * u + rows * slice + (rows - 1) * u / 3) + (bands.count - 1) * u;
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
  struct Bands {
    int count, columns;
  };
  /// So many columns at most that words over them stay legible.
  Bands bandsOn(const Page& page, double width) const {
    const int slices = static_cast<int>(m_positionsMm.size());
    const int most = std::clamp(static_cast<int>(width / (kNarrowest * page.unit())), 1, kMostColumns);
    const int count = (slices + most - 1) / most;
    return {count, (slices + count - 1) / count};
  }
  QString positionText(std::size_t index, bool unit) const {
    return QString::fromStdString(axisOf(m_plane) + std::string(" = ") + numberText(m_positionsMm[index]) +
                                  (unit ? " mm" : ""));
  }
  void paintBand(Page& page, const QRectF& band, int first, int columns) const {
    const double u = page.unit();
    const QRectF cells = band.adjusted(2 * u, 1.6 * u, 0, 0);
    const int rows = static_cast<int>(layers().size());
    for (int row = 0; row < rows; ++row) {
      const QRectF line = rowOf(cells, row, rows, u / 3);
      const scene::Layer layer = layers()[static_cast<std::size_t>(row)];
      page.verticalText({band.left(), line.top(), 1.6 * u, line.height()},
                        namedTitle(page, layer, data(), line.height()), true);
      for (int i = 0; i < columns && first + i < static_cast<int>(m_positionsMm.size()); ++i)
        paintLayerSlice(page, columnOf(line, i, columns, u / 3), look(), {layer, {}}, m_plane,
                        m_positionsMm[static_cast<std::size_t>(first + i)], false);
    }
    QStringList titles;
    for (int i = 0; i < columns && first + i < static_cast<int>(m_positionsMm.size()); ++i)
      titles << positionText(static_cast<std::size_t>(first + i), i == 0);
    const QRectF row(cells.left(), band.top(), cells.width(), 1.4 * u);
    const double letters = page.fitting(titles, columnOf(row, 0, columns, u / 3).width(), 0.85, true);
    for (int i = 0; i < titles.size(); ++i)
      page.fitted(columnOf(row, i, columns, u / 3), Qt::AlignHCenter | Qt::AlignTop, titles[i], true,
                  letters);
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
  const Volume& predicted = look.data->volume(scene::Layer::Predicted);
  for (const double at : positions)
    requireInside(look.data->underlay.empty() ? predicted : look.data->underlay, normalOf(plane), at);
  if (positions.empty()) {
    positions = evenPositions(predicted, plane, static_cast<int>(count));
    recipe.options["positions"] = positionsText(positions);
  }
  return std::make_unique<MosaicFigure>(std::move(look), std::move(layers), plane, std::move(positions));
}

}  // namespace vxs::paint
