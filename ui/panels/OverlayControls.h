#pragma once

#include "ui/session/Session.h"

#include <QObject>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace vxs::ui {

/// Rows of the Display panel: what opacity follows, the smallest cluster, and outlined regions.
class OverlayControls : public QObject {
  Q_OBJECT
 public:
  OverlayControls(Session& session, QFormLayout& form, QObject* parent);

 private:
  void makeEvidence(QFormLayout& form);
  void makeClusters(QFormLayout& form);
  void makeOutlines(QFormLayout& form);
  void makeUnderlay(QFormLayout& form);
  void takeState();
  void takeRun();

  Session& m_session;
  QComboBox* m_evidence;
  QDoubleSpinBox* m_full;
  QSpinBox* m_cluster;
  QComboBox* m_outlines;
  QComboBox* m_underlay;
};

}  // namespace vxs::ui
