#include "ui/maps/PlotStyle.h"

#include <QFont>
#include <QPainter>
#include <QPalette>
#include <QWidget>

namespace vxs::ui {

paint::PlotColors plotColors(const QWidget& widget) {
  const QPalette& palette = widget.palette();
  return {palette.color(QPalette::Text), palette.color(QPalette::PlaceholderText),
          palette.color(QPalette::Mid), palette.color(QPalette::Highlight)};
}

QFont plotFont(const QWidget& widget) {
  QFont font = widget.font();
  font.setWeight(QFont::Normal);
  font.setPixelSize(10);
  return font;
}

void paintReason(QPainter& painter, const QWidget& widget, const QString& reason) {
  QFont font = plotFont(widget);
  font.setPixelSize(12);
  painter.setFont(font);
  painter.setPen(widget.palette().color(QPalette::PlaceholderText));
  painter.drawText(widget.rect().adjusted(12, 8, -12, -8), Qt::AlignCenter | Qt::TextWordWrap, reason);
}

}  // namespace vxs::ui
