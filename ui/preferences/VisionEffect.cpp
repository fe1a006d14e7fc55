#include "ui/preferences/VisionEffect.h"

#include <QPainter>

namespace vxs::ui {

void VisionEffect::draw(QPainter* painter) {
  QPoint offset;
  const QPixmap source = sourcePixmap(Qt::LogicalCoordinates, &offset, QGraphicsEffect::NoPad);
  painter->drawImage(offset, paint::seenAs(source.toImage(), m_vision));
}

}  // namespace vxs::ui
