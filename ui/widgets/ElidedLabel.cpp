#include "ui/widgets/ElidedLabel.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

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

void ElidedLabel::setRoomFor(const QList<QStringList>& all) {
  if (all == m_all) return;
  m_all = all;
  measureRoom();
}

void ElidedLabel::measureRoom() {
  m_room = m_leastRoom = 0;
  for (const QStringList& wordings : m_all) {
    m_room = std::max(m_room, fontMetrics().horizontalAdvance(wordings.value(0)));
    m_leastRoom = std::max(m_leastRoom, fontMetrics().horizontalAdvance(wordings.value(wordings.size() - 1)));
  }
  updateGeometry();
}

void ElidedLabel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) measureRoom();
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
  const int text = std::max(m_room, fontMetrics().horizontalAdvance(m_text));
  return {text + 1, fontMetrics().height()};  // fractions round down
}

QSize ElidedLabel::minimumSizeHint() const {
  const QString least = m_wordings.size() > 1 ? m_wordings.back() : QStringLiteral("mmmm…");
  return {std::max(m_leastRoom, fontMetrics().horizontalAdvance(least)) + 1, fontMetrics().height()};
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
