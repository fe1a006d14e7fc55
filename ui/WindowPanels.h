#pragma once

#include <QMainWindow>

namespace vxs::ui {

class ActionRegistry;
class MapsModel;
class MapsPanel;
class Session;
class SessionKeeper;
class TrialList;
class Workspace;

/// The docks around the comparison and their actions: stimulus and trials at the left, voxel, display and
/// guide at the right, maps, what-if, why and training in tabs at the bottom. A new panel is added here.
class WindowPanels {
 public:
  /// What the panels show and change; all of it outlives them.
  struct Context {
    QMainWindow& window;
    Session& session;
    MapsModel& maps;
    SessionKeeper& keeper;
    Workspace& workspace;
    ActionRegistry& actions;
  };
  /// Makes them; the window owns the docks.
  explicit WindowPanels(Context context);
  MapsPanel& maps() { return *m_maps; }

 private:
  /// `name`: untranslated, for scripts and settings; the panel can then be shown by "view.panel.NAME".
  QDockWidget* add(const QString& name, const QString& title, QWidget* panel, Qt::DockWidgetArea area,
                   int width);
  void makeSides();
  void makeBottom();

  Context m_context;
  TrialList* m_trials = nullptr;
  MapsPanel* m_maps = nullptr;
};

}  // namespace vxs::ui
