#pragma once

#include "ui/training/CurveView.h"
#include "ui/training/RunCurves.h"
#include "ui/training/RunsModel.h"
#include "ui/training/TrainingJob.h"
#include "ui/widgets/WrappedColumn.h"

#include <map>
#include <memory>

class QComboBox;
class QDoubleSpinBox;

namespace vxs::ui {

class ElidedLabel;

/// Loss and validation score of the focused run and of those it is compared with, over steps, epochs or time;
/// smoothed only when asked to, with the raw values behind. The score is the one that chooses the best epoch,
/// which is marked on it; the median r can be chosen instead.
class TrainingCurves : public WrappedColumn {
  Q_OBJECT
 public:
  TrainingCurves(TrainingJob& job, RunsModel& runs, QWidget* parent = nullptr);

  CurveView& loss() { return *m_loss; }
  CurveView& score() { return *m_score; }
  CurveAxis axis() const;
  void setAxis(CurveAxis axis);
  /// ValidationScore or ValidationR.
  CurveQuantity shownScore() const;
  void setShownScore(CurveQuantity quantity);
  void setSmoothing(double weight);
  /// Marks the epoch that the brain shows.
  void setShownEpoch(int epoch);
  /// "3 epochs since the best, patience 5".
  QString patienceText() const;

 Q_SIGNALS:
  void epochChosen(int epoch);

 private:
  void makeControls();
  /// Those that are not there yet, or were trained further since.
  void loadCompared();
  void draw();
  void drawLoss(CurvePlot& plot) const;
  void drawScore(CurvePlot& plot, bool comparing) const;
  void addRidge(CurvePlot& plot, bool score) const;
  QString whyEmpty() const;
  void drawCompared(CurvePlot& loss, CurvePlot& score) const;
  /// `name` alone, where there is nothing to draw.
  static void addWord(CurvePlot& plot, const QString& name, const QColor& color);
  /// patienceText(), and in fewer words.
  QStringList patienceWordings() const;
  void add(CurvePlot& plot, const QString& name, const QColor& color,
           const std::vector<QPointF>& points) const;
  std::optional<double> xOf(int epoch) const;
  void chooseAt(double x);

  TrainingJob& m_job;
  RunsModel& m_runs;
  CurveView *m_loss, *m_score;
  QComboBox *m_axis, *m_quantity;
  QDoubleSpinBox* m_smoothing;
  ElidedLabel* m_patience;
  std::map<QString, std::shared_ptr<const RunCurves>> m_compared;
  std::map<QString, std::filesystem::file_time_type> m_read;  ///< of them: run.json when they were asked for
  int m_shownEpoch = 0;
};

}  // namespace vxs::ui
