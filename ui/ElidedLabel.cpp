#include "ui/ElidedLabel.h"

#include <QPainter>

namespace vxs::ui {

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setText(text);
}

void ElidedLabel::setText(const QString& text) {
  m_text = text;
  setAccessibleName(text);
  showTip();
  updateGeometry();
  update();
}

QString ElidedLabel::shown() const {
  QString line = m_text;
  line.replace(QLatin1Char('\n'), QLatin1Char(' '));
  return fontMetrics().elidedText(line, Qt::ElideRight, width());
}

QSize ElidedLabel::sizeHint() const {
  return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};  // fractions round down
}

QSize ElidedLabel::minimumSizeHint() const {
  return {fontMetrics().horizontalAdvance(QStringLiteral("mmmm…")), fontMetrics().height()};
}

void ElidedLabel::showTip() {
  setToolTip(shown() == m_text ? QString() : m_text);
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(foregroundRole()));
  painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown());
}

void ElidedLabel::resizeEvent(QResizeEvent*) {
  showTip();
}

}  // namespace vxs::ui
