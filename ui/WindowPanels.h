#pragma once

#include <QMainWindow>

#include <functional>
#include <vector>

namespace vxs::ui {

class ActionRegistry;
class DockCorner;
class GuidePanel;
class MapsModel;
class MapsPanel;
class Session;
class SessionKeeper;
class TrainingPanel;
class TrialList;
class WhyModel;
class Workspace;

/// The docks around the comparison and their actions: stimulus and trials at the left, voxel, display and
/// guide at the right, maps, what-if, why and training in tabs at the bottom. A new panel is added here.
/// Their part "dock" of the workspace is the name of the one at the bottom that is in front, "" where there
/// is none: guided steps show what they were taken with.
class WindowPanels {
 public:
  /// What the panels show and change; all of it outlives them.
  struct Context {
    QMainWindow& window;
    Session& session;
    MapsModel& maps;
    WhyModel& why;
    SessionKeeper& keeper;
    Workspace& workspace;
    ActionRegistry& actions;
  };
  /// Makes them; the window owns the docks.
  explicit WindowPanels(Context context);
  MapsPanel& maps() { return *m_maps; }
  /// What is asked before the window closes while the Training panel's process runs.
  std::function<void(const std::function<void()>& go)> trainingQuestion();
  /// Sizes of the docks in a window that nobody has arranged yet, when the window has its own: what is at the
  /// bottom and the stimulus as high as they like to be, sides no wider than they must.
  void share();
  /// Hides the panels at the bottom that have nothing to show before a run is open: the welcome page has
  /// their room.
  void putAway();
  /// Shows them again, as they were in this window or another one.
  void bringBack();

 private:
  /// `name`: untranslated, for scripts and settings; the panel can then be shown by "view.panel.NAME".
  QDockWidget* add(const QString& name, const QString& title, QWidget* panel, Qt::DockWidgetArea area,
                   int width);
  void makeSides();
  void makeBottom();
  void addPart();
  /// Of those at the bottom, by name; where several stand beside each other the one raised last.
  QString bottomInFront() const;
  int roomOf(const QDockWidget& dock) const;
  void giveRoom(QDockWidget& dock);
  /// Between the docks of each side, beside so many pixels at the bottom.
  void shareSides(int bottom);
  void shareWithGuide();

  Context m_context;
  DockCorner* m_corner = nullptr;
  TrialList* m_trials = nullptr;
  GuidePanel* m_guide = nullptr;
  MapsPanel* m_maps = nullptr;
  TrainingPanel* m_training = nullptr;
  QDockWidget *m_stimulusDock = nullptr, *m_trialsDock = nullptr, *m_voxelDock = nullptr,
              *m_displayDock = nullptr, *m_guideDock = nullptr, *m_mapsDock = nullptr,
              *m_whatIfDock = nullptr, *m_whyDock = nullptr;
  struct Away {
    QDockWidget* dock;
    int height;  ///< 0: behind another one's tab
  };
  std::vector<Away> m_away;
  std::vector<QDockWidget*> m_bottom;
  QDockWidget* m_lastRaised = nullptr;  ///< of those at the bottom
  bool m_bottomShared = false;
};

}  // namespace vxs::ui
