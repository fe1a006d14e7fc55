#pragma once

#include "ui/session/Session.h"

#include <QObject>

namespace vxs::ui {

class ActionRegistry;
class ComparisonView;

/// How the comparison is looked at: layouts, standard views, convention, layers, crosshair, reset; and what
/// the mouse does in a view. Gives the comparison its keys, also those that nothing in the window (`parent`)
/// has used, and the focus of a panel that is closed.
class ViewActions : public QObject {
  Q_OBJECT
 public:
  ViewActions(Session& session, ComparisonView& comparison, ActionRegistry& actions, QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void followFocus(const QWidget* old, QWidget* now);
  void addLayouts();
  void addCameras();
  void addConventions();
  void addLayers();
  void addSteps();
  void addResets();
  void addGestures();
  /// Steps across the picture of the plane that has the focus: voxels rightward, upward, and to the next
  /// slice.
  void step(int right, int up, int slices);

  Session& m_session;
  ComparisonView& m_comparison;
  ActionRegistry& m_actions;
};

}  // namespace vxs::ui
