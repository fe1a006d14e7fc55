#pragma once

#include "ui/paint/figure/Recipe.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace vxs::ui {

/// Width, height and dpi of a figure, in mm or inches, with the sizes that journals and slides ask for. It is
/// as high as the figure until another height is typed or a preset has its own.
class FigureSizeEdit : public QWidget {
  Q_OBJECT
 public:
  explicit FigureSizeEdit(QWidget* parent = nullptr);

  /// Its height is 0 where it is the figure's and not known.
  paint::FigureSize size() const;
  /// Named after the preset that it is. A height of 0 is the figure's.
  void setSize(const paint::FigureSize& size);
  /// The size is of another figure: only a preset's height stays.
  void forgetHeight();
  /// As high as the figure is, until it is another one.
  void fit(double heightMm);
  void unfit();
  /// The preset's own, 0 where it has none.
  double presetHeightMm() const;
  bool inInches() const;
  void setInInches(bool inches);

 Q_SIGNALS:
  void changed();

 private:
  void takePreset(int index);
  void takeUnit();
  void take(QDoubleSpinBox* box);
  void showName();
  void showNumbers();
  double unitMm() const { return inInches() ? 25.4 : 1; }

  QComboBox *m_preset, *m_unit;
  QDoubleSpinBox *m_width, *m_height, *m_dpi;
  QLabel* m_pixels;
  paint::FigureSize m_size;
  bool m_fits = false;  ///< as high as the figure
  bool m_setting = false;
};

}  // namespace vxs::ui
