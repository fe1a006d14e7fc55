#pragma once

#include "ui/preferences/Preferences.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace vxs::ui {

/// Asks for the preferences; theme and type change at once and go back when the dialog is cancelled.
class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  explicit PreferencesDialog(QWidget* parent = nullptr);
  Preferences chosen() const;

 Q_SIGNALS:
  void saved(const vxs::ui::Preferences& preferences);

 private:
  void preview();
  Preferences m_before;
  QComboBox *m_theme, *m_convention, *m_map;
  QSpinBox *m_text, *m_threads;
  QCheckBox* m_autosave;
};

}  // namespace vxs::ui
