#pragma once

#include <QGraphicsEffect>
#include <QImage>
#include <QString>

namespace vxs::ui {

/// How colours are seen. Deutan and protan: Machado, Oliveira and Fernandes 2009 at full severity, applied to
/// linear RGB; grey: relative luminance (Rec. 709), as a grey printer shows it.
enum class ColorVision { Normal, Deutan, Protan, Grey };

/// The image as it is seen; alpha is kept.
QImage seenWith(const QImage& image, ColorVision vision);

/// Shows a widget and everything in it as it is seen.
class ColorVisionEffect : public QGraphicsEffect {
  Q_OBJECT
 public:
  explicit ColorVisionEffect(ColorVision vision, QObject* parent = nullptr)
      : QGraphicsEffect(parent), m_vision(vision) {}
  ColorVision vision() const { return m_vision; }

 protected:
  void draw(QPainter* painter) override;

 private:
  ColorVision m_vision;
};

}  // namespace vxs::ui
