#include "ui/LayerView.h"

#include "ui/ComparisonLabels.h"
#include "ui/Theme.h"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>

namespace vxs::ui {

LayerView::LayerView(Session& session, scene::Layer layer, QWidget* parent)
    : QWidget(parent), m_session(session), m_layer(layer) {
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(90, 80);
  setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&session.view(), &ViewState::activeLayerChanged, this, qOverload<>(&QWidget::update));
}

scene::Layer LayerView::shownLayer() const {
  if (!view().flicker()) return m_layer;
  if (m_layer == scene::Layer::Measured) return scene::Layer::Predicted;
  if (m_layer == scene::Layer::Predicted) return scene::Layer::Measured;
  return m_layer;
}

const Volume& LayerView::shownVolume() const {
  static const Volume nothing;
  return m_session.data() ? m_session.data()->volume(shownLayer()) : nothing;
}

QString LayerView::emptyReason() const {
  if (!m_session.data()) return tr("Nothing is open");
  if (!shownVolume().empty()) return {};
  return QString::fromStdString(m_session.data()->why[scene::indexOf(shownLayer())]);
}

paint::PaintStyle LayerView::style() const {
  return viewStyle();
}

void LayerView::paintEmpty(QPainter& painter) const {
  painter.setPen(viewStyle().text.darker(150));
  QFont font = this->font();
  font.setPixelSize(scaledPixels(13));
  painter.setFont(font);
  painter.drawText(rect().adjusted(14, 22, -14, -14), Qt::AlignCenter | Qt::TextWordWrap, emptyReason());
}

void LayerView::paintLabels(QPainter& painter) const {
  const auto compared = m_session.data();
  if (!compared) return;
  const paint::PaintStyle look = style();
  if (shownVolume().empty()) paintEmpty(painter);
  const bool swapped = shownLayer() != m_layer;
  QFont font = this->font();
  font.setPixelSize(scaledPixels(12));
  font.setBold(true);
  painter.setFont(font);
  painter.setPen(swapped ? QColor(255, 190, 90) : look.text);
  painter.drawText(QPointF(7, 16), layerTitle(*compared, shownLayer()));
  font.setBold(false);
  font.setPixelSize(scaledPixels(10));
  painter.setFont(font);
  QColor dim = look.text;
  dim.setAlpha(150);
  painter.setPen(dim);
  const QString source = QString::fromStdString(compared->source(shownLayer()));
  painter.drawText(QPointF(7, height() - 6),
                   QFontMetrics(font).elidedText(source, Qt::ElideRight, width() - 14));
  // a measurement never carries the encoder's mark: it has nothing to do with it
  const QRectF top(0, 0, width(), 25);
  paint::paintHonestyMark(painter, top, compared->synthetic, compared->isFromDemoEncoder(shownLayer()), look);
  if (hasFocus() || view().activeLayer() == m_layer) {
    QColor frame = palette().color(QPalette::Highlight);
    if (!hasFocus()) frame.setAlpha(90);
    painter.setPen(QPen(frame, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

void LayerView::mousePressEvent(QMouseEvent* event) {
  view().setActiveLayer(m_layer);
  event->accept();
}

void LayerView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT maximiseRequested(this);
}

void LayerView::focusInEvent(QFocusEvent* event) {
  view().setActiveLayer(m_layer);
  QWidget::focusInEvent(event);
  update();
}

void LayerView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

}  // namespace vxs::ui
