#include "ui/figure/PagePreview.h"

#include <QPainter>

namespace vxs::ui {

namespace {

constexpr int kMargin = 10;

/// What lies under a transparent page.
QBrush chequered() {
  QPixmap tile(16, 16);
  tile.fill(QColor(236, 236, 236));
  QPainter painter(&tile);
  painter.fillRect(0, 0, 8, 8, QColor(206, 206, 206));
  painter.fillRect(8, 8, 8, 8, QColor(206, 206, 206));
  return QBrush(tile);
}

}  // namespace

PagePreview::PagePreview(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Preview of the figure"));
}

void PagePreview::setPage(const QImage& page) {
  m_page = page;
  update();
}

void PagePreview::setWords(const QString& words) {
  m_words = words;
  update();
}

void PagePreview::setPainting(bool painting) {
  m_painting = painting;
  update();
}

QSizeF PagePreview::room() const {
  return QSizeF(width() - 2 * kMargin, height() - 2 * kMargin) * devicePixelRatioF();
}

void PagePreview::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Mid));
  const QRectF room = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
  painter.setPen(palette().color(QPalette::WindowText));
  if (m_page.isNull())
    return painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap,
                            m_words.isEmpty() ? tr("Painting…") : m_words);
  QSizeF fit = m_page.size();
  fit.scale(room.size(), Qt::KeepAspectRatio);
  QRectF where(QPointF(), fit);
  where.moveCenter(room.center());
  if (m_page.hasAlphaChannel()) painter.fillRect(where, chequered());
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(where, m_page);
  if (m_painting) painter.drawText(room, Qt::AlignTop | Qt::AlignRight, tr("Painting…"));
}

}  // namespace vxs::ui
