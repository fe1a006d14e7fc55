#pragma once

#include "core/workflow/explain/Explanation.h"
#include "ui/session/Session.h"

#include <QObject>

#include <memory>
#include <optional>

namespace vxs::ui {

/// Explains the present prediction step by step on the model's lane, so that it can be watched and stopped
/// and an edit never waits for more than one step. What was being explained is given up when picture, caption
/// or run change. Knows no widget.
class ExplainService : public QObject {
  Q_OBJECT
 public:
  explicit ExplainService(Session& session, QObject* parent = nullptr);

  /// Begins anew with the session's caption, by the model of `predictions`, which are the session's own or
  /// those of its second run; what ran is given up. With `params.randomised` the result is kept beside the
  /// other, for the sanity check.
  void start(workflow::ExplainParams params, PredictionService& predictions);
  void cancel();
  void clear();  ///< what runs and what has been found
  bool running() const { return m_job != nullptr; }
  bool runningSanityCheck() const { return m_job && m_params.randomised; }
  int done() const { return m_done; }
  int total() const { return m_total; }
  /// What has been found for the present picture and caption; the randomised one only for the same
  /// parameters.
  const std::optional<workflow::Explanation>& explanation() const { return m_explanation; }
  const std::optional<workflow::Explanation>& randomised() const { return m_randomised; }
  /// Whether explanation() is whole, or was stopped on the way.
  bool complete() const { return m_complete; }
  const workflow::ExplainParams& params() const { return m_shown; }  ///< of explanation()
  const QString& problem() const { return m_problem; }

 Q_SIGNALS:
  void changed();
  /// Picture, caption or run changed, so there is nothing any more.
  void outdated();

 private:
  struct Job;
  void goOn();
  Session& m_session;
  PredictionService* m_predictions;
  workflow::ExplainParams m_params, m_shown;
  std::shared_ptr<Job> m_job;
  int m_done = 0, m_total = 0;
  bool m_complete = false;
  std::optional<workflow::Explanation> m_explanation, m_randomised;
  QString m_problem;
};

}  // namespace vxs::ui
