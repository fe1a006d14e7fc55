#include "ui/whatif/WordStrip.h"

#include "ui/paint/RoundedNumber.h"
#include "ui/widgets/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kGap = 6, kPadding = 7, kBarHeight = 22;
constexpr double kLeastFixed = 1e-4;

int textHeight() {
  return scaledPixels(22);
}
int numberHeight() {
  return scaledPixels(14);
}
int wordHeight() {
  return textHeight() + kBarHeight + numberHeight();
}

}  // namespace

WordStrip::WordStrip(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setAccessibleName(tr("Words"));
  followFont(*this, [this] {
    place(width(), &m_rects);
    updateGeometry();
  });
}

/// As many decimals for every word; those of a picture's patches can be too small for decimals.
QString WordStrip::numberOf(const Word& word) const {
  double largest = 0;
  for (const Word& each : m_words)
    if (std::isfinite(each.value)) largest = std::max(largest, std::abs(each.value));
  return largest > 0 && largest < kLeastFixed
             ? paint::roundedNumber(word.value, 2)
             : paint::fixedNumber(word.value, paint::columnDecimals(largest));
}

void WordStrip::setWords(std::vector<Word> words, const QString& unit) {
  const bool sameCount = words.size() == m_words.size();
  m_words = std::move(words);
  m_unit = unit;
  if (!sameCount) m_focused = 0, m_hovered = -1;
  place(width(), &m_rects);
  QStringList spoken;
  for (const Word& word : m_words)
    if (!word.special && std::isfinite(word.value))
      spoken << QStringLiteral("%1 %2").arg(word.text, numberOf(word));
  setAccessibleDescription(spoken.join(QStringLiteral(", ")));
  updateGeometry();
  update();
}

void WordStrip::setEmptyText(const QString& text) {
  m_emptyText = text;
  update();
}

bool WordStrip::isChosen(int index) const {
  const Word& word = m_words[static_cast<std::size_t>(index)];
  return !word.special && !m_chosen.isEmpty() && word.text == m_chosen;
}

void WordStrip::setChosen(const QString& text) {
  m_chosen = text;
  update();
}

QRect WordStrip::wordRect(int index) const {
  return index >= 0 && index < static_cast<int>(m_rects.size()) ? m_rects[static_cast<std::size_t>(index)]
                                                                : QRect();
}

int WordStrip::rowHeight() {
  return wordHeight();
}

int WordStrip::place(int width, std::vector<QRect>* rects) const {
  if (rects) rects->clear();
  const QFontMetrics metrics(font());
  int x = 0, y = 0;
  for (const Word& word : m_words) {
    const int wide = std::max(scaledPixels(44), metrics.horizontalAdvance(word.text) + 2 * kPadding);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += wordHeight() + kGap;
    }
    if (rects) rects->push_back({x, y, wide, wordHeight()});
    x += wide + kGap;
  }
  return y + wordHeight();
}

int WordStrip::heightForWidth(int width) const {
  return place(width, nullptr);
}

QSize WordStrip::sizeHint() const {
  return {260, heightForWidth(std::max(260, width()))};
}

void WordStrip::resizeEvent(QResizeEvent*) {
  place(width(), &m_rects);
}

int WordStrip::wordAt(const QPoint& point) const {
  for (std::size_t i = 0; i < m_rects.size(); ++i)
    if (m_rects[i].contains(point)) return static_cast<int>(i);
  return -1;
}

