#pragma once

#include "ui/preferences/Preferences.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace vxs::ui {

class ActionRegistry;
class KeysPage;

/// Asks for the preferences; theme and type change at once and go back when the dialog is cancelled.
class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  PreferencesDialog(const Drawing& drawing, const ActionRegistry& actions, QWidget* parent = nullptr);
  Preferences chosen() const;
  KeysPage& keysPage() { return *m_keys; }

 Q_SIGNALS:
  void saved(const vxs::ui::Preferences& preferences);

 private:
  QWidget* generalPage(const Drawing& drawing);
  void addLook(QFormLayout& form);
  void addViews(QFormLayout& form, const Drawing& drawing);
  void addProgram(QFormLayout& form);
  void preview();
  Preferences m_before;
  QComboBox *m_theme, *m_convention, *m_map, *m_drawing;
  QSpinBox *m_text, *m_threads;
  QCheckBox* m_autosave;
  KeysPage* m_keys;
};

}  // namespace vxs::ui
