#include "ui/maps/RoiBars.h"

#include "ui/docks/Audience.h"
#include "ui/maps/PlotStyle.h"
#include "ui/maps/RegionStatistic.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPolygonF>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kTop = 4;
constexpr int kRow = 16;                       ///< at 100 % type
constexpr int kWidth = 200, kMostWidth = 280;  ///< at least: at 100 % type; pixels of any type
QColor secondInk() {
  return themeIsDark() ? QColor(240, 150, 60) : QColor(190, 95, 10);
}
/// Of names at most and with the gaps beside them, of scores and of the axis, in pixels.
int mostNameWidth() {
  return scaledPixels(92);
}
constexpr int kNameGap = 14;
int scoreWidth() {
  return scaledPixels(62);
}
int axisHeight() {
  return scaledPixels(30);
}

}  // namespace

RoiBars::RoiBars(MapsModel& maps, QWidget* parent) : QWidget(parent), m_maps(maps) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(3);
  m_atlas = new QComboBox;
  m_atlas->setAccessibleName(tr("Atlas of the regions"));
  m_canvas = new RoiBarsCanvas(maps);
  m_scroll = new QScrollArea;
  m_scroll->setWidget(m_canvas);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->viewport()->installEventFilter(m_canvas);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  // the axis stays where it is while the rows move
  connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, m_canvas, qOverload<>(&QWidget::update));
  m_key = new ElidedLabel;
  m_key->setObjectName(QStringLiteral("secondKey"));
  setOnlyFor(*m_atlas, Audience::Desk);  // regions say themselves of which they are
  layout->addWidget(m_atlas);
  layout->addWidget(m_key);
  layout->addWidget(m_scroll, 1);
  // after the bars, which hear of it first
  for (const auto signal : {&MapsModel::mapChanged, &MapsModel::secondCompared})
    connect(&maps, signal, this, &RoiBars::showKey);
  connect(&maps.session(), &Session::secondRunChanged, this, &RoiBars::showKey);
  showKey();
  followFont(*this, [this] { setMinimumWidth(std::min(scaledPixels(kWidth), kMostWidth)); });
  connect(m_atlas, &QComboBox::currentTextChanged, m_canvas, &RoiBarsCanvas::setAtlas);
  connect(&maps, &MapsModel::stateChanged, this, &RoiBars::listAtlases);
  listAtlases();
}

QStringList RoiBars::atlases() const {
  QStringList names;
  for (int i = 0; i < m_atlas->count(); ++i) names << m_atlas->itemText(i);
  return names;
}

QString RoiBars::atlas() const {
  return m_atlas->currentText();
}

/// Whose values the diamonds are.
void RoiBars::showKey() {
  const auto& second = m_maps.session().secondRun();
  const bool marked =
      std::ranges::any_of(m_canvas->bars(), [](const auto& bar) { return std::isfinite(bar.second); });
  m_key->setVisible(second && marked);
  if (!second) return;
  QPalette ink = m_key->palette();
  ink.setColor(QPalette::WindowText, secondInk());
  m_key->setPalette(ink);
  m_key->setText(tr("◆ %1").arg(runName(*second)));
}

void RoiBars::listAtlases() {
  const QString present = m_atlas->currentText();
  QStringList names;
  for (const train::Region& region : m_maps.regions())
    if (const QString name = QString::fromStdString(region.atlas); !names.contains(name)) names << name;
  const QSignalBlocker quiet(m_atlas);
  m_atlas->clear();
  m_atlas->addItems(names);
  // the areas of the visual system tell most; where they are not there, the first atlas
  const QString wanted = names.contains(present) ? present : QStringLiteral("prf-visualrois");
  m_atlas->setCurrentIndex(std::max(0, static_cast<int>(names.indexOf(wanted))));
  m_atlas->setEnabled(!names.isEmpty());
  m_canvas->setAtlas(m_atlas->currentText());
}

/// Lower in a low panel, as far as names can be read, so that fewer regions are below its edge.
int RoiBarsCanvas::rowHeight() const {
  const int most = scaledPixels(kRow), least = QFontMetrics(plotFont(*this)).height();
  const QWidget* seen = parentWidget();
  if (!seen || m_bars.empty()) return most;
  return std::clamp((seen->height() - kTop - axisHeight()) / static_cast<int>(m_bars.size()), least, most);
}

