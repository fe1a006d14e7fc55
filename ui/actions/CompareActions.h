#pragma once

#include "ui/session/Session.h"

#include <QObject>

namespace vxs::ui {

class ActionRegistry;

/// What the comparison shows beside its layout: curtain and fade, layers, evidence, cuts, outlines, a second
/// run.
class CompareActions : public QObject {
  Q_OBJECT
 public:
  CompareActions(Session& session, ActionRegistry& actions, QObject* parent);

 private:
  void addPair();
  void addLayers();
  void addOverlay();
  void addVolume();
  void addSecondRun();

  Session& m_session;
  ActionRegistry& m_actions;
};

}  // namespace vxs::ui
