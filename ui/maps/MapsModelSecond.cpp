#include "ui/maps/MapsModel.h"
#include "ui/maps/RunTask.h"
#include "ui/session/ComparisonLabels.h"

#include <tuple>
#include <utility>

// What MapsModel does with the second run.
namespace vxs::ui {

void MapsModel::compare() {
  m_difference.reset();
  m_second.reset();
  m_secondMissing = false;
  const auto second = m_session.secondRun();
  m_differenceReason = second ? tr("Comparing with the second run…")
                              : tr("Choose a second run of the same subject to see where it is better.");
  if (m_kind == MapKind::Difference)
    refreshMap();
  else if (!m_values.empty() && ownInViews())
    showMap();  // whose map it is belongs to its name now, or no longer
  if (!second || !m_evaluation) return;
  const auto stillWanted = [this, second] { return second == m_session.secondRun(); };
  runForOpenRun(
      m_session, this, {Lane::Statistics, tr("Comparing two runs"), QStringLiteral("compare"), true, true},
      [first = m_evaluation, second](const RunSource& source, Progress& progress) {
        const EvaluationPtr other = second->evaluation();
        return std::pair(other,
                         other ? std::make_shared<const train::EvaluationDifference>(
                                     train::compareEvaluations(*first, *other, source.atlases(), progress))
                               : DifferencePtr());
      },
      [this, second, stillWanted](std::pair<EvaluationPtr, DifferencePtr> compared) {
        if (!stillWanted()) return;
        std::tie(m_second, m_difference) = std::move(compared);
        m_secondMissing = !m_difference;
        m_differenceReason = m_difference
                                 ? QString()
                                 : tr("The second run, %1, has not been evaluated.").arg(runName(*second));
        Q_EMIT secondCompared();
        if (m_kind == MapKind::Difference) return refreshMap();
        if (m_difference)
          Q_EMIT m_session.tasks().noted(
              tr("%1 is compared with %2: see “%3” in the Maps panel")
                  .arg(runName(*second), runName(*m_session.run()), infoOf(MapKind::Difference).name));
      },
      [this, stillWanted](const QString& message) {
        if (!stillWanted()) return;
        m_differenceReason = message;
        if (m_kind == MapKind::Difference) refreshMap();
      });
}

void MapsModel::evaluateSecond() {
  const auto second = m_session.secondRun();
  evaluateRun(
      second,
      [this](const EvaluationPtr&) {
        Q_EMIT stateChanged();
        compare();
      },
      [this, second](const QString& message) {
        m_differenceReason = tr("%1 was not evaluated: %2").arg(runName(*second), message);
        Q_EMIT stateChanged();
      });
}

}  // namespace vxs::ui
