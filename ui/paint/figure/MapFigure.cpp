#include "ui/paint/figure/MapFigure.h"

#include "core/base/Error.h"
#include "core/scene/HeadMask.h"
#include "core/scene/Highlight.h"
#include "core/scene/Slice.h"
#include "ui/paint/figure/FigurePlot.h"
#include "ui/paint/figure/HighlightText.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::paint {
namespace {

constexpr int kSlices = 10, kColumns = 5;
constexpr std::size_t kMostBars = 40;
constexpr double kFading = 0.1;  ///< of the range: smaller values fade

class MapFigure : public Figure {
 public:
  explicit MapFigure(MapFigureData data) : m(std::move(data)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF inside = page.inside();
    page.text({inside.left(), inside.top(), inside.width(), 1.6 * u}, Qt::AlignLeft | Qt::AlignTop,
              QString::fromStdString(m.title), true);
    std::vector<std::string> lines = m.footer;
    lines.back() += conventionText(m.convention);
    const double footer = paintFooter(page, lines, honesty());
    const QRectF body(inside.left(), inside.top() + 2 * u, inside.width(), footer - inside.top() - 2.6 * u);
    const double slicesHeight = body.height() * 0.5;
    paintSlices(page, {body.left(), body.top(), body.width(), slicesHeight});
    const QRectF plots(body.left(), body.top() + slicesHeight + u, body.width(),
                       body.height() - slicesHeight - u);
    paintHistogram(page, {plots.left(), plots.top(), plots.width() * 0.36, plots.height()});
    paintBars(page, {plots.left() + plots.width() * 0.38, plots.top(), plots.width() * 0.62, plots.height()});
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    Legend legend = m.legend;
    if (m.bars.size() > kMostBars)
      legend.add(fmt::format("Only the first {} of {} regions are drawn", kMostBars, m.bars.size()));
    if (const std::string lit = highlightWords(m.highlight); !lit.empty()) legend.add(lit + ", outlined");
    if (!m.underlay.empty()) legend.add("Underlay: anatomical image of the subject's store");
    describeHonesty(legend, honesty());
    return legend;
  }
  Honesty honesty() const override { return m.honesty; }

 private:
  void paintSlices(Page& page, const QRectF& area) const;
  void paintHistogram(Page& page, const QRectF& area) const;
  void paintBars(Page& page, const QRectF& area) const;
  void paintBarName(Page& page, const FigurePlot& plot, std::size_t index) const;

  MapFigureData m;
};

void MapFigure::paintSlices(Page& page, const QRectF& area) const {
  const double u = page.unit();
  const QRectF cells = area.adjusted(0, 0, -6 * u, 0);
  const int count = static_cast<int>(m.positionsMm.size()), rows = (count + kColumns - 1) / kColumns;
  const Volume& extent = m.underlay.empty() ? m.map : m.underlay;
  for (int i = 0; i < count; ++i) {
    page.step();
    const QRectF cell =
        columnOf(rowOf(cells, i / kColumns, rows, u / 2), i % kColumns, std::min(count, kColumns), u / 2);
    const auto geometry = scene::SliceGeometry::covering(extent, m.plane, m.convention,
                                                         m.positionsMm[static_cast<std::size_t>(i)],
                                                         std::max(0.25, extent.affine.voxelSizeMm()[0] / 4));
    scene::RgbaImage image =
        renderSlice(geometry, {m.underlay.empty() ? nullptr : &m.underlay, &m.map, m.scale, false, nullptr,
                               m.head.empty() ? nullptr : &m.head});
    if (!m.highlight.empty()) scene::outlineSlice(image, geometry, m.highlight, scene::kHighlightColor);
    PaintStyle style = page.sliceStyle(0.75);
    style.crosshairVisible = false;
    paintSlice(page.painter(), cell.adjusted(0, 1.3 * u, 0, 0).toRect(), geometry, image, {0, 0, 0}, style);
    page.text({cell.left(), cell.top(), cell.width(), 1.2 * u}, Qt::AlignHCenter | Qt::AlignTop,
              QString::fromStdString(fmt::format("{} = {} mm", axisOf(m.plane),
                                                 numberText(m.positionsMm[static_cast<std::size_t>(i)]))),
              false, 0.8);
  }
  PaintStyle style = page.style();
  style.fontPixels *= 0.85;
  const QRectF bar(area.right() - 4.6 * u, area.top(), 4.6 * u, std::min(area.height() - u, 20 * u));
  paintColorBar(page.painter(), bar, m.scale, QString::fromStdString(m.barLabel), style, {}, m.levels);
}

void MapFigure::paintHistogram(Page& page, const QRectF& area) const {
  const double u = page.unit();
  const QRectF frame = area.adjusted(6.5 * u, 0.5 * u, -u, -4.6 * u);
  const auto most = std::ranges::max(m.histogram.counts);
  FigurePlot plot(page, frame, m.histogram.low, m.histogram.high, 0,
                  static_cast<double>(std::max<std::int64_t>(most, 1)) * 1.05);
  for (std::size_t bin = 0; bin < m.histogram.counts.size(); ++bin) {
    const double from = m.histogram.low + static_cast<double>(bin) * m.histogram.binWidth();
    const scene::Rgb color =
        scene::colorMap(m.scale.map).at(m.scale.fraction(from + m.histogram.binWidth() / 2));
    plot.bar(from, from + m.histogram.binWidth(), static_cast<double>(m.histogram.counts[bin]),
             QColor(color[0], color[1], color[2]));
  }
  plot.verticalAxis(QStringLiteral("voxels"));
  plot.horizontalAxis(QString::fromStdString(m.name), m.levels.names);
  page.line({frame.left(), area.bottom() - 1.5 * u, area.right() - frame.left(), 1.2 * u},
            QString::fromStdString(fmt::format("outside: {} below, {} above, {} NaN", m.histogram.below,
                                               m.histogram.above, m.histogram.notFinite)),
            0.75);
}

void MapFigure::paintBarName(Page& page, const FigurePlot& plot, std::size_t index) const {
  const double u = page.unit(), at = static_cast<double>(index);
  const QRectF name(plot.x(at), plot.area().bottom() + 0.3 * u, plot.x(at + 1) - plot.x(at), 6.4 * u);
  page.painter().save();
  page.painter().translate(name.center().x(), name.top());
  page.painter().rotate(-90);
  page.text({-6.4 * u, -name.width() / 2, 6.4 * u, name.width()}, Qt::AlignRight | Qt::AlignVCenter,
            QString::fromStdString(m.bars[index].label), false, 0.75);
  page.painter().restore();
}

void MapFigure::paintBars(Page& page, const QRectF& area) const {
  const double u = page.unit();
  if (m.bars.empty()) return page.empty(area, QStringLiteral("No region has a usable voxel"));
  const std::size_t count = std::min(m.bars.size(), kMostBars);
  double top = 0, bottom = 0;
  for (std::size_t i = 0; i < count; ++i) {
    top = std::max({top, m.bars[i].value, m.bars[i].high, m.bars[i].ceiling});
    bottom = std::min({bottom, m.bars[i].value, m.bars[i].low});
  }
  const QRectF frame = area.adjusted(6.5 * u, 0.5 * u, 0, -7 * u);
  FigurePlot plot(page, frame, 0, static_cast<double>(count), bottom * 1.05, std::max(top * 1.05, 0.01));
  const QColor color(74, 122, 168);
  for (std::size_t i = 0; i < count; ++i) {
    const RegionBar& bar = m.bars[i];
    const double at = static_cast<double>(i);
    plot.bar(at + 0.15, at + 0.85, bar.value, color);
    if (bar.high > bar.low) plot.whisker(at + 0.5, bar.low, bar.high);
    if (bar.ceiling > 0) {
      page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 9)));
      page.painter().drawLine(QPointF(plot.x(at + 0.1), plot.y(bar.ceiling)),
                              QPointF(plot.x(at + 0.9), plot.y(bar.ceiling)));
    }
    paintBarName(page, plot, i);
  }
  plot.horizontalLine(0, Qt::SolidLine);
  plot.verticalAxis(QString::fromStdString(m.barsName), m.barsPercent);
}

}  // namespace

