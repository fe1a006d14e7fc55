#pragma once

#include "ui/ClosingQuestions.h"
#include "ui/WindowPanels.h"
#include "ui/graphics/Drawing.h"
#include "ui/maps/MapsModel.h"
#include "ui/session/Session.h"
#include "ui/why/WhyModel.h"

#include <QJsonObject>
#include <QMainWindow>

#include <functional>
#include <memory>

class QLabel;
class QStackedWidget;

namespace vxs::ui {

class ActionRegistry;
class ComparisonView;
class DemoMaker;
class ElidedLabel;
class FileOpener;
class NoticeBar;
class RecentFiles;
class SaveQuestion;
class SessionKeeper;
class MapsPanel;
class WelcomeView;
class Workspace;

/// The window: puts panels around the comparison and remembers where they were. Everything else is in the
/// panels, in small action classes and in the session.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  struct Options {
    bool remember = true;  ///< keep geometry, theme and the last run in the person's settings
    bool asks = true;      ///< somebody is there to say whether changes of a session are saved
    /// Shows an error; empty: a message box.
    std::function<void(const QString& title, const QString& message)> onError;
    Session::RunOpener opener;  ///< empty: openStoredRun
  };
  explicit MainWindow(Options options);
  ~MainWindow() override;

  Session& session() { return m_session; }
  MapsPanel& maps() { return m_panels->maps(); }
  WhyModel& why() { return m_why; }
  ComparisonView& comparison() { return *m_comparison; }
  Drawing& drawing() { return m_drawing; }
  ActionRegistry& actions() { return *m_actions; }
  Workspace& workspace() { return *m_workspace; }
  SessionKeeper& keeper() { return *m_keeper; }
  DemoMaker& demo() { return *m_demo; }
  /// Opens whatever a file or folder is.
  void open(const std::filesystem::path& path);
  /// Shows what is to be shown first: `path` when there is one, else what was open last time. Autosaves from
  /// now on when the window remembers.
  void begin(const QString& path);
  /// A run is there, nothing is in the making, and every 3-D view is of full quality.
  bool complete() const;

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void makeActions();
  void makePages();
  void keepSessions();
  void showTitle();
  void tellTorn(const QDateTime& when, const QString& copy, bool restored);
  void startAfresh();
  void rememberRun();
  void takeThumbnail();
  void takePreferences();
  void keepDrawing();
  void prepareDataset(const QString& folder);
  void restoreLook();
  /// The docks around what is open, with their sizes.
  void arrange();
  void makeStatusBar();
  void showMarks();
  void showRun();
  void showError(const QString& title, const QString& message);

  Options m_options;
  TaskRunner m_tasks;
  Session m_session;
  Drawing m_drawing;
  MapsModel m_maps;
  WhyModel m_why;
  ActionRegistry* m_actions;
  Workspace* m_workspace;
  SessionKeeper* m_keeper;
  SaveQuestion* m_question = nullptr;  ///< null: nobody is there to answer it
  FileOpener* m_opener;
  RecentFiles* m_recent;
  NoticeBar* m_notice;
  DemoMaker* m_demo;
  QJsonObject m_initial;  ///< the state of a new window
  QStackedWidget* m_pages;
  WelcomeView* m_welcome;
  ComparisonView* m_comparison;
  std::unique_ptr<WindowPanels> m_panels;
  ClosingQuestions m_closing{*this};
  const bool m_darkAtStart;
  bool m_wasShown = false;
  bool m_arranged = false;        ///< the docks have the sizes of last time, or their first ones
  ElidedLabel* m_open = nullptr;  ///< what is open, at the left of the status bar
  QLabel* m_marks = nullptr;
};

}  // namespace vxs::ui
