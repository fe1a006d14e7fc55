#pragma once

#include "core/base/RgbImage.h"

#include <QImage>
#include <QWidget>

namespace vxs::ui {

/// A picture scaled into the widget, with a line of text below; text alone where there is none.
class PictureView : public QWidget {
  Q_OBJECT
 public:
  PictureView(QString caption, QString emptyText, QWidget* parent = nullptr);
  void setPicture(const RgbImage& picture);
  void setCaption(const QString& caption);
  const QImage& picture() const { return m_picture; }
  QSize sizeHint() const override { return {150, 168}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QImage m_picture;
  QString m_caption, m_emptyText;
};

}  // namespace vxs::ui
