#include "ui/paint/figure/MapFigure.h"

#include "core/base/Error.h"
#include "core/scene/HeadMask.h"
#include "core/scene/Highlight.h"
#include "core/scene/Slice.h"
#include "ui/paint/figure/FigurePlot.h"
#include "ui/paint/figure/HighlightText.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::paint {
namespace {

constexpr int kSlices = 10, kColumns = 5;
constexpr std::size_t kMostBars = 40;
/// In units of the page's words: the title's row, those over slices, the colour bar across, the plots, the
/// names below the bars.
constexpr double kTitle = 2, kSliceTitle = 1.3, kStrip = 6, kPlot = 24, kStackedPlot = 18, kBarNames = 7;
constexpr double kLowest = 12;                       ///< plot that can be read, in the same units
constexpr double kBarFont = 0.75, kLeastName = 0.7;  ///< of the page's words, and of that

/// "3 voxels below the axis, 2 without a value": what there is of it.
std::string outsideText(const metrics::Histogram& histogram) {
  std::string text;
  const auto add = [&](std::int64_t count, const char* where) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, where);
  };
  add(histogram.below, "voxels below the axis");
  add(histogram.above, "voxels above the axis");
  add(histogram.notFinite, "without a value");
  return text;
}

class MapFigure : public Figure {
 public:
  explicit MapFigure(MapFigureData data) : m(std::move(data)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF inside = page.inside();
    page.fitted({inside.left(), inside.top(), inside.width(), 1.6 * u}, Qt::AlignLeft | Qt::AlignTop,
                QString::fromStdString(m.title), true);
    const double footer = paintFooter(page, footerLines(), honesty());
    const QRectF body(inside.left(), inside.top() + kTitle * u, inside.width(),
                      footer - inside.top() - (kTitle + 0.6) * u);
    // on a low page the plots have half of it
    const double slices = std::min(slicesHeight(page), body.height() * 0.5);
    paintSlices(page, {body.left(), body.top(), body.width(), slices});
    const QRectF plots(body.left(), body.top() + slices + u, body.width(), body.height() - slices - u);
    if (plots.height() < kLowest * u) {
      page.empty(plots, QStringLiteral("Too little room for the plots: make the page higher"));
    } else if (stacked(page) && plots.height() > (2 * kLowest + 1) * u) {
      paintHistogram(page, rowOf(plots, 0, 2, u));
      paintBars(page, rowOf(plots, 1, 2, u));
    } else {
      paintHistogram(page, {plots.left(), plots.top(), plots.width() * 0.36, plots.height()});
      paintBars(page,
                {plots.left() + plots.width() * 0.38, plots.top(), plots.width() * 0.62, plots.height()});
    }
    paintMarks(page, honesty());
  }