RoiBarsCanvas::RoiBarsCanvas(MapsModel& maps) : m_maps(maps) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  followFont(*this, [this] { makeRoom(); });
  connect(&maps, &MapsModel::mapChanged, this, &RoiBarsCanvas::rebuild);
  connect(&maps, &MapsModel::regionChanged, this, qOverload<>(&QWidget::update));
  connect(&maps.session(), &Session::secondRunChanged, this, &RoiBarsCanvas::rebuild);
  connect(&maps, &MapsModel::secondCompared, this, &RoiBarsCanvas::rebuild);
}

void RoiBarsCanvas::setAtlas(const QString& atlas) {
  m_atlas = atlas;
  rebuild();
}

void RoiBarsCanvas::rebuild() {
  m_bars.clear();
  m_content = m_maps.kind() == MapKind::Difference ? Content::Differences
              : isOfLayers(m_maps.kind())          ? Content::Depths
                                                   : Content::Judged;
  if (m_maps.evaluation()) {
    if (m_content == Content::Judged && !m_maps.values().empty())
      addJudged();
    else if (m_content == Content::Differences && m_maps.difference())
      addDifferences();
    else if (m_content == Content::Depths && m_maps.layers().maps())
      addDepths();
  }
  setRange();
  makeRoom();
  setAccessibleName(tr("Regions: %1").arg(titleWordings().front()));
  update();
}

bool RoiBarsCanvas::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize) makeRoom();
  return QWidget::eventFilter(watched, event);
}

void RoiBarsCanvas::makeRoom() {
  const QFontMetrics metrics(plotFont(*this));
  int widest = 0;
  for (const Bar& bar : m_bars) widest = std::max(widest, metrics.horizontalAdvance(bar.name));
  m_nameWidth = std::min(widest + kNameGap, mostNameWidth());  // the bars have the rest
  setMinimumHeight(kTop + static_cast<int>(m_bars.size()) * rowHeight() + axisHeight());
}

double RoiBarsCanvas::toX(double value) const {
  const double width = std::max(40, this->width() - m_nameWidth - scoreWidth());
  return m_nameWidth + (value - m_low) / (m_high - m_low) * width;
}

QRectF RoiBarsCanvas::rowRect(int bar) const {
  return {0, static_cast<double>(kTop + bar * rowHeight()), static_cast<double>(width()),
          static_cast<double>(rowHeight())};
}

void RoiBarsCanvas::paintBar(QPainter& painter, int row) const {
  const Bar& bar = m_bars[static_cast<std::size_t>(row)];
  const QRectF room = rowRect(row);
  const bool chosen = bar.region >= 0 && bar.region == m_maps.region();
  QColor accent = palette().color(QPalette::Highlight);
  if (chosen) {
    QColor wash = accent;
    wash.setAlpha(50);
    painter.fillRect(room, wash);
  }
  const QFontMetricsF metrics(painter.font());
  painter.setPen(palette().color(QPalette::Text));
  painter.drawText(QRectF(4, room.top(), m_nameWidth - 10, room.height()), Qt::AlignRight | Qt::AlignVCenter,
                   metrics.elidedText(bar.name, Qt::ElideRight, m_nameWidth - 10));
  painter.drawText(QRectF(room.right() - scoreWidth() + 6, room.top(), scoreWidth() - 10, room.height()),
                   Qt::AlignRight | Qt::AlignVCenter, bar.score);
  const auto part = [&](double from, double to, double inset) {
    return QRectF(QPointF(toX(from), room.top() + inset), QPointF(toX(to), room.bottom() - inset))
        .normalized();
  };
  if (std::isfinite(bar.ceiling))
    painter.fillRect(part(0, std::min(bar.ceiling, m_high), room.height() * 3 / kRow),
                     palette().color(QPalette::Mid));
  if (std::isfinite(bar.value)) painter.fillRect(part(base(), bar.value, room.height() * 5 / kRow), accent);
  // one below the other where there are two: neither is hidden
  const double apart = std::isfinite(bar.second) ? room.height() / 5 : 0, y = room.center().y();
  paintInterval(painter, bar.low, bar.high, y - apart, palette().color(QPalette::Text));
  if (apart == 0) return;
  paintInterval(painter, bar.secondLow, bar.secondHigh, y + apart, secondInk());
  paintSecond(painter, {toX(bar.second), y + apart});
}

