#include "ui/preferences/VisionEffect.h"

#include <QPaintEngine>
#include <QPainter>

namespace vxs::ui {

/// Of what is painted now, most often one view of many: QGraphicsEffect::sourcePixmap() would paint the whole
/// widget.
void VisionEffect::draw(QPainter* painter) {
  QRect part = m_widget.rect();
  if (const QRegion clip = painter->paintEngine()->systemClip(); !clip.isEmpty())
    part &= painter->deviceTransform().inverted().mapRect(QRectF(clip.boundingRect())).toAlignedRect();
  if (part.isEmpty()) return;
  const double ratio = painter->device()->devicePixelRatioF();
  QImage image((QSizeF(part.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  image.fill(Qt::transparent);
  m_widget.render(&image, {}, part, QWidget::DrawChildren);
  painter->drawImage(part.topLeft(), paint::seenAs(image, m_vision));
}

}  // namespace vxs::ui
