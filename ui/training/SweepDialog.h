#pragma once

#include "ui/training/SweepTime.h"

#include <QDialog>
#include <QJsonObject>
#include <QStringList>

#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace vxs::ui {

/// Asks for the report's Table 1: which heads and penalties, for how many epochs, judged how, into which
/// folder; first as they were for the last table. Everything else is the form's.
class SweepDialog : public QDialog {
  Q_OBJECT
 public:
  /// `base`: store, loss, split and optimisation of every cell; a folder beside its run is proposed.
  /// `trained`: runs that may tell how long it takes.
  SweepDialog(const train::TrainParams& base, std::vector<train::RunSummary> trained,
              QWidget* parent = nullptr);
  /// The words of `voxelscope-cli sweep …`.
  QStringList arguments() const;
  QString folder() const;  ///< absolute
  /// Asks first where the folder has a table that was made with other settings, which it would replace.
  void accept() override;
  SweepTime time() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  std::vector<QCheckBox*> makeChecks(const QStringList& words, const QStringList& chosen, QWidget* row);
  void check();
  void go();
  void takeEpochs(int epochs);
  QString proposal() const;
  /// As the program writes them beside each cell.
  QJsonObject settings() const;

  train::TrainParams m_base;
  std::vector<train::RunSummary> m_trained;
  std::vector<QCheckBox*> m_heads, m_penalties;
  QComboBox* m_metric;
  QSpinBox* m_epochs;
  QLineEdit *m_mask, *m_folder;
  QString m_proposed;
  QLabel* m_time;
  QPlainTextEdit* m_command;
  QDialogButtonBox* m_buttons;
};

}  // namespace vxs::ui
