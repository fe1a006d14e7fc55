#include "ui/why/HeatView.h"

#include "core/scene/ColorMap.h"
#include "ui/Theme.h"
#include "ui/paint/SlicePainter.h"

#include <QPainter>

namespace vxs::ui {

namespace {
int numberHeight() {
  return scaledPixels(16);
}
int scaleHeight() {
  return 13 + numberHeight();
}
int captionHeight() {
  return scaledPixels(16);
}
}  // namespace

HeatView::HeatView(QString emptyText, QWidget* parent) : QWidget(parent), m_emptyText(std::move(emptyText)) {
  setMinimumSize(130, 160);
}

void HeatView::setHeat(const RgbImage& picture, const scene::HeatMap& map, const scene::HeatStyle& style,
                       const QString& unit, const QString& caption) {
  m_image = paint::asQImage(scene::heatOver(picture, map, style)).copy();
  m_style = style;
  m_unit = unit;
  m_caption = caption;
  setAccessibleName(caption);
  update();
}

void HeatView::setEmpty(const QString& text) {
  m_image = {};
  m_emptyText = text;
  setAccessibleName(text);
  update();
}

void HeatView::setMarks(const QString& marks) {
  m_marks = marks;
  update();
}

void HeatView::paintScale(QPainter& painter, const QRectF& room) const {
  const QRectF bar(room.left() + 4, room.top() + 3, room.width() - 8, 8);
  const scene::ColorMap& colors = scene::colorMap(m_style.diverging ? "blue-red" : "inferno");
  QLinearGradient gradient(bar.topLeft(), bar.topRight());
  for (int i = 0; i <= 16; ++i) {
    const scene::Rgb c = colors.at(i / 16.0);
    gradient.setColorAt(i / 16.0, QColor(c[0], c[1], c[2]));
  }
  painter.fillRect(bar, gradient);
  painter.setPen(palette().color(QPalette::PlaceholderText));
  const QRectF numbers(bar.left(), bar.bottom() + 1, bar.width(), numberHeight());
  const double low = m_style.diverging ? -m_style.range : 0;
  painter.drawText(numbers, Qt::AlignLeft | Qt::AlignVCenter, QString::number(low, 'g', 2));
  if (m_style.diverging) painter.drawText(numbers, Qt::AlignHCenter | Qt::AlignVCenter, QStringLiteral("0"));
  painter.drawText(numbers, Qt::AlignRight | Qt::AlignVCenter,
                   QStringLiteral("%1 %2").arg(m_style.range, 0, 'g', 2).arg(m_unit));
}

void HeatView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
  QFont small = font();
  small.setPixelSize(scaledPixels(11));
  painter.setFont(small);
  const QRectF room(0, 0, width(), height() - scaleHeight() - captionHeight());
  painter.setPen(palette().color(QPalette::PlaceholderText));
  if (m_image.isNull()) {
    painter.setPen(QPen(palette().color(QPalette::Mid), 1, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRectF(rect()).adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    return;
  }
  QSizeF size = m_image.size();
  size.scale(room.size(), Qt::KeepAspectRatio);
  QRectF target(QPointF(0, 0), size);
  target.moveCenter(room.center());
  painter.drawImage(target, m_image);
  if (!m_marks.isEmpty()) {
    QFont mark = small;
    mark.setPixelSize(scaledPixels(9));
    mark.setBold(true);
    painter.setFont(mark);
    // never cut: on two lines where one is too short
    const int lines = painter.fontMetrics().horizontalAdvance(m_marks) > target.width() ? 2 : 1;
    const double high = lines * scaledPixels(12) + scaledPixels(2);
    const QRectF strip(target.left(), target.bottom() - high, target.width(), high);
    painter.fillRect(strip, QColor(0, 0, 0, 150));
    painter.setPen(QColor(0xff, 0xb0, 0x50));
    painter.drawText(strip, Qt::AlignCenter | Qt::TextWordWrap, m_marks);
    painter.setFont(small);
  }
  paintScale(painter, {target.left(), room.bottom(), target.width(), 1.0 * scaleHeight()});
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawText(QRectF(0, height() - captionHeight(), width(), captionHeight()), Qt::AlignCenter,
                   painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, width()));
}

}  // namespace vxs::ui