  std::optional<double> fittingHeightMm(const PageSetup& setup) const override {
    return fittingHeight(setup, [this](const Page& page) {
      const double plots = stacked(page) ? 2 * kStackedPlot + 1 : kPlot;
      return (kTitle + 3.6 + plots) * page.unit() + slicesHeight(page) +
             footerHeight(page, footerLines(), honesty());
    });
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
  void paintBarNames(Page& page, const FigurePlot& plot, std::size_t count) const;
  void paintCeilingKey(Page& page, const QRectF& row) const;

  std::vector<std::string> footerLines() const {
    std::vector<std::string> lines = m.footer;
    lines.back() += conventionText(m.convention);
    return lines;
  }
  int rows() const { return (static_cast<int>(m.positionsMm.size()) + kColumns - 1) / kColumns; }
  int columns() const { return std::min(static_cast<int>(m.positionsMm.size()), kColumns); }
  const Volume& extent() const { return m.underlay.empty() ? m.map : m.underlay; }
  QRectF cellsOf(const QRectF& area, double u) const { return area.adjusted(0, 0, -kStrip * u, 0); }
  /// Whether the plots have no room beside each other.
  static bool stacked(const Page& page) { return page.inside().width() < 44 * page.unit(); }
  /// As high as they are wide, up to a share of the page.
  double slicesHeight(const Page& page) const {
    const double u = page.unit();
    const auto geometry = scene::SliceGeometry::covering(extent(), m.plane, m.convention, 0);
    const double column = columnOf(cellsOf(page.inside(), u), 0, columns(), u / 2).width();
    const double natural =
        rows() * (kSliceTitle * u + column * geometry.height / geometry.width) + (rows() - 1) * u / 2;
    return std::clamp(natural, 10 * u, std::max(0.4 * page.inside().width(), 10 * u));
  }

  MapFigureData m;
};

void MapFigure::paintSlices(Page& page, const QRectF& area) const {
  const double u = page.unit();
  const QRectF cells = cellsOf(area, u);
  const int count = static_cast<int>(m.positionsMm.size());
  const Volume& extent = this->extent();
  QStringList titles;
  for (const double at : m.positionsMm)
    titles << QString::fromStdString(fmt::format("{} = {} mm", axisOf(m.plane), numberText(at)));
  const double letters = page.fitting(titles, columnOf(cells, 0, columns(), u / 2).width(), 0.8);
  for (int i = 0; i < count; ++i) {
    page.step();
    const QRectF cell = columnOf(rowOf(cells, i / kColumns, rows(), u / 2), i % kColumns, columns(), u / 2);
    const auto geometry = scene::SliceGeometry::covering(extent, m.plane, m.convention,
                                                         m.positionsMm[static_cast<std::size_t>(i)],
                                                         std::max(0.25, extent.affine.voxelSizeMm()[0] / 4));
    scene::RgbaImage image =
        renderSlice(geometry, {m.underlay.empty() ? nullptr : &m.underlay, &m.map, m.scale, false, nullptr,
                               m.head.empty() ? nullptr : &m.head});
    if (!m.highlight.empty()) scene::outlineSlice(image, geometry, m.highlight, scene::kHighlightColor);
    PaintStyle style = page.sliceStyle(0.75);
    style.crosshairVisible = false;
    paintSlice(page.painter(), cell.adjusted(0, kSliceTitle * u, 0, 0).toRect(), geometry, image, {0, 0, 0},
               style);
    page.fitted({cell.left(), cell.top(), cell.width(), 1.2 * u}, Qt::AlignHCenter | Qt::AlignTop, titles[i],
                false, letters);
  }
  PaintStyle style = page.style();
  style.fontPixels *= 0.85;
  const QRectF bar(area.right() - 4.6 * u, area.top(), 4.6 * u, std::min(area.height() - u, 20 * u));
  paintColorBar(page.painter(), bar, m.scale,
                inTwoLines(QString::fromStdString(m.barLabel), style, bar.width()), style, {}, m.levels);
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
  page.fitted({area.left(), area.bottom() - 1.5 * u, area.width(), 1.2 * u},
              Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(outsideText(m.histogram)), false,
              0.75);
}

/// Upwards; in smaller type, and then not all of them, where bars are too narrow for it.
void MapFigure::paintBarNames(Page& page, const FigurePlot& plot, std::size_t count) const {
  const double u = page.unit(), pitch = plot.x(1) - plot.x(0), length = kBarNames * u - 0.6 * u;
  const double high = QFontMetricsF(page.font(kBarFont)).height();
  const double factor = kBarFont * std::clamp(pitch / high, kLeastName, 1.0);
  const auto step = static_cast<std::size_t>(
      std::max(1.0, std::ceil(QFontMetricsF(page.font(factor)).height() / pitch - 0.15)));
  for (std::size_t i = 0; i < count; i += step) {
    page.painter().save();
    page.painter().translate(plot.x(static_cast<double>(i) + 0.5), plot.area().bottom() + 0.3 * u);
    page.painter().rotate(-90);
    page.fitted({-length, -pitch / 2, length, pitch}, Qt::AlignRight | Qt::AlignVCenter,
                QString::fromStdString(m.bars[i].label), false, factor);
    page.painter().restore();
  }
}

/// What the lines over the bars are, above them.
void MapFigure::paintCeilingKey(Page& page, const QRectF& row) const {
  const double u = page.unit(), middle = row.center().y();
  page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 9)));
  page.painter().drawLine(QPointF(row.left(), middle), QPointF(row.left() + 1.6 * u, middle));
  page.fitted(row.adjusted(2.2 * u, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
              QString::fromStdString(m.ceilingName), false, kBarFont);
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
  const bool lines = std::ranges::any_of(m.bars, [](const RegionBar& bar) { return bar.ceiling > 0; });
  const QRectF frame = area.adjusted(6.5 * u, (lines ? 1.8 : 0.5) * u, 0, -kBarNames * u);
  if (lines) paintCeilingKey(page, {frame.left(), area.top(), frame.width(), 1.2 * u});
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
  }
  paintBarNames(page, plot, count);
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
  scale.thresholdZ = number("threshold", 0, "a threshold");
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
  for (const double at : data.positionsMm)
    requireInside(data.underlay.empty() ? data.map : data.underlay, normalOf(data.plane), at);
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
