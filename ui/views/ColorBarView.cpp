#include "ui/views/ColorBarView.h"

#include "core/scene/Weights.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/session/Session.h"
#include "ui/widgets/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {
constexpr int kWidest = 110, kLeft = 6, kRight = 4;  ///< pixels at 100 % type
constexpr double kNoLimit = 1e6;
constexpr double kAround = 0.13, kLowLines = 5.5;  ///< of a bar's room; lines of text
}  // namespace

ColorBarView::ColorBarView(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setAccessibleName(tr("Colour bar"));
  setToolTip(
      tr("Response in z units (z-scored within each session), one range for every view of a response; a map "
         "has a "
         "range of its own. Values below the threshold fade out, and "
         "where opacity follows evidence that runs rightward."));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
  const auto redraw = [this] {
    updateGeometry();
    update();
  };
  connect(&session.view(), &ViewState::scaleChanged, this, redraw);
  connect(&session.view(), &ViewState::shownLayersChanged, this, redraw);
  connect(&session.view(), &ViewState::layoutChanged, this, redraw);
  connect(&session.view(), &ViewState::activeLayerChanged, this, redraw);
  connect(&session, &Session::dataChanged, this, redraw);
}

QString ColorBarView::label(scene::Layer layer) const {
  const auto compared = m_session.data();
  if (layer != scene::Layer::Map || !compared) return tr("response (z)");
  return QString::fromStdString(compared->map.unit.empty() ? compared->map.name : compared->map.unit);
}

void ColorBarView::showOnly(std::optional<scene::Layer> layer) {
  if (layer == m_only) return;
  m_only = layer;
  updateGeometry();
  update();
}

std::vector<scene::Layer> ColorBarView::bars() const {
  const ViewState& view = m_session.view();
  const bool one = view.layout() == ViewLayout::Single || view.layout() == ViewLayout::Mosaic;
  const auto shown = m_only ? std::vector{*m_only}
                     : one  ? std::vector{view.activeLayer()}
                            : view.shownLayers();
  const bool map = std::ranges::find(shown, scene::Layer::Map) != shown.end();
  std::vector<scene::Layer> bars;
  if (shown.size() > (map ? 1U : 0U)) bars.push_back(scene::Layer::Predicted);
  if (map) bars.push_back(scene::Layer::Map);
  return bars;
}

int ColorBarView::widthOfBars() const {
  const QFontMetrics metrics(paint::fontOf(viewStyle()));
  const auto compared = m_session.data();
  int widest = 0;
  for (const scene::Layer layer : bars()) {
    const auto& state = m_session.view().state();
    for (const QString& line :
         paint::inTwoLines(label(layer), viewStyle(), kNoLimit).split(QLatin1Char('\n')))
      widest = std::max(widest, metrics.horizontalAdvance(line));
    const bool evidence = compared && scene::evidenceOf(*compared, state, layer);
    const bool named = layer == scene::Layer::Map && compared;
    const double bar = paint::colorBarWidth(state.scaleOf(layer), evidence, viewStyle(),
                                            named ? compared->map.levels : scene::MapLevels{});
    widest = std::max(widest, static_cast<int>(std::ceil(bar)));
  }
  return widest;
}

QSize ColorBarView::sizeHint() const {
  return {std::min(widthOfBars() + kLeft + kRight, scaledPixels(kWidest)), scaledPixels(300)};
}

QSize ColorBarView::minimumSizeHint() const {
  return {sizeHint().width(), scaledPixels(80)};
}

void ColorBarView::paintBar(QPainter& painter, const QRectF& room, scene::Layer layer) const {
  const auto compared = m_session.data();
  const QFontMetricsF metrics(paint::fontOf(viewStyle()));
  const double around = std::clamp(room.height() * kAround, metrics.descent(), 1.0 * scaledPixels(40));
  const double wanted = std::min(room.height() - around, 1.0 * scaledPixels(420));
  const QRectF bar(kLeft, room.center().y() - wanted / 2, width() - kLeft - kRight, wanted);
  const auto& state = m_session.view().state();
  paint::EvidenceBar evidence;
  if (compared && scene::evidenceOf(*compared, state, layer)) {
    evidence.full = state.evidenceFull;
    evidence.name = state.evidence == scene::Evidence::Ceiling ? tr("noise ceiling")
                                                               : layerTitle(*compared, scene::Layer::Map);
  }
  const bool low = room.height() < kLowLines * metrics.height();  // numbers need the room of a second line
  const auto fitted = [&](const QString& text) {
    return low ? metrics.elidedText(text, Qt::ElideRight, bar.width())
               : paint::inTwoLines(text, viewStyle(), bar.width());
  };
  evidence.name = fitted(evidence.name);
  const bool named = layer == scene::Layer::Map && compared;
  paint::paintColorBar(painter, bar, state.scaleOf(layer), fitted(label(layer)), viewStyle(), evidence,
                       named ? compared->map.levels : scene::MapLevels{});
}

void ColorBarView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.fillRect(rect(), viewStyle().background);
  const auto shown = bars();
  const double height = 1.0 * this->height() / std::max<std::size_t>(1, shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i)
    paintBar(painter, {0, height * static_cast<double>(i), 1.0 * width(), height}, shown[i]);
}

}  // namespace vxs::ui