void RoiBarsCanvas::paintInterval(QPainter& painter, double low, double high, double y,
                                  const QColor& ink) const {
  if (!std::isfinite(low) || !std::isfinite(high)) return;
  // on an edge of the ground, which sets it off from its bar
  for (const QPen& pen : {QPen(palette().color(QPalette::Base), 3.4), QPen(ink, 1.4)}) {
    painter.setPen(pen);
    painter.drawLine(QPointF(toX(low), y), QPointF(toX(high), y));
    for (const double end : {low, high}) painter.drawLine(QPointF(toX(end), y - 3), QPointF(toX(end), y + 3));
  }
}

/// A diamond with an edge of the ground, so that it is seen on bars, lines and ground.
void RoiBarsCanvas::paintSecond(QPainter& painter, const QPointF& at) const {
  constexpr double kHalf = 4.5;
  painter.setPen(QPen(palette().color(QPalette::Base), 1.5));
  painter.setBrush(secondInk());
  painter.drawPolygon(QPolygonF{at + QPointF(-kHalf, 0), at + QPointF(0, -kHalf), at + QPointF(kHalf, 0),
                                at + QPointF(0, kHalf)});
  painter.setBrush(Qt::NoBrush);
}

QStringList RoiBarsCanvas::titleWordings() const {
  switch (m_content) {
    case Content::Differences:
      return {tr("median Δr, 95 % interval"), tr("median Δr")};
    case Content::Depths:
      return {tr("mean depth in layers, middle half of the voxels"), tr("mean depth, quartiles"),
              tr("mean depth")};
    case Content::Judged:
      break;
  }
  const QStringList what = regionStatisticWordings(m_maps.kind(), m_maps.preset());
  const auto named = [&](double room) {
    return ofRun(what, m_maps.ownerOf(m_maps.kind()), plotFont(*this), room);
  };
  const QString name = named(width() - 8);
  const bool grey = std::ranges::any_of(m_bars, [](const Bar& bar) { return std::isfinite(bar.ceiling); });
  const QString ceiling = grey ? tr(" · grey: noise ceiling") : QString();
  QStringList wordings{name + ceiling};
  if (grey) {  // the name gives way, not what the grey bars are
    const QString brief = tr(" · grey: ceiling");
    const double room = width() - 8 - QFontMetricsF(plotFont(*this)).horizontalAdvance(brief);
    wordings << name + brief << named(room) + brief;
  }
  wordings << name;
  if (m_maps.evaluation() && hasRegionInterval(m_maps.kind(), *m_maps.evaluation(), m_maps.preset()))
    wordings.prepend(tr("%1, 95 % interval").arg(name) + ceiling);
  return wordings;
}

void RoiBarsCanvas::paintTitle(QPainter& painter, double bottom) const {
  const double height = QFontMetricsF(painter.font()).height();
  painter.setPen(palette().color(QPalette::Text));
  paintWording(painter, QRectF(4, bottom + height + 3, width() - 8, height + 2),
               Qt::AlignHCenter | Qt::AlignTop, titleWordings());
}

void RoiBarsCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  if (m_bars.empty())
    return paintReason(painter, *this,
                       m_maps.evaluation() && m_maps.whyNoMap().isEmpty()
                           ? tr("The store has no regions of interest.")
                           : m_maps.whyNoMap());
  painter.setFont(plotFont(*this));
  for (int row = 0; row < static_cast<int>(m_bars.size()); ++row) paintBar(painter, row);
  paintAxis(painter);
}

double RoiBarsCanvas::axisTop() const {
  const double last = rowRect(static_cast<int>(m_bars.size())).top();
  const QWidget* seen = parentWidget();
  return seen ? std::clamp(static_cast<double>(seen->height() - y() - axisHeight()), double{kTop}, last)
              : last;
}

