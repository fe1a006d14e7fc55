#include "ui/maps/PlotStyle.h"

#include "ui/widgets/Theme.h"

#include <QFont>
#include <QFontMetricsF>
#include <QObject>
#include <QPainter>
#include <QPalette>
#include <QWidget>

#include <algorithm>

namespace vxs::ui {

namespace {
constexpr double kEdge = 2, kSmallest = 20;  ///< pixels at the widget's border; of a plot's side at least
constexpr double kLeastName = 9;             ///< letters that are left of a name
}  // namespace

paint::PlotColors plotColors(const QWidget& widget) {
  const QPalette& palette = widget.palette();
  return {palette.color(QPalette::Text), palette.color(QPalette::PlaceholderText),
          palette.color(QPalette::Mid), palette.color(QPalette::Highlight)};
}

QFont plotFont(const QWidget& widget) {
  QFont font = widget.font();
  font.setWeight(QFont::Normal);
  font.setPixelSize(scaledPixels(10));
  return font;
}

QRectF plotRect(const QWidget& widget, bool ticksY) {
  const QFontMetricsF metrics(plotFont(widget));
  const QRectF inner = QRectF(widget.rect()).adjusted(kEdge, noteHeight(widget), -kEdge, -kEdge);
  const QRectF room = inner.marginsRemoved(paint::axisMargins(metrics, ticksY));
  return {room.topLeft(), room.size().expandedTo({kSmallest, kSmallest})};
}

double noteHeight(const QWidget& widget) {
  return QFontMetricsF(plotFont(widget)).height() + 2;
}

QString fitting(const QStringList& wordings, const QFont& font, double room) {
  if (wordings.isEmpty()) return {};
  const QFontMetricsF metrics(font);
  for (const QString& wording : wordings)
    if (metrics.horizontalAdvance(wording) <= room) return wording;
  return metrics.elidedText(wordings.back(), Qt::ElideRight, room);
}

void paintWording(QPainter& painter, const QRectF& room, Qt::Alignment alignment,
                  const QStringList& wordings) {
  painter.drawText(room, static_cast<int>(alignment | Qt::TextSingleLine),
                   fitting(wordings, painter.font(), room.width()));
}

QString ofRun(const QString& what, const QString& run, const QFont& font, double room) {
  if (run.isEmpty()) return what;
  const QFontMetricsF metrics(font);
  const QString before = QObject::tr("%1 of ").arg(what);
  const double left =
      std::max(room - metrics.horizontalAdvance(before), kLeastName * metrics.averageCharWidth());
  return before + metrics.elidedText(run, Qt::ElideMiddle, left);
}

QString ofRun(const QStringList& wordings, const QString& run, const QFont& font, double room) {
  if (run.isEmpty()) return fitting(wordings, font, room);
  QString words;
  for (const QString& wording : wordings) {
    words = ofRun(wording, run, font, room);
    if (words.endsWith(run) && QFontMetricsF(font).horizontalAdvance(words) <= room) break;
  }
  return words;
}

void paintReason(QPainter& painter, const QWidget& widget, const QString& reason) {
  QFont font = plotFont(widget);
  font.setPixelSize(scaledPixels(12));
  painter.setFont(font);
  painter.setPen(widget.palette().color(QPalette::PlaceholderText));
  painter.drawText(widget.rect().adjusted(12, 8, -12, -8), Qt::AlignCenter | Qt::TextWordWrap, reason);
}

}  // namespace vxs::ui
