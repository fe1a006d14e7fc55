#pragma once

#include "ui/training/TrainingJob.h"

#include <QTimer>
#include <QWidget>

class QLayout;
class QProgressBar;
class QPushButton;

namespace vxs::ui {

class ElidedLabel;
class EpochScrubber;
class RunsTable;
class TrainingCurves;
class TrainingForm;

/// Training at the bottom of the window: a form, what runs and how it goes, curves with the ridge baseline,
/// the epochs scrubbed in the brain, and the runs of the folder.
class TrainingPanel : public QWidget {
  Q_OBJECT
 public:
  /// `program`: see CommandProcess.
  explicit TrainingPanel(Session& session, QString program = {}, QWidget* parent = nullptr);
  ~TrainingPanel() override;

  TrainingJob& job() { return *m_job; }
  TrainingForm& form() { return *m_form; }
  RunsTable& runs() { return *m_runs; }
  EpochScrubber& epochs() { return *m_epochs; }
  TrainingCurves& plots() { return *m_curves; }

  bool canStart() const;
  /// The run that Resume would go on with: the selected one, when it was stopped after an epoch or more;
  /// empty otherwise.
  QString resumable() const;
  /// Why there is none; empty when there is one.
  QString whyNotResumable() const;
  void start();
  /// TrainingJob::stop().
  void stop();
  /// Of a run that is complete it asks first how many epochs it shall have.
  void resume();
  void evaluate();
  void openFocused();
  void showTable();
  void makeTableOne();
  /// The form as the selected run was trained.
  void useSettings();
  /// Why the form as it is makes no table, or nothing can be made now; empty when one can be made.
  QString whyNoTable() const;
  /// `voxelscope-cli train …` of the form as it is; empty while something is wrong with it.
  QString command() const;

 Q_SIGNALS:
  /// What can be done has changed.
  void changed();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeFormSide();
  void askForEpochs(const train::RunSummary& summary);
  /// On the run that was trained last, in fewer and fewer words; empty: there is none.
  QStringList advice() const;
  QWidget* makeMiddle();
  QWidget* makeStatusLine();
  void showStatusLine();
  void pressStop();
  void followSession();
  void selectRun(const QString& run);
  void nameNext();
  /// What went wrong is told until the form is another one.
  void forgetFailure();
  void followJob();
  void onWorkDone(TrainingJob::Work work, const QString& run);
  void openFirstEpoch(const QString& run);
  void showCommand();
  QPushButton* addButton(const QString& name, const QString& text, const QString& tip,
                         void (TrainingPanel::*slot)());

  Session& m_session;
  TrainingJob* m_job;
  TrainingForm* m_form;
  RunsTable* m_runs;
  TrainingCurves* m_curves;
  EpochScrubber* m_epochs;
  ElidedLabel *m_command, *m_status;
  QWidget* m_statusLine = nullptr;
  QProgressBar* m_bar;
  QPushButton *m_start, *m_stop, *m_resume, *m_table, *m_evaluate, *m_open, *m_showTable, *m_copy = nullptr;
  QTimer m_hold;          ///< while it runs, the button Stop takes no click
  QString m_finishedRun;  ///< for which Evaluate and Open are offered
  QStringList m_ended;    ///< the form's words when the work that ran last came to its end
};

}  // namespace vxs::ui
