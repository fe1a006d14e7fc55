#pragma once

#include <QWidget>

namespace vxs::ui {

/// One line of text that takes whatever width there is: cut short with an ellipsis where it is too long, and
/// without its line breaks; whole in its tooltip then.
class ElidedLabel : public QWidget {
  Q_OBJECT
 public:
  explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);
  void setText(const QString& text);
  const QString& text() const { return m_text; }
  /// What is seen of it at the present width.
  QString shown() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void showTip();
  QString m_text;
};

}  // namespace vxs::ui
