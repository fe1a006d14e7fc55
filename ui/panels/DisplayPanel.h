#pragma once

#include "ui/session/Session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSlider;

namespace vxs::ui {

/// Colours, range, threshold and opacity of every response at once, or of the map while that is the active
/// layer; and the left-right convention of every view.
class DisplayPanel : public QWidget {
  Q_OBJECT
 public:
  explicit DisplayPanel(Session& session, QWidget* parent = nullptr);

 private:
  void addHeading(QFormLayout& form);
  void makeColours(QFormLayout& form);
  void makeThreshold(QFormLayout& form);
  void makeSlices(QFormLayout& form);
  void takeScale();
  void change(const std::function<void(scene::ColorScale&)>& edit);
  void fitRange();

  const scene::ColorScale& scale() const;

  Session& m_session;
  QLabel* m_heading;
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
