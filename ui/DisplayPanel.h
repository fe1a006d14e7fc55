#pragma once

#include "ui/Session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSlider;

namespace vxs::ui {

/// Colours, range, threshold, opacity and the left-right convention of every view at once.
class DisplayPanel : public QWidget {
  Q_OBJECT
 public:
  explicit DisplayPanel(Session& session, QWidget* parent = nullptr);

 private:
  void makeColours(QFormLayout& form);
  void makeThreshold(QFormLayout& form);
  void makeSlices(QFormLayout& form);
  void takeScale();
  void change(const std::function<void(scene::ColorScale&)>& edit);
  void fitRange();

  Session& m_session;
  QComboBox* m_map;
  QDoubleSpinBox* m_range;
  QDoubleSpinBox* m_threshold;
  QSlider* m_thresholdSlider;
  QSlider* m_opacity;
  QCheckBox* m_smooth;
  QCheckBox* m_nan;
  QComboBox* m_convention;
};

}  // namespace vxs::ui
