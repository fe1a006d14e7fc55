#include "ui/ColorBarView.h"

#include "core/scene/Weights.h"
#include "ui/ComparisonLabels.h"
#include "ui/Session.h"
#include "ui/Theme.h"

#include <QPainter>

#include <algorithm>

namespace vxs::ui {

ColorBarView::ColorBarView(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setAccessibleName(tr("Colour bar"));
  setToolTip(
      tr("Response in z units (z-scored within each session), one range for every view of a response; a map "
         "has a "
         "range of its own. Values below the threshold fade out, and "
         "where opacity follows evidence that runs rightward."));
  setFixedWidth(80);
  const auto redraw = qOverload<>(&QWidget::update);
  connect(&session.view(), &ViewState::scaleChanged, this, redraw);
  connect(&session.view(), &ViewState::shownLayersChanged, this, redraw);
  connect(&session.view(), &ViewState::layoutChanged, this, redraw);
  connect(&session.view(), &ViewState::activeLayerChanged, this, redraw);
  connect(&session, &Session::dataChanged, this, redraw);
}

void ColorBarView::paintBar(QPainter& painter, const QRectF& room, scene::Layer layer) const {
  const auto compared = m_session.data();
  QString label = tr("response (z)");
  if (layer == scene::Layer::Map && compared)
    label = QString::fromStdString(compared->map.unit.empty() ? compared->map.name : compared->map.unit);
  const double wanted = std::min(room.height() - 40.0, 420.0);
  const QRectF bar(8, room.center().y() - wanted / 2, width() - 14, wanted);
  const auto& state = m_session.view().state();
  paint::EvidenceBar evidence;
  if (compared && scene::evidenceOf(*compared, state, layer)) {
    evidence.full = state.evidenceFull;
    evidence.name = state.evidence == scene::Evidence::Ceiling ? tr("noise ceiling")
                                                               : layerTitle(*compared, scene::Layer::Map);
  }
  const bool named = layer == scene::Layer::Map && compared;
  paint::paintColorBar(painter, bar, state.scaleOf(layer), label, viewStyle(), evidence,
                       named ? compared->map.levels : scene::MapLevels{});
}

void ColorBarView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.fillRect(rect(), viewStyle().background);
  const ViewState& view = m_session.view();
  const auto shown = view.layout() == ViewLayout::Single || view.layout() == ViewLayout::Mosaic
                         ? std::vector{view.activeLayer()}
                         : view.shownLayers();
  const bool map = std::ranges::find(shown, scene::Layer::Map) != shown.end();
  const bool responses = shown.size() > (map ? 1U : 0U);
  const QRectF whole(rect());
  const double height = responses && map ? whole.height() / 2 : whole.height();
  if (responses) paintBar(painter, {0, 0, whole.width(), height}, scene::Layer::Predicted);
  if (map) paintBar(painter, {0, whole.height() - height, whole.width(), height}, scene::Layer::Map);
}

}  // namespace vxs::ui
