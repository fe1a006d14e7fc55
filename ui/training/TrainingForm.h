#pragma once

#include "ui/training/TrainingSettings.h"

#include <QWidget>

#include <functional>
#include <map>

class QComboBox;
class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace vxs::ui {

class TaskRunner;

/// The settings of a training, started from a preset. Every wrong value is marked in place with its reason.
class TrainingForm : public QWidget {
  Q_OBJECT
 public:
  explicit TrainingForm(TaskRunner& tasks, QWidget* parent = nullptr);

  TrainingDraft draft() const;
  void setDraft(const TrainingDraft& draft);
  /// The settings that a run was trained with, for a run under a free name in `folder`.
  void takeSettings(const train::TrainParams& params, const QString& folder);
  /// Keeps model and optimisation for the next start of the program, and fills in what was kept last. Not
  /// where from and where to, and not the control with wrong images, which nobody is to train unawares.
  void remember() const;
  void recall();
  /// Where new runs go; the name becomes one that is free there.
  void setFolder(const QString& folder);
  void setStore(const QString& store);
  QString store() const;
  QString folder() const;
  const TrainingProblems& problems() const { return m_problems; }
  const std::optional<StoreFacts>& storeFacts() const { return m_facts; }
  bool ready() const { return m_problems.empty() && !m_readingStore; }
  /// Looks again whether the run's name is free.
  void check();
  /// The next free name, when the present one is taken and the person did not type it.
  void renewName();
  /// The next free name after the present one, once that is a run's.
  void passName();

 Q_SIGNALS:
  void changed();

 private:
  struct Row {
    QWidget* input;
    QLabel* reason;
  };
  QComboBox* addChoice(QFormLayout& form, const QString& label, const QStringList& words, const QString& tip);
  QLineEdit* addField(QFormLayout& form, TrainingField field, const QString& label, const QString& tip);
  QWidget* withReason(TrainingField field, QWidget* input, QWidget* shown);
  QWidget* withChooser(QLineEdit* edit, const QString& title);
  void makePlaces(QFormLayout& form);
  void makeModel(QFormLayout& form);
  void makeOptimisation(QFormLayout& form);
  void applyPreset(int index);
  void readStore();
  void edited();
  void showProblems();
  /// What remember() keeps, by name.
  std::vector<std::pair<QString, QComboBox*>> keptChoices() const;
  std::vector<std::pair<QString, QLineEdit*>> keptFields() const;

  TaskRunner& m_tasks;
  std::vector<TrainingPreset> m_presets;
  QComboBox *m_preset, *m_head, *m_features, *m_loss, *m_penalty, *m_split, *m_optimizer, *m_siren,
      *m_readout;
  QCheckBox* m_shuffle;
  QLineEdit *m_store, *m_folder, *m_name, *m_penaltyWeight, *m_rate, *m_epochs, *m_batch, *m_hidden,
      *m_patience, *m_seed;
  QLabel *m_storeText, *m_target;
  std::map<TrainingField, Row> m_rows;
  TrainingProblems m_problems;
  std::optional<StoreFacts> m_facts;
  QString m_storeProblem;
  bool m_readingStore = false, m_nameTyped = false, m_filling = false;
};

}  // namespace vxs::ui
