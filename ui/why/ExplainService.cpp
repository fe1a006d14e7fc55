#include "ui/why/ExplainService.h"

#include <chrono>

namespace vxs::ui {

namespace {
/// Steps are done together up to this time, so that fast ones do not wait for the window between them.
constexpr double kPortionMs = 60;
}  // namespace

/// Lives with the lane's tasks; touched there only.
struct ExplainService::Job {
  std::unique_ptr<workflow::Explaining> explaining;
};

ExplainService::ExplainService(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_predictions(&session.predictions()) {
  const auto outdate = [this] {
    clear();
    Q_EMIT outdated();
  };
  connect(&session, &Session::runChanged, this, outdate);
  connect(&session, &Session::itemChanged, this, outdate);
  connect(&session, &Session::pictureChanged, this, outdate);
  connect(&session, &Session::captionChanged, this, outdate);
}

void ExplainService::clear() {
  m_job.reset();
  m_explanation.reset();
  m_randomised.reset();
  m_problem.clear();
  m_done = m_total = 0;
  Q_EMIT changed();
}

void ExplainService::cancel() {
  m_job.reset();
  Q_EMIT changed();
}

void ExplainService::start(workflow::ExplainParams params, PredictionService& predictions) {
  m_predictions = &predictions;
  params.caption = m_session.caption().toStdString();
  m_params = std::move(params);
  m_job = std::make_shared<Job>();
  m_done = m_total = 0;
  m_problem.clear();
  m_randomised.reset();
  if (!m_params.randomised) {
    m_explanation.reset();
    m_complete = false;
    m_shown = m_params;
  }
  goOn();
  Q_EMIT changed();
}

void ExplainService::goOn() {
  struct Progressed {
    workflow::Explanation soFar;
    int done = 0, total = 0;
  };
  m_predictions->use(
      this, {Lane::Predict, {}, QStringLiteral("explain"), false, true},
      [job = m_job, params = m_params](workflow::Predictor& predictor, Progress& progress) {
        const auto start = std::chrono::steady_clock::now();
        if (!job->explaining) job->explaining = predictor.explain(params);
        do {
          progress.throwIfCancelled();
          job->explaining->step();
        } while (!job->explaining->finished() &&
                 std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() <
                     kPortionMs);
        return Progressed{job->explaining->soFar(), job->explaining->done(), job->explaining->total()};
      },
      [this, job = m_job](Progressed progressed) {
        if (job != m_job) return;  // stopped, or begun anew
        m_done = progressed.done;
        m_total = progressed.total;
        if (!progressed.soFar.randomised) m_complete = m_done >= m_total;
        (progressed.soFar.randomised ? m_randomised : m_explanation) = std::move(progressed.soFar);
        if (m_done >= m_total)
          m_job.reset();
        else
          goOn();
        Q_EMIT changed();
      },
      [this, job = m_job](const QString& message) {
        if (job != m_job) return;
        m_job.reset();
        m_problem = message;
        Q_EMIT changed();
      });
}

}  // namespace vxs::ui
