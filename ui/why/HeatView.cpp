#include "ui/why/HeatView.h"

#include "core/scene/ColorMap.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/paint/SlicePainter.h"
#include "ui/widgets/Theme.h"

#include <QPainter>

#include <algorithm>

namespace vxs::ui {

namespace {
constexpr int kLeastMark = 6;  ///< pixels of its letters

int numberHeight() {
  return scaledPixels(16);
}
int scaleHeight() {
  return 13 + numberHeight();
}
int markHeight() {
  return scaledPixels(14);
}
int captionHeight() {
  return scaledPixels(16);
}
}  // namespace

HeatView::HeatView(QString emptyText, QWidget* parent) : QWidget(parent), m_emptyText(std::move(emptyText)) {
  setMinimumSize(130, 150);
}

void HeatView::setHeat(const RgbImage& picture, const scene::HeatMap& map, const scene::HeatStyle& style,
                       const QString& unit, const QString& caption) {
  if (m_image.isNull() || style != m_style || map != m_map || picture != m_picture) {
    m_image = paint::asQImage(scene::heatOver(picture, map, style)).copy();
    m_picture = picture;
    m_map = map;
    m_style = style;
  }
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

QFont HeatView::markFont() const {
  QFont mark = font();
  mark.setBold(true);
  mark.setPixelSize(scaledPixels(9));
  while (mark.pixelSize() > kLeastMark && QFontMetrics(mark).horizontalAdvance(m_marks) > width())
    mark.setPixelSize(mark.pixelSize() - 1);
  return mark;
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
  painter.drawText(numbers, Qt::AlignLeft | Qt::AlignVCenter, paint::roundedNumber(low, 2));
  if (m_style.diverging) painter.drawText(numbers, Qt::AlignHCenter | Qt::AlignVCenter, QStringLiteral("0"));
  painter.drawText(numbers, Qt::AlignRight | Qt::AlignVCenter,
                   QStringLiteral("%1 %2").arg(paint::roundedNumber(m_style.range, 2), m_unit));
}

void HeatView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
  QFont small = font();
  small.setPixelSize(scaledPixels(11));
  painter.setFont(small);
  const double below = scaleHeight() + captionHeight() + (m_marks.isEmpty() ? 0 : markHeight());
  const QRectF room(0, 0, width(), height() - below);
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
  // as wide as its numbers need, also beneath a narrow picture
  const double wide = std::min<double>(width(), std::max<double>(target.width(), scaledPixels(160)));
  paintScale(painter, {room.center().x() - wide / 2, room.bottom(), wide, 1.0 * scaleHeight()});
  if (!m_marks.isEmpty()) {
    painter.setFont(markFont());
    const QRectF strip(0, height() - captionHeight() - markHeight(), width(), markHeight());
    painter.setPen(palette().color(QPalette::BrightText));
    painter.drawText(strip, Qt::AlignCenter, m_marks);
    painter.setFont(small);
  }
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawText(QRectF(0, height() - captionHeight(), width(), captionHeight()), Qt::AlignCenter,
                   painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, width()));
}

}  // namespace vxs::ui
