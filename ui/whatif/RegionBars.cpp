#include "ui/whatif/RegionBars.h"

#include "ui/paint/RoundedNumber.h"
#include "ui/widgets/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {
constexpr int kNameGap = 12;
constexpr int kRankWidth = 52, kNoRankWidth = 10;  ///< pixels at 100 % type
int rowHeight() {
  return scaledPixels(19);
}
int headerHeight() {
  return scaledPixels(18);
}
/// Its ends and 0 are numbers that do not touch.
int leastPlotWidth() {
  return scaledPixels(90);
}
int leastNameWidth() {
  return scaledPixels(108);
}
}  // namespace

RegionBars::RegionBars(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Regions that moved"));
}

void RegionBars::setRows(std::vector<Row> rows) {
  m_rows = std::move(rows);
  m_focused = std::min(m_focused, std::max(0, static_cast<int>(m_rows.size()) - 1));
  QStringList spoken;
  for (std::size_t i = 0; i < m_rows.size() && i < 5; ++i)
    spoken << tr("%1: %2 z").arg(m_rows[i].name, paint::roundedNumber(m_rows[i].mean, 2));
  setAccessibleDescription(spoken.join(QStringLiteral(", ")));
  updateGeometry();
  update();
}

void RegionBars::setEmptyText(const QString& text) {
  m_emptyText = text;
  update();
}

void RegionBars::setChosen(int region) {
  m_chosen = region;
  update();
}

QRect RegionBars::rowRect(int index) const {
  return {0, headerHeight() + index * rowHeight(), width(), rowHeight()};
}

QSize RegionBars::sizeHint() const {
  return {scaledPixels(320), headerHeight() + std::max(4, static_cast<int>(m_rows.size())) * rowHeight()};
}

QSize RegionBars::minimumSizeHint() const {
  return {leastNameWidth() + leastPlotWidth() + scaledPixels(kRankWidth), sizeHint().height()};
}

bool RegionBars::ranked() const {
  return std::ranges::any_of(m_rows, [](const Row& row) { return std::isfinite(row.percentile); });
}

int RegionBars::rankWidth() const {
  return scaledPixels(ranked() ? kRankWidth : kNoRankWidth);
}

/// As wide as the longest name, but no more than the bars leave; brief where the names have no room.
RegionBars::Names RegionBars::names() const {
  const int most = std::max(leastNameWidth(), width() - rankWidth() - leastPlotWidth());
  const QFontMetrics metrics = fontMetrics();
  const auto widest = [&](const Names& names) {
    int wide = 0;
    for (const Row& row : m_rows) wide = std::max(wide, metrics.horizontalAdvance(names.of(row)));
    return wide + kNameGap;
  };
  Names names;
  names.width = widest(names);
  names.brief = names.width > most;
  if (names.brief) names.width = widest(names);
  names.width = std::clamp(names.width, leastNameWidth(), most);
  return names;
}

void RegionBars::paintRow(QPainter& painter, int index, double range, const Names& column) const {
  const Row& row = m_rows[static_cast<std::size_t>(index)];
  const int names = column.width;
  const QRect box = rowRect(index);
  const QPalette& colours = palette();
  if (row.region == m_chosen || (hasFocus() && index == m_focused)) {
    QColor back = colours.color(QPalette::Highlight);
    back.setAlphaF(row.region == m_chosen ? 0.35F : 0.18F);
    painter.fillRect(box, back);
  }
  painter.setPen(colours.color(QPalette::Text));
  painter.drawText(QRect(4, box.y(), names - 8, box.height()), Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(column.of(row), Qt::ElideMiddle, names - 8));
  const QRectF plot(names, box.y() + 2, std::max(20, width() - names - rankWidth()), box.height() - 4);
  const auto at = [&](double value) { return plot.center().x() + plot.width() / 2 * value / range; };
  if (std::isfinite(row.low)) {
    QColor band = colours.color(QPalette::PlaceholderText);
    band.setAlphaF(0.35F);
    painter.fillRect(QRectF(QPointF(at(row.low), plot.top()), QPointF(at(row.high), plot.bottom())), band);
  }
  painter.setPen(QPen(colours.color(QPalette::Mid), 1));
  painter.drawLine(QPointF(at(0), box.top()), QPointF(at(0), box.bottom()));
  if (std::isfinite(row.mean)) {
    const QColor colour = row.mean < 0 ? QColor(0x3f, 0x8f, 0xd8) : QColor(0xd8, 0x55, 0x4a);
    painter.fillRect(QRectF(QPointF(std::min(at(0), at(row.mean)), plot.top() + 4),
                            QPointF(std::max(at(0), at(row.mean)), plot.bottom() - 4)),
                     colour);
  }
  if (!ranked()) return;
  painter.setPen(colours.color(QPalette::PlaceholderText));
  painter.drawText(QRect(width() - rankWidth(), box.y(), rankWidth() - 4, box.height()),
                   Qt::AlignVCenter | Qt::AlignRight,
                   std::isfinite(row.percentile) ? tr("%1 %").arg(row.percentile, 0, 'f', 0) : tr("–"));
}

