#pragma once

#include "ui/session/Session.h"

#include <QObject>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSlider;
class QSpinBox;

namespace vxs::ui {

/// Rows of the Display panel: how measured and predicted share a view, what 3-D leaves out, and the mosaic.
class CompareControls : public QObject {
  Q_OBJECT
 public:
  CompareControls(ViewState& view, QFormLayout& form, QObject* parent);

 private:
  void makePair(QFormLayout& form);
  void makeVolume(QFormLayout& form);
  void makeMosaic(QFormLayout& form);
  void takeState();

  ViewState& m_view;
  QComboBox* m_pair;
  QSlider* m_amount;
  QComboBox* m_cutout;
  QCheckBox* m_maximum;
  QComboBox* m_plane;
  QSpinBox* m_count;
  QDoubleSpinBox* m_spacing;
};

}  // namespace vxs::ui
