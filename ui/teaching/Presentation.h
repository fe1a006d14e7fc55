#pragma once

#include <QByteArray>
#include <QObject>
#include <QPointer>

#include <vector>

class QDockWidget;
class QMainWindow;

namespace vxs::ui {

class ActionRegistry;
class MapsModel;
class SessionKeeper;
class StepBar;

/// The window for a class: it fills the screen with the views, the panel at the bottom that a step shows, and
/// the step's words; menus, tool bar, the panels at the sides and what only sets things (docks/Audience.h)
/// are away until it ends. The status bar stays, for it says what is synthetic; it answers "which voxel is
/// that?" once somebody has moved the crosshair. PgDn and PgUp, which presenters' remotes send, go to the
/// next step and back.
class Presentation : public QObject {
  Q_OBJECT
 public:
  /// `bottom`: the panels that steps show, below the views.
  Presentation(QMainWindow& window, SessionKeeper& keeper, MapsModel& maps, std::vector<QDockWidget*> bottom);
  void addActions(ActionRegistry& actions);

  bool running() const { return m_running; }
  /// Shows the present step, whose words are seen, whatever was done to the view since.
  void begin();
  /// The panels are again where they were; the one at the bottom that is in front stays.
  void end();

 Q_SIGNALS:
  void changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool takesKey(int key);
  bool typing() const;
  QDockWidget* shownBelow() const;
  void giveRoom();
  void sayVoxel();
  void forgetVoxel();
  void showFurniture(bool shown);
  /// All but the panels.
  void showBars();

  QMainWindow& m_window;
  SessionKeeper& m_keeper;
  MapsModel& m_maps;
  std::vector<QDockWidget*> m_bottom;
  StepBar* m_bar;
  QPointer<QDockWidget> m_shown;            ///< the last of them that came to be seen
  bool m_running = false, m_asked = false;  ///< and somebody asked for a voxel
  QByteArray m_docks;
  Qt::WindowStates m_states;
};

}  // namespace vxs::ui
