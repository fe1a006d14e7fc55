#pragma once

#include "ui/session/Session.h"
#include "ui/training/CommandProcess.h"
#include "ui/training/RunCurves.h"

#include <QTimer>

#include <map>
#include <memory>

namespace vxs::ui {

/// What the training panel is about: the run whose curves it shows, and the process that trains, evaluates or
/// makes the table. Knows no widget.
class TrainingJob : public QObject {
  Q_OBJECT
 public:
  enum class Work { None, Train, Evaluate, Sweep };
  /// `program`: see CommandProcess.
  TrainingJob(Session& session, QString program = {}, QObject* parent = nullptr);

  Session& session() { return m_session; }
  CommandProcess& process() { return m_process; }
  const CommandProcess& process() const { return m_process; }
  bool running() const { return m_process.running(); }
  /// Whether what runs is made of epochs, of which the last one that is over can be gone on from.
  bool hasEpochs() const { return m_hasEpochs; }
  /// Whether the run in work, which is the focused one, has no epoch that is over.
  bool noEpochYet() const;
  /// What runs, or ran last.
  Work work() const { return m_work; }
  /// The run that is, or was last, trained or evaluated; of a sweep the present one.
  const QString& runInWork() const { return m_runInWork; }

  void train(const train::TrainParams& params);
  /// Goes on with a run that was stopped; `epochs` above 0 replaces its own number.
  void resume(const QString& run, int epochs = 0);
  void evaluate(const QString& run);
  /// `headSeconds`: what a training of a head is known to take; what is measured meanwhile counts more.
  void sweep(const QStringList& arguments, std::map<QString, double> headSeconds = {});
  /// The first time training finishes its running epoch; asked for again, or of work without epochs, the work
  /// stops at once, and the running epoch is lost.
  void stop();
  /// The first and the second half of stop(): work without epochs goes on to its end; no epoch is waited for.
  void finishEpoch();
  void stopNow();
  /// statusText() says no longer why the last work failed.
  void forgetFailure() { m_process.forgetFailure(); }
  /// What stop() would do now, as its button says it.
  QString stopText() const;
  QString stopTip() const;
  /// Every text that stopText() may give, so that a button keeps its width.
  static QStringList stopTexts();

  /// Shows this run's curves; empty shows none.
  void focus(const QString& run);
  const QString& focusedRun() const { return m_focused; }
  /// nullptr while they are being read, or when they cannot be.
  const std::shared_ptr<const RunCurves>& curves() const { return m_curves; }
  const QString& curvesProblem() const { return m_curvesProblem; }

  /// One sentence on what happens or happened last: stage, how far, what is left, or why it failed.
  QString statusText() const;
  double fractionDone() const { return m_fraction; }  ///< < 0: not known

 Q_SIGNALS:
  void stateChanged();   ///< what runs, or how it ended
  void progressed();     ///< statusText(), fractionDone()
  void curvesChanged();  ///< curves(), focusedRun()
  void epochEnded(const QString& run);
  /// Work came to its end by itself, without failing.
  void workDone(vxs::ui::TrainingJob::Work work, const QString& run);

 private:
  void begin(Work work, const QString& run, const QStringList& arguments, bool hasEpochs);
  /// Of the work when the share of its stage that is reported is over: < 0 while that is not known.
  double fractionOf(double stageShare) const;
  /// Whether stop() would let the running epoch be finished.
  bool stopsAfterEpoch() const;
  void onEvent(const QJsonObject& event);
  void onProcessState();
  void addBatch(std::int64_t step, double loss);
  void reloadCurves();
  QString endText() const;
  QString goesOnFrom() const;
  /// "2 of 7, then about 40 min: ", of a table that is being made.
  QString cellText() const;

  Session& m_session;
  CommandProcess m_process;
  Work m_work = Work::None;
  bool m_hasEpochs = false;  ///< the present work
  bool m_inEpoch = false;    ///< a batch of its present stage is over
  bool m_epochLost = false;  ///< it was stopped at once while an epoch ran
  QString m_runInWork, m_focused, m_curvesProblem;
  std::shared_ptr<const RunCurves> m_curves;
  std::vector<BatchLoss> m_live;  ///< batches of the epoch that is not over
  QString m_stage;
  QJsonObject m_cell;  ///< of a table: the event that began the present one
  std::map<QString, double> m_headSeconds;
  double m_fraction = -1, m_secondsLeft = -1;
  double m_before = 0;  ///< share of its epochs that were over when a run was gone on with
  QTimer m_redraw;      ///< live batches come faster than anybody can look
};

}  // namespace vxs::ui
