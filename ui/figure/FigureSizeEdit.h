#pragma once

#include "ui/paint/figure/Recipe.h"

#include <QWidget>

#include <functional>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace vxs::ui {

/// Width, height and dpi of a figure, in mm or inches, with the sizes that journals and slides ask for.
class FigureSizeEdit : public QWidget {
  Q_OBJECT
 public:
  explicit FigureSizeEdit(QWidget* parent = nullptr);

  paint::FigureSize size() const;
  void setSize(const paint::FigureSize& size);
  bool inInches() const;
  void setInInches(bool inches);
  /// The height in mm that a preset without one gets by its width; without, in proportion.
  void setHeights(std::function<double(double widthMm)> heightOf) { m_heightOf = std::move(heightOf); }

 Q_SIGNALS:
  void changed();

 private:
  void takePreset(int index);
  void takeUnit();
  void showPixels();
  double unitMm() const { return inInches() ? 25.4 : 1; }

  QComboBox *m_preset, *m_unit;
  QDoubleSpinBox *m_width, *m_height, *m_dpi;
  QLabel* m_pixels;
  paint::FigureSize m_size;
  std::function<double(double widthMm)> m_heightOf;
  bool m_setting = false;
};

}  // namespace vxs::ui
