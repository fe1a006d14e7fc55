#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace vxs::ui {

/// One line above the views that says what has happened and offers the way back. Stays until it is dismissed.
class NoticeBar : public QWidget {
  Q_OBJECT
 public:
  explicit NoticeBar(QWidget* parent = nullptr);
  /// Without an `action` it can only be dismissed. What it is `about` is for retract().
  void show(const QString& text, const QString& action, std::function<void()> back,
            const QString& about = {});
  /// Takes the line away if it is about that.
  void retract(const QString& about);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QLabel* m_text;
  QPushButton* m_back;
  std::function<void()> m_action;
  QString m_about;
};

}  // namespace vxs::ui
