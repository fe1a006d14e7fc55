#pragma once

#include "ui/session/Session.h"

#include <QObject>

namespace vxs::ui {

class ActionRegistry;
class ComparisonView;

/// How the comparison is looked at: layouts, standard views, convention, layers, crosshair, reset; and what
/// the mouse does in a view. Gives the comparison its keys.
class ViewActions : public QObject {
  Q_OBJECT
 public:
  ViewActions(Session& session, ComparisonView& comparison, ActionRegistry& actions, QObject* parent);

 private:
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