std::unique_ptr<Figure> makeMapFigure(MapFigureData data) {
  return std::make_unique<MapFigure>(std::move(data));
}

scene::ColorScale mapScaleFrom(Recipe& recipe, double range) {
  const auto number = [&](const char* name, double otherwise, const std::string& what) {
    std::string& stated = recipe.options[name];
    if (stated.empty()) stated = fmt::format("{}", otherwise);
    return numberFrom(stated, what);
  };
  scene::ColorScale scale = scene::ColorScale::forMaps();
  scale.map = recipe.options["colours"] = recipe.option("colours", scale.map);
  scene::colorMap(scale.map);
  scale.range = number("range", range, "a range");
  // the first layer is no weak value
  const double fading = isLayerMap(recipe.option("map")) ? 0 : kFading;
  scale.thresholdZ = number("threshold", fading * scale.range, "a threshold");
  if (!(scale.range > 0) || scale.thresholdZ < 0)
    throw UsageError("a range is above 0 and a threshold not below it");
  return scale;
}

train::Members mapMembers(const Recipe& recipe, const store::VoxelStore& store, const Mask& mask) {
  const std::string region = recipe.option("region");
  return region.empty() ? train::everyVoxel(mask) : train::regionMembers(store.atlases(), mask, region);
}

std::string inRegion(const Recipe& recipe) {
  const std::string region = recipe.option("region");
  return region.empty() ? std::string() : " in " + train::regionTitle(region);
}

void layOut(MapFigureData& data, Recipe& recipe, const store::VoxelStore& store, const Mask& mask,
            const std::vector<float>& values, const train::Members& members) {
  data.map = mask.scatter(train::restricted(values, members));
  if (store.underlay()) data.underlay = *store.underlay();
  if (recipe.page.background == Background::Transparent && !data.underlay.empty())
    data.head = scene::headMask(data.underlay);
  data.highlight = highlightFrom(recipe.option("highlight"), mask.grid, mask.affine);
  data.plane = planeFrom(recipe.option("plane", "axial"));
  data.convention = recipe.option("convention") == "radiological" ? scene::Convention::Radiological
                                                                  : scene::Convention::Neurological;
  data.positionsMm = recipe.option("positions").empty() ? evenPositions(data.map, data.plane, kSlices)
                                                        : positionsFrom(recipe.option("positions"));
  recipe.options["positions"] = positionsText(data.positionsMm);
}

std::string colourSentence(const MapFigureData& data) {
  const std::string colours =
      data.levels.empty()
          ? fmt::format("Map: colours ({}) from 0 to {}{}", data.scale.map, numberText(data.scale.range),
                        data.scale.thresholdZ > 0
                            ? fmt::format("; values below {} fade out", numberText(data.scale.thresholdZ))
                            : std::string())
          : fmt::format(
                "Map: {} ({}), layers {} to {}",
                data.levels.graded ? "colours from the first layer to the last" : "one colour a layer",
                data.scale.map, data.levels.names.front(), data.levels.names.back());
  return fmt::format(
      "{}; NaN voxels are transparent; nearest voxel, "
      "the subject's own functional space, {} convention",
      colours, data.convention == scene::Convention::Neurological ? "neurological" : "radiological");
}

}  // namespace vxs::paint