void WordStrip::paintWord(QPainter& painter, int index) const {
  const Word& word = m_words[static_cast<std::size_t>(index)];
  const QRect box = m_rects[static_cast<std::size_t>(index)];
  const QRect text(box.x(), box.y(), box.width(), textHeight());
  const QPalette& colours = palette();
  const bool lit = index == m_hovered || isChosen(index) || (hasFocus() && index == m_focused);
  painter.setPen(QPen(colours.color(lit && !word.special ? QPalette::Highlight : QPalette::Mid), 1));
  painter.setBrush(colours.color(isChosen(index) ? QPalette::Highlight : QPalette::Button));
  painter.drawRoundedRect(QRectF(text).adjusted(0.5, 0.5, -0.5, -1.5), 4, 4);
  painter.setPen(colours.color(word.special      ? QPalette::PlaceholderText
                               : isChosen(index) ? QPalette::HighlightedText
                                                 : QPalette::ButtonText));
  painter.drawText(text, Qt::AlignCenter, word.text);

  double largest = 0;
  bool anyNegative = false;
  for (const Word& each : m_words)
    if (std::isfinite(each.value)) {
      largest = std::max(largest, std::abs(each.value));
      anyNegative = anyNegative || each.value < 0;
    }
  const QRectF bar(box.x(), box.y() + textHeight(), box.width(), kBarHeight - 2);
  const double zero = anyNegative ? bar.center().y() : bar.bottom();
  const double full = anyNegative ? bar.height() / 2 : bar.height();
  painter.setPen(QPen(colours.color(QPalette::Mid), 1));
  painter.drawLine(QPointF(bar.left() + 4, zero), QPointF(bar.right() - 4, zero));
  QFont small = font();
  small.setPixelSize(scaledPixels(10));
  painter.setFont(small);
  const QRect number(box.x(), box.bottom() - numberHeight() + 1, box.width(), numberHeight());
  painter.setPen(colours.color(QPalette::PlaceholderText));
  painter.drawText(number, Qt::AlignCenter, std::isfinite(word.value) ? numberOf(word) : tr("…"));
  painter.setFont(font());
  if (!std::isfinite(word.value) || largest <= 0) return;
  const double height = full * std::abs(word.value) / largest;
  painter.setPen(Qt::NoPen);
  painter.setBrush(word.value < 0 ? QColor(0x3f, 0x8f, 0xd8) : QColor(0xd8, 0x55, 0x4a));
  painter.drawRect(QRectF(bar.center().x() - 9, word.value < 0 ? zero : zero - height, 18, height));
}

void WordStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (m_words.empty()) {
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
    return;
  }
  for (std::size_t i = 0; i < m_words.size() && i < m_rects.size(); ++i)
    paintWord(painter, static_cast<int>(i));
}

void WordStrip::pick(int index) {
  if (index < 0 || index >= static_cast<int>(m_words.size())) return;
  if (m_words[static_cast<std::size_t>(index)].special) return;
  m_focused = index;
  Q_EMIT picked(index);
}

void WordStrip::mouseMoveEvent(QMouseEvent* event) {
  const int hovered = wordAt(event->pos());
  const bool can = hovered >= 0 && !m_words[static_cast<std::size_t>(hovered)].special && !m_hint.isEmpty();
  setCursor(can ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (hovered == m_hovered) return;
  m_hovered = hovered;
  update();
}

void WordStrip::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) pick(wordAt(event->pos()));
}

void WordStrip::leaveEvent(QEvent*) {
  m_hovered = -1;
  update();
}

void WordStrip::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(m_words.size()) - 1;
  if (event->key() == Qt::Key_Right)
    m_focused = std::min(last, m_focused + 1);
  else if (event->key() == Qt::Key_Left)
    m_focused = std::max(0, m_focused - 1);
  else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
    return pick(m_focused);
  else
    return QWidget::keyPressEvent(event);
  update();
}

bool WordStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int index = wordAt(help->pos());
  if (index < 0) {
    QToolTip::hideText();
    return true;
  }
  const Word& word = m_words[static_cast<std::size_t>(index)];
  QString text = std::isfinite(word.value)
                     ? QStringLiteral("%1: %2 %3").arg(word.text, paint::roundedNumber(word.value, 4), m_unit)
                     : tr("%1: not worked out yet").arg(word.text);
  if (!word.special && !m_hint.isEmpty()) text += QLatin1Char('\n') + m_hint.arg(word.text);
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace vxs::ui
