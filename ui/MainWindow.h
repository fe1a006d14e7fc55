#pragma once

#include "ui/Session.h"

#include <QMainWindow>

#include <functional>

class QLabel;
class QStackedWidget;

namespace vxs::ui {

class ActionRegistry;
class ComparisonView;
class TrialList;
class WelcomeView;

/// The window: puts panels around the comparison and remembers where they were. Everything else is in the
/// panels, in small action classes and in the session.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  struct Options {
    bool remember = true;  ///< keep geometry, theme and the last run in the person's settings
    /// Shows an error; empty: a message box.
    std::function<void(const QString& title, const QString& message)> onError;
    Session::RunOpener opener;  ///< empty: openStoredRun
  };
  explicit MainWindow(Options options);
  ~MainWindow() override;

  Session& session() { return m_session; }
  ComparisonView& comparison() { return *m_comparison; }
  ActionRegistry& actions() { return *m_actions; }
  /// A run is there, nothing is in the making, and every 3-D view is of full quality.
  bool complete() const;
  /// The folder of the run that was open last time; empty when there was none or it is gone.
  static QString lastRun();
  static bool rememberedDark();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  /// `name`: untranslated, for scripts and settings; the panel can then be shown by "view.panel.NAME".
  QDockWidget* addPanel(const QString& name, const QString& title, QWidget* panel, Qt::DockWidgetArea area,
                        int width);
  void makePanels();
  void makeActions();
  void makeStatusBar();
  void showRun();
  void showError(const QString& title, const QString& message);
  void restore();

  Options m_options;
  TaskRunner m_tasks;
  Session m_session;
  ActionRegistry* m_actions;
  QStackedWidget* m_pages;
  WelcomeView* m_welcome;
  ComparisonView* m_comparison;
  TrialList* m_trials = nullptr;
  QLabel* m_marks = nullptr;
};

}  // namespace vxs::ui