void RegionBars::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.setPen(palette().color(QPalette::PlaceholderText));
  if (m_rows.empty()) {
    painter.drawText(rect().adjusted(4, 0, -4, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     m_emptyText);
    return;
  }
  double range = 0;
  for (const Row& row : m_rows)
    for (const double value : {row.mean, row.low, row.high})
      if (std::isfinite(value)) range = std::max(range, std::abs(value));
  if (range <= 0) range = 1;
  QFont small = font();
  small.setPixelSize(scaledPixels(10));
  painter.setFont(small);
  const Names names = this->names();
  const QRectF scale(names.width, 0, std::max(20, width() - names.width - rankWidth()), headerHeight());
  painter.drawText(scale, Qt::AlignLeft | Qt::AlignVCenter, paint::roundedNumber(-range, 2));
  painter.drawText(scale, Qt::AlignHCenter | Qt::AlignVCenter, tr("0"));
  painter.drawText(scale, Qt::AlignRight | Qt::AlignVCenter, tr("%1 z").arg(paint::roundedNumber(range, 2)));
  if (ranked())
    painter.drawText(QRectF(width() - rankWidth(), 0, rankWidth() - 4, headerHeight()),
                     Qt::AlignRight | Qt::AlignVCenter, tr("exceeds"));
  painter.setFont(font());
  for (int i = 0; i < static_cast<int>(m_rows.size()); ++i)
    if (event->rect().intersects(rowRect(i))) paintRow(painter, i, range, names);
}

void RegionBars::mouseReleaseEvent(QMouseEvent* event) {
  const int index = (event->pos().y() - headerHeight()) / rowHeight();
  if (event->pos().y() < headerHeight() || index >= static_cast<int>(m_rows.size())) return;
  m_focused = index;
  Q_EMIT picked(m_rows[static_cast<std::size_t>(index)].region);
}

void RegionBars::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(m_rows.size()) - 1;
  if (event->key() == Qt::Key_Down)
    m_focused = std::min(last, m_focused + 1);
  else if (event->key() == Qt::Key_Up)
    m_focused = std::max(0, m_focused - 1);
  else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && last >= 0)
    Q_EMIT picked(m_rows[static_cast<std::size_t>(m_focused)].region);
  else
    return QWidget::keyPressEvent(event);
  update();
}

bool RegionBars::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int index = (help->pos().y() - headerHeight()) / rowHeight();
  if (help->pos().y() < headerHeight() || index >= static_cast<int>(m_rows.size())) {
    QToolTip::hideText();
    return true;
  }
  const Row& row = m_rows[static_cast<std::size_t>(index)];
  double largest = std::abs(row.mean);
  if (std::isfinite(row.low)) largest = std::max({largest, std::abs(row.low), std::abs(row.high)});
  const auto number = [decimals = paint::columnDecimals(largest)](double value) {
    return paint::fixedNumber(value, decimals);
  };
  QString text = tr("%1, %2 voxels: mean change %3 z").arg(row.name).arg(row.voxels).arg(number(row.mean));
  if (std::isfinite(row.low))
    text += tr("\n95 % of %1 rewordings: %2 to %3 z; larger than %4 % of them")
                .arg(row.n)
                .arg(number(row.low), number(row.high))
                .arg(row.percentile, 0, 'f', 0);
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace vxs::ui
