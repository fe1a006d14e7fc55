#pragma once

#include "core/base/RgbImage.h"
#include "core/scene/HeatPicture.h"

#include <QImage>
#include <QWidget>

namespace vxs::ui {

/// A map over the picture that BLIP sees, with its colour scale and a line of text below; text alone where
/// there is none.
class HeatView : public QWidget {
  Q_OBJECT
 public:
  explicit HeatView(QString emptyText, QWidget* parent = nullptr);
  /// The same picture, map and style again cost nothing.
  void setHeat(const RgbImage& picture, const scene::HeatMap& map, const scene::HeatStyle& style,
               const QString& unit, const QString& caption);
  void setEmpty(const QString& text);
  void setMarks(const QString& marks);  ///< SYNTHETIC, DEMO ENCODER
  /// Of the marks: smaller where the view is narrow, for what they say must be seen.
  QFont markFont() const;
  const QImage& image() const { return m_image; }
  QSize sizeHint() const override { return {200, 240}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintScale(QPainter& painter, const QRectF& room) const;
  QImage m_image;  ///< of the next three
  RgbImage m_picture;
  scene::HeatMap m_map;
  scene::HeatStyle m_style;
  QString m_emptyText, m_unit, m_caption, m_marks;
};

}  // namespace vxs::ui
