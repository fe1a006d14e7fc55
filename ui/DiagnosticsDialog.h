#pragma once

#include "core/workflow/Diagnose.h"

#include <QDialog>

namespace vxs::ui {

class Drawing;

/// What to paste into a bug report: what voxelscope-cli diagnose says, `found`, and who draws this window's
/// 3-D views.
class DiagnosticsDialog : public QDialog {
  Q_OBJECT
 public:
  DiagnosticsDialog(const workflow::DiagnosedRows& found, const Drawing& drawing, QWidget* parent = nullptr);
  QString text() const { return m_text; }  ///< "name: value" lines

 private:
  QString m_text;
};

}  // namespace vxs::ui
