#include "ui/preferences/VisionEffect.h"

#include <QPaintEngine>
#include <QPainter>

namespace vxs::ui {

/// Of what is painted now, most often one view of many, or two far apart: QGraphicsEffect::sourcePixmap()
/// would paint the whole widget.
void VisionEffect::draw(QPainter* painter) {
  QRegion parts = m_widget.rect();
  if (const QRegion clip = painter->paintEngine()->systemClip(); !clip.isEmpty()) {
    const QTransform toWidget = painter->deviceTransform().inverted();
    QRegion painted;
    for (const QRect& part : clip) painted += toWidget.mapRect(QRectF(part)).toAlignedRect();
    parts &= painted;
  }
  if (parts.isEmpty()) return;
  const QRect whole = parts.boundingRect();
  const double ratio = painter->device()->devicePixelRatioF();
  QImage image((QSizeF(whole.size()) * ratio).toSize(), QImage::Format_RGB32);
  image.setDevicePixelRatio(ratio);
  image.fill(m_widget.palette().color(QPalette::Window));
  m_widget.render(&image, {}, parts, QWidget::DrawChildren);
  painter->drawImage(whole.topLeft(), paint::seenAs(image, m_vision));  // clipped to the parts
}

}  // namespace vxs::ui
