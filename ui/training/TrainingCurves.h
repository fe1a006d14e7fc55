#pragma once

#include "ui/training/CurveView.h"
#include "ui/training/RunCurves.h"
#include "ui/training/RunsModel.h"
#include "ui/training/TrainingJob.h"

#include <QWidget>

#include <map>
#include <memory>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace vxs::ui {

/// Loss and validation r of the focused run and of those it is compared with, over steps, epochs or time;
/// smoothed only when asked to, with the raw values behind.
class TrainingCurves : public QWidget {
  Q_OBJECT
 public:
  TrainingCurves(TrainingJob& job, RunsModel& runs, QWidget* parent = nullptr);

  CurveView& loss() { return *m_loss; }
  CurveView& correlation() { return *m_r; }
  CurveAxis axis() const;
  void setAxis(CurveAxis axis);
  void setSmoothing(double weight);
  /// Marks the epoch that the brain shows.
  void setShownEpoch(int epoch);
  /// "3 epochs since the best, patience 5".
  QString patienceText() const;

 Q_SIGNALS:
  void epochChosen(int epoch);

 private:
  void makeControls();
  void loadCompared();
  void draw();
  void add(CurvePlot& plot, const QString& name, const QColor& color,
           const std::vector<QPointF>& points) const;
  std::optional<double> xOf(int epoch) const;
  void chooseAt(double x);

  TrainingJob& m_job;
  RunsModel& m_runs;
  CurveView *m_loss, *m_r;
  QComboBox* m_axis;
  QDoubleSpinBox* m_smoothing;
  QLabel* m_patience;
  std::map<QString, std::shared_ptr<const RunCurves>> m_compared;
  int m_shownEpoch = 0;
};

}  // namespace vxs::ui
