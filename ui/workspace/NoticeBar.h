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
  void show(const QString& text, const QString& action, std::function<void()> back);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QLabel* m_text;
  QPushButton* m_back;
  std::function<void()> m_action;
};

}  // namespace vxs::ui