void RoiBarsCanvas::paintAxis(QPainter& painter) const {
  const double bottom = axisTop();
  painter.fillRect(QRectF(QPointF(0, bottom), QPointF(width(), height())), palette().color(QPalette::Base));
  const paint::PlotArea plot{QRectF(QPointF(toX(m_low), kTop), QPointF(toX(m_high), bottom)), m_low, m_high,
                             0, 1};
  if (m_content == Content::Differences) {
    painter.setPen(QPen(palette().color(QPalette::PlaceholderText), 1));
    painter.drawLine(QPointF(toX(0), kTop), QPointF(toX(0), bottom));
    paintDifferenceTicks(painter, bottom);
    return paintTitle(painter, bottom);
  }
  // whole layers only
  const int ticks = m_content == Content::Depths ? std::min(5, static_cast<int>(m_high - m_low)) : 5;
  paint::paintAxes(painter, plot, {}, {}, plotColors(*this), ticks, 0);
  paintTitle(painter, bottom);
}

/// Both ends and 0, which are all there is room for; where they would touch, the ends only, outward of 0.
void RoiBarsCanvas::paintDifferenceTicks(QPainter& painter, double bottom) const {
  const QFontMetricsF metrics(painter.font());
  painter.setPen(QPen(palette().color(QPalette::PlaceholderText), 1));
  painter.drawLine(QPointF(toX(m_low), bottom), QPointF(toX(m_high), bottom));
  const QString low = paint::tickText(m_low, m_high), high = paint::tickText(m_high, m_high);
  const double wide = metrics.horizontalAdvance(low), gap = metrics.horizontalAdvance(QLatin1Char(' '));
  const bool roomy = toX(0) - toX(m_low) > wide + gap;
  for (const double tick : {m_low, 0.0, m_high})
    painter.drawLine(QPointF(toX(tick), bottom), QPointF(toX(tick), bottom + 3));
  const auto write = [&](double x, const QString& text) {
    const double width = metrics.horizontalAdvance(text);
    painter.drawText(QRectF(x - width / 2, bottom + 3, width, metrics.height()),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, text);
  };
  if (roomy) write(toX(0), paint::tickText(0, m_high));
  write(roomy ? toX(m_low) : std::min(toX(m_low), toX(0) - gap - wide / 2), low);
  write(roomy ? toX(m_high) : std::max(toX(m_high), toX(0) + gap + metrics.horizontalAdvance(high) / 2),
        high);
}

void RoiBarsCanvas::choose(int bar) {
  if (bar < 0 || bar >= static_cast<int>(m_bars.size())) return;
  const int region = m_bars[static_cast<std::size_t>(bar)].region;
  if (region == m_maps.region()) return m_maps.setRegion(-1);
  if (const auto peak = m_maps.peakOf(region)) m_maps.goTo(*peak);
  m_maps.setRegion(region);
}

void RoiBarsCanvas::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && event->position().y() < axisTop())
    choose((static_cast<int>(event->position().y()) - kTop) / rowHeight());
}

void RoiBarsCanvas::keyPressEvent(QKeyEvent* event) {
  const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
  if (event->key() == Qt::Key_Escape && m_maps.region() >= 0) return m_maps.setRegion(-1);
  if (step == 0 || m_bars.empty()) return QWidget::keyPressEvent(event);
  const auto chosen = std::ranges::find(m_bars, m_maps.region(), &Bar::region);
  const int next = chosen == m_bars.end() || m_maps.region() < 0
                       ? 0
                       : std::clamp(static_cast<int>(chosen - m_bars.begin()) + step, 0,
                                    static_cast<int>(m_bars.size()) - 1);
  if (m_bars[static_cast<std::size_t>(next)].region != m_maps.region()) choose(next);
}

bool RoiBarsCanvas::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = (help->pos().y() - kTop) / rowHeight();
    if (row >= 0 && row < static_cast<int>(m_bars.size()))
      QToolTip::showText(help->globalPos(), m_bars[static_cast<std::size_t>(row)].tip, this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace vxs::ui
