#pragma once

#include "ui/Session.h"
#include "ui/paint/Figure.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace vxs::ui {

enum class FigureKind { Compare3d, Slices, Preprocessing };

/// What a figure is made from, taken when the person asks for it.
struct FigureRequest {
  FigureKind kind = FigureKind::Compare3d;
  paint::FigureSize size;
  std::filesystem::path file;
};

/// Asks for kind, size, resolution and file of a figure.
class FigureDialog : public QDialog {
  Q_OBJECT
 public:
  explicit FigureDialog(QWidget* parent = nullptr);
  FigureRequest request() const;

 private:
  void chooseFile();
  QComboBox* m_kind;
  QDoubleSpinBox* m_width;
  QDoubleSpinBox* m_height;
  QDoubleSpinBox* m_dpi;
  QLineEdit* m_file;
};

/// Draws and saves in the background what the session shows now.
void exportFigure(Session& session, const FigureRequest& request);
/// Saves the predicted volume as NIfTI in the background.
void savePrediction(Session& session, const std::filesystem::path& file);

}  // namespace vxs::ui
