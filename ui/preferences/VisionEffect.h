#pragma once

#include "ui/paint/figure/ColorVision.h"

#include <QGraphicsEffect>

namespace vxs::ui {

/// Shows a widget and everything in it as a reader with another colour vision, or a grey printer, sees it.
class VisionEffect : public QGraphicsEffect {
  Q_OBJECT
 public:
  explicit VisionEffect(paint::Vision vision, QObject* parent = nullptr)
      : QGraphicsEffect(parent), m_vision(vision) {}
  paint::Vision vision() const { return m_vision; }

 protected:
  void draw(QPainter* painter) override;

 private:
  paint::Vision m_vision;
};

}  // namespace vxs::ui
