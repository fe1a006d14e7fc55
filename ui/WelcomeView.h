#pragma once

#include <QWidget>

class QLabel;

namespace vxs::ui {

/// What the window shows before a run is open: what to do first.
class WelcomeView : public QWidget {
  Q_OBJECT
 public:
  explicit WelcomeView(QWidget* parent = nullptr);
  /// While a run is being opened the page says so.
  void setOpening(const QString& what);

 Q_SIGNALS:
  void openRunRequested();

 private:
  QLabel* m_title;
};

}  // namespace vxs::ui
