#include "ui/why/SparsityView.h"

#include "core/scene/ColorMap.h"
#include "ui/widgets/Theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {
double left() {
  return scaledPixels(22);
}
double top() {
  return scaledPixels(16);
}
}  // namespace

SparsityView::SparsityView(QWidget* parent) : QWidget(parent) {
  setMinimumSize(120, 70);
  setAccessibleName(tr("Attention sparsity by layer and head"));
}

void SparsityView::setSparsity(const workflow::AttentionSparsity& sparsity) {
  m_sparsity = sparsity;
  update();
}

void SparsityView::clear() {
  m_sparsity = {};
  update();
}

void SparsityView::setChosen(int layer, int head) {
  m_layer = layer;
  m_head = head;
  update();
}

QRectF SparsityView::cellRect(int layer, int head) const {
  const double wide = std::min(1.0 * scaledPixels(26), (width() - left()) / std::max(1, m_sparsity.heads));
  const double high = std::min(1.0 * scaledPixels(26), (height() - top()) / std::max(1, m_sparsity.layers));
  return {left() + head * wide, top() + layer * high, wide, high};
}

bool SparsityView::cellAt(const QPointF& point, int& layer, int& head) const {
  for (layer = 0; layer < m_sparsity.layers; ++layer)
    for (head = 0; head < m_sparsity.heads; ++head)
      if (cellRect(layer, head).contains(point)) return true;
  return false;
}

void SparsityView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  QFont small = font();
  small.setPixelSize(scaledPixels(10));
  painter.setFont(small);
  painter.setPen(palette().color(QPalette::PlaceholderText));
  if (m_sparsity.holding90.empty()) {
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Choose the method attention to see how sparse it is."));
    return;
  }
  painter.drawText(QRectF(left(), 0, width() - left(), top()), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("heads →"));
  const scene::ColorMap& colors = scene::colorMap("viridis");
  for (int layer = 0; layer < m_sparsity.layers; ++layer) {
    const QRectF first = cellRect(layer, 0);
    painter.drawText(QRectF(0, first.top(), left() - 4, first.height()), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(layer + 1));
    for (int head = 0; head < m_sparsity.heads; ++head) {
      const double part = m_sparsity.holding90[static_cast<std::size_t>(layer * m_sparsity.heads + head)];
      const QRectF cell = cellRect(layer, head).adjusted(0.5, 0.5, -0.5, -0.5);
      const scene::Rgb c = colors.at(part);
      painter.fillRect(cell, std::isfinite(part) ? QColor(c[0], c[1], c[2]) : palette().color(QPalette::Mid));
      if (cell.width() >= scaledPixels(22) && cell.height() >= scaledPixels(14) && std::isfinite(part)) {
        painter.setPen(part > 0.6 ? Qt::black : Qt::white);
        painter.drawText(cell, Qt::AlignCenter, QString::number(100 * part, 'f', 0));
        painter.setPen(palette().color(QPalette::PlaceholderText));
      }
      if (layer == m_layer && head == m_head) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(cell);
        painter.setPen(palette().color(QPalette::PlaceholderText));
      }
    }
  }
}

void SparsityView::mouseReleaseEvent(QMouseEvent* event) {
  int layer = 0, head = 0;
  if (!cellAt(event->position(), layer, head)) return;
  const bool again = layer == m_layer && head == m_head;
  Q_EMIT picked(again ? -1 : layer, again ? -1 : head);
}

bool SparsityView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  int layer = 0, head = 0;
  if (!cellAt(help->pos(), layer, head)) {
    QToolTip::hideText();
    return true;
  }
  const auto place = static_cast<std::size_t>(layer * m_sparsity.heads + head);
  QToolTip::showText(help->globalPos(),
                     tr("Layer %1, head %2: %3 % of the image tokens hold 90 % of the attention, Gini %4\n"
                        "(mean of %5 word pieces). Click to show this head alone.")
                         .arg(layer + 1)
                         .arg(head + 1)
                         .arg(100 * m_sparsity.holding90[place], 0, 'f', 0)
                         .arg(m_sparsity.gini[place], 0, 'f', 2)
                         .arg(m_sparsity.pieces),
                     this);
  return true;
}

}  // namespace vxs::ui
