#include "core/base/Error.h"
#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/SlicePositions.h"

#include <algorithm>

namespace vxs::paint {
namespace {

using scene::Plane;

constexpr int kMostSlices = 60, kDefaultSlices = 7, kMostColumns = 8;
/// In units of the page's words: a column, the positions above them, and beside the names of rows.
constexpr double kNarrowest = 5, kTitle = 1.6, kNamesGap = 0.2;
constexpr double kTitleFont = 0.85;

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
    double taken = 0, slice = 0;
    for (double next = Headings(page, {}, 1).height(); next > taken; next = namesFor(page, slice).height()) {
      taken = next;
      slice = columnOf({0, 0, width - taken - kNamesGap * u, 1}, 0, bands.columns, u / 3).width() *
              sliceAspect(look(), m_plane, layers());
    }
    return bands.count * (kTitle * u + rows * slice + (rows - 1) * u / 3) + (bands.count - 1) * u;
  }
  std::string title() const override {
    return std::string(planeTitle(m_plane)) + " slices of " + joinedTitles(layers(), data());
  }
  SpaceWords space() const override { return {slicesAt(m_plane, m_positionsMm), false}; }

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
  /// Beside rows of that height.
  Headings namesFor(const Page& page, double height) const {
    std::vector<HeadingWords> words;
    for (const scene::Layer layer : layers()) words.push_back(headingOf(layer, data()));
    return {page, words, height};
  }
  void paintBand(Page& page, const QRectF& band, int first, int columns) const {
    const double u = page.unit();
    const int rows = static_cast<int>(layers().size());
    const QRectF lines = band.adjusted(0, kTitle * u, 0, 0);
    const Headings names = namesFor(page, rowOf(lines, 0, rows, u / 3).height());
    const QRectF cells = lines.adjusted(names.height() + kNamesGap * u, 0, 0, 0);
    for (int row = 0; row < rows; ++row) {
      const QRectF line = rowOf(cells, row, rows, u / 3);
      names.paintUpwards(page, static_cast<std::size_t>(row),
                         {band.left(), line.top(), names.height(), line.height()});
      for (int i = 0; i < columns && first + i < static_cast<int>(m_positionsMm.size()); ++i)
        paintLayerSlice(page, columnOf(line, i, columns, u / 3), look(),
                        {layers()[static_cast<std::size_t>(row)], {}}, m_plane,
                        m_positionsMm[static_cast<std::size_t>(first + i)], false);
    }
    paintPositions(page, {cells.left(), band.top(), cells.width(), 1.4 * u}, first, columns);
  }
  /// Of one size in all bands.
  void paintPositions(Page& page, const QRectF& row, int first, int columns) const {
    QStringList titles;
    for (const double at : m_positionsMm)
      titles << QString::fromStdString(axisOf(m_plane) + std::string(" = ") + numberText(at));
    const double gap = page.unit() / 3, room = columnOf(row, 0, columns, gap).width();
    titles = inMillimetres(page, titles, room, kTitleFont);
    const double letters = page.fitting(titles, room, kTitleFont);
    for (int i = 0; i < columns && first + i < titles.size(); ++i)
      page.fitted(columnOf(row, i, columns, gap), Qt::AlignHCenter | Qt::AlignTop, titles[first + i], false,
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
