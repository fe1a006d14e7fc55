#pragma once

#include "ui/session/TaskRunner.h"

#include <QScrollArea>

class QBoxLayout;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace vxs::ui {

class DemoMaker;
class RecentFiles;

/// What the window shows before a run is open: the demo in one click, the way from NSD to a store, what was
/// open before.
class WelcomeView : public QScrollArea {
  Q_OBJECT
 public:
  WelcomeView(DemoMaker& demo, RecentFiles& recent, QWidget* parent = nullptr);
  /// While a run is being opened the page says so.
  void setOpening(const QString& what);
  /// The run that stays open behind the page: a button leads back to it.
  void setBehind(const QString& run);
  void showRecent();

 Q_SIGNALS:
  void openRunRequested();
  void openRequested(const QString& path);
  void prepareRequested();
  void backRequested();

 private:
  void resizeEvent(QResizeEvent* event) override;
  QWidget* makeWays();
  void arrangeWays();
  QWidget* makeDemoCard();
  QWidget* makeRecent();
  void takeDemo();
  void showProgress(const TaskStatus& status);

  DemoMaker& m_demo;
  RecentFiles& m_recent;
  QBoxLayout* m_ways = nullptr;
  QLabel* m_title;
  QPushButton* m_back;
  QPushButton* m_tryDemo = nullptr;
  QLabel* m_demoText = nullptr;
  QProgressBar* m_bar = nullptr;
  QPushButton* m_cancel = nullptr;
  QWidget* m_recentBox = nullptr;
  QListWidget* m_list = nullptr;
};

}  // namespace vxs::ui
