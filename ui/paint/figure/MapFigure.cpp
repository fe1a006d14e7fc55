#include "ui/paint/figure/MapFigure.h"

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

constexpr int kColumns = 5, kTitleLines = 3;
constexpr std::size_t kMostBars = 40;
/// In units of the page's words: the title's row, those over slices, the colour bar across, the plots, the
/// names below the bars.
constexpr double kTitleGap = 0.2, kSliceTitle = 1.3, kStrip = 6, kPlot = 24, kBarNames = 7;
/// Of plots below each other on a narrow page, and the lowest that can be read.
constexpr double kHistogram = 11, kBars = 18, kLowest = 12, kLowestStacked = 22;
constexpr double kSliceFont = 0.8, kBarFont = 0.75;  ///< of the page's words

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
    const Headings title = titleOn(page);
    title.paint(page, 0, inside, Qt::AlignLeft);
    const double footer = paintFooter(page, sources(), honesty());
    const double above = title.height() + kTitleGap * u;
    const QRectF body(inside.left(), inside.top() + above, inside.width(),
                      footer - inside.top() - above - 0.6 * u);
    // on a low page the plots have half of it
    const double slices = std::min(slicesHeight(page), body.height() * 0.5);
    paintSlices(page, {body.left(), body.top(), body.width(), slices});
    const QRectF plots(body.left(), body.top() + slices + u, body.width(), body.height() - slices - u);
    if (plots.height() < kLowest * u) {
      page.empty(plots, QStringLiteral("Too little room for the plots: make the page higher"));
    } else if (stacked(page) && plots.height() > kLowestStacked * u) {
      // axes below each other, and no more room for the histogram than its shape needs
      const double left = std::max(histogramAxis(page), barsAxis(page)),
                   histogram = (plots.height() - u) * kHistogram / (kHistogram + kBars);
      paintHistogram(page, {plots.left(), plots.top(), plots.width(), histogram}, left);
      paintBars(page, plots.adjusted(0, histogram + u, 0, 0), left);
    } else {
      paintHistogram(page, {plots.left(), plots.top(), plots.width() * 0.36, plots.height()},
                     histogramAxis(page));
      paintBars(page,
                {plots.left() + plots.width() * 0.38, plots.top(), plots.width() * 0.62, plots.height()},
                barsAxis(page));
    }
    paintMarks(page, honesty());
  }

  double fittingHeightMm(const PageSetup& setup) const override {
    return fittingHeight(setup, [this](const Page& page) {
      const double plots = stacked(page) ? kHistogram + 1 + kBars : kPlot;
      return (kTitleGap + 3.6 + plots) * page.unit() + titleOn(page).height() + slicesHeight(page) +
             footerHeight(page, sources(), honesty());
    });
  }

  Legend legend() const override {
    Legend legend = m.legend;
    if (!m.barsAtlas.empty() && !m.bars.empty()) legend.add("Regions of the atlas " + m.barsAtlas);
    if (m.bars.size() > kMostBars)
      legend.add(fmt::format("Only the first {} of {} regions are drawn", kMostBars, m.bars.size()));
    if (const std::string lit = highlightWords(m.highlight); !lit.empty()) legend.add(lit + ", outlined");
    legend.add(slicesAt(m.plane, m.positionsMm));
    if (!m.underlay.empty()) legend.add("Underlay: anatomical image of the subject's store");
    describeHonesty(legend, honesty());
    return legend;
  }
  Honesty honesty() const override { return m.honesty; }
  std::vector<std::string> sources() const override {
    std::vector<std::string> lines = m.footer;
    lines.push_back(conventionText(m.convention));
    return lines;
  }

 private:
  void paintSlices(Page& page, const QRectF& area) const;
  /// `left`: what their vertical axes take.
  void paintHistogram(Page& page, const QRectF& area, double left) const;
  void paintBars(Page& page, const QRectF& area, double left) const;
  void paintBarNames(Page& page, const FigurePlot& plot, std::size_t count) const;
  void paintCeilingKey(Page& page, const QRectF& row) const;

  std::size_t barCount() const { return std::min(m.bars.size(), kMostBars); }
  /// Of the vertical axes.
  double highestBin() const {
    return static_cast<double>(std::max<std::int64_t>(std::ranges::max(m.histogram.counts), 1)) * 1.05;
  }
  struct Span {
    double low = 0, high = 0;
  };
  Span barSpan() const {
    Span span;
    for (std::size_t i = 0; i < barCount(); ++i) {
      span.high = std::max({span.high, m.bars[i].value, m.bars[i].high, m.bars[i].ceiling});
      span.low = std::min({span.low, m.bars[i].value, m.bars[i].low});
    }
    return {span.low * 1.05, std::max(span.high * 1.05, 0.01)};
  }
  double histogramAxis(const Page& page) const { return FigurePlot::axisWidth(page, 0, highestBin()); }
  double barsAxis(const Page& page) const {
    return FigurePlot::axisWidth(page, barSpan().low, barSpan().high, m.barsPercent);
  }
  /// What the names below the bars take.
  double barNamesHeight(const Page& page) const {
    const QFontMetricsF metrics(page.font(kBarFont));
    double longest = 0;
    for (std::size_t i = 0; i < barCount(); ++i)
      longest = std::max(longest, metrics.horizontalAdvance(QString::fromStdString(m.bars[i].label)));
    return std::min(kBarNames * page.unit(), longest + 0.6 * page.unit());
  }
  Headings titleOn(const Page& page) const {
    return {page, {{QString::fromStdString(m.title), {}}}, page.inside().width(), 1, true, kTitleLines};
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
    titles << QString::fromStdString(fmt::format("{} = {}", axisOf(m.plane), numberText(at)));
  const double room = columnOf(cells, 0, columns(), u / 2).width();
  titles = inMillimetres(page, titles, room, kSliceFont);
  const double letters = page.fitting(titles, room, kSliceFont);
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

void MapFigure::paintHistogram(Page& page, const QRectF& area, double left) const {
  const double u = page.unit();
  const QString outside = QString::fromStdString(outsideText(m.histogram));
  const QRectF frame = area.adjusted(left, 0.5 * u, -u, -(outside.isEmpty() ? 3.1 : 4.6) * u);
  FigurePlot plot(page, frame, m.histogram.low, m.histogram.high, 0, highestBin());
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
              Qt::AlignRight | Qt::AlignVCenter, outside, false, 0.75);
}

/// Upwards; in smaller type, and then not all of them, where bars are too narrow for it.
void MapFigure::paintBarNames(Page& page, const FigurePlot& plot, std::size_t count) const {
  const double u = page.unit(), pitch = plot.x(1) - plot.x(0), length = barNamesHeight(page) - 0.5 * u;
  const double high = QFontMetricsF(page.font(kBarFont)).height();
  const double factor = std::max(page.least(kBarFont), kBarFont * std::min(pitch / high, 1.0));
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

void MapFigure::paintBars(Page& page, const QRectF& area, double left) const {
  const double u = page.unit();
  if (m.bars.empty()) return page.empty(area, QStringLiteral("No region has a usable voxel"));
  const std::size_t count = barCount();
  const bool lines = std::ranges::any_of(m.bars, [](const RegionBar& bar) { return bar.ceiling > 0; });
  const QRectF frame = area.adjusted(left, (lines ? 1.8 : 0.5) * u, 0, -barNamesHeight(page));
  if (lines) paintCeilingKey(page, {frame.left(), area.top(), frame.width(), 1.2 * u});
  FigurePlot plot(page, frame, 0, static_cast<double>(count), barSpan().low, barSpan().high);
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

}  // namespace vxs::paint
