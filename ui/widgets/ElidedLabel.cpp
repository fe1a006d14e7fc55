#include "ui/widgets/ElidedLabel.h"

#include <QPainter>

namespace vxs::ui {

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setText(text);
}

void ElidedLabel::setText(const QString& text) {
  setWordings({text});
}

void ElidedLabel::setWordings(const QStringList& wordings) {
  m_wordings = wordings;
  m_text = wordings.value(0);
  setAccessibleName(m_text);
  showTip();
  updateGeometry();
  update();
}

void ElidedLabel::setElide(Qt::TextElideMode mode) {
  m_elide = mode;
  update();
}

void ElidedLabel::setTip(const QString& tip) {
  m_tip = tip;
  showTip();
}

QString ElidedLabel::shown() const {
  QString line;
  for (const QString& wording : m_wordings) {
    line = wording;
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (fontMetrics().horizontalAdvance(line) <= width()) return line;
  }
  return fontMetrics().elidedText(line, m_elide, width());
}

QSize ElidedLabel::sizeHint() const {
  return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};  // fractions round down
}

QSize ElidedLabel::minimumSizeHint() const {
  const QString least = m_wordings.size() > 1 ? m_wordings.back() : QStringLiteral("mmmm…");
  return {fontMetrics().horizontalAdvance(least) + 1, fontMetrics().height()};
}

void ElidedLabel::showTip() {
  QStringList lines;
  if (shown() != m_text) lines << m_text;
  if (!m_tip.isEmpty()) lines << m_tip;
  setToolTip(lines.join(QLatin1Char('\n')));
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
