#pragma once

#include "ui/paint/figure/ColorVision.h"

#include <QGraphicsEffect>
#include <QWidget>

namespace vxs::ui {

/// Shows a widget and everything in it as a reader with another colour vision, or a grey printer, sees it.
/// Belongs to that widget: QWidget::setGraphicsEffect().
class VisionEffect : public QGraphicsEffect {
  Q_OBJECT
 public:
  VisionEffect(QWidget& widget, paint::Vision vision) : m_widget(widget), m_vision(vision) {}
  paint::Vision vision() const { return m_vision; }

 protected:
  void draw(QPainter* painter) override;

 private:
  QWidget& m_widget;
  paint::Vision m_vision;
};

}  // namespace vxs::ui
