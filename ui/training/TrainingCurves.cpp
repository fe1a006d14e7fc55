#include "ui/training/TrainingCurves.h"

#include "ui/Theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

#include <array>
#include <cmath>

namespace vxs::ui {

namespace {

/// Okabe and Ito's colours, which colour-blind readers tell apart; on light and on dark.
QColor curveColor(std::size_t index) {
  const std::array<QColor, 7> colors{
      QColor(0xe6, 0x9f, 0x00), QColor(0x56, 0xb4, 0xe9), QColor(0x00, 0x9e, 0x73), QColor(0xcc, 0x79, 0xa7),
      QColor(0x00, 0x72, 0xb2), QColor(0xd5, 0x5e, 0x00), QColor(0xb8, 0xad, 0x2e)};
  return colors[index % colors.size()];
}

}  // namespace

TrainingCurves::TrainingCurves(TrainingJob& job, RunsModel& runs, QWidget* parent)
    : QWidget(parent),
      m_job(job),
      m_runs(runs),
      m_loss(new CurveView),
      m_r(new CurveView),
      m_axis(new QComboBox),
      m_smoothing(new QDoubleSpinBox),
      m_patience(new QLabel) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(4);
  grid->addWidget(m_loss, 0, 0);
  grid->addWidget(m_r, 0, 1);
  grid->setRowStretch(0, 1);
  makeControls();
  connect(&m_job, &TrainingJob::curvesChanged, this, &TrainingCurves::draw);
  connect(&m_runs, &RunsModel::summariesChanged, this, &TrainingCurves::draw);
  connect(&m_runs, &RunsModel::comparedChanged, this, &TrainingCurves::loadCompared);
  for (CurveView* view : {m_loss, m_r}) connect(view, &CurveView::xChosen, this, &TrainingCurves::chooseAt);
  draw();
}

void TrainingCurves::makeControls() {
  auto* row = new QHBoxLayout;
  m_axis->addItems({tr("Epochs"), tr("Steps"), tr("Time")});
  m_axis->setAccessibleName(tr("Horizontal axis"));
  m_axis->setToolTip(tr("What runs along the horizontal axis. Time is time spent training"));
  m_smoothing->setRange(0, 0.99);
  m_smoothing->setSingleStep(0.1);
  m_smoothing->setDecimals(2);
  m_smoothing->setAccessibleName(tr("Smoothing"));
  m_smoothing->setToolTip(
      tr("0: as it was. Above: an exponential moving average, the raw values faint behind it"));
  row->addWidget(new QLabel(tr("Over")));
  row->addWidget(m_axis);
  row->addWidget(new QLabel(tr("Smoothing")));
  row->addWidget(m_smoothing);
  row->addStretch();
  row->addWidget(m_patience);
  static_cast<QGridLayout*>(layout())->addLayout(row, 1, 0, 1, 2);
  connect(m_axis, &QComboBox::currentIndexChanged, this, &TrainingCurves::draw);
  connect(m_smoothing, &QDoubleSpinBox::valueChanged, this, &TrainingCurves::draw);
}

CurveAxis TrainingCurves::axis() const {
  constexpr std::array<CurveAxis, 3> kAxes{CurveAxis::Epoch, CurveAxis::Step, CurveAxis::Wall};
  return kAxes[static_cast<std::size_t>(std::max(0, m_axis->currentIndex()))];
}

void TrainingCurves::setAxis(CurveAxis axis) {
  m_axis->setCurrentIndex(axis == CurveAxis::Epoch ? 0 : axis == CurveAxis::Step ? 1 : 2);
}

void TrainingCurves::setSmoothing(double weight) {
  m_smoothing->setValue(weight);
}

void TrainingCurves::setShownEpoch(int epoch) {
  if (epoch == m_shownEpoch) return;
  m_shownEpoch = epoch;
  draw();
}

void TrainingCurves::loadCompared() {
  std::erase_if(m_compared, [this](const auto& entry) { return !m_runs.compared().contains(entry.first); });
  for (const QString& run : m_runs.compared()) {
    if (m_compared.contains(run)) continue;
    m_job.session().tasks().run(
        this, {Lane::Data, {}, QStringLiteral("compare:") + run, false, false},
        [path = run.toStdString()](Progress&) { return readRunCurves(path); },
        [this, run](RunCurves curves) {
          if (!m_runs.compared().contains(run)) return;
          m_compared[run] = std::make_shared<const RunCurves>(std::move(curves));
          draw();
        });
  }
  draw();
}

void TrainingCurves::add(CurvePlot& plot, const QString& name, const QColor& color,
                         const std::vector<QPointF>& points) const {
  const double weight = m_smoothing->value();
  if (weight > 0) plot.curves.push_back({{}, color, points, true, false});
  plot.curves.push_back({name, color, smoothed(points, weight), false, weight <= 0});
}

std::optional<double> TrainingCurves::xOf(int epoch) const {
  const auto& curves = m_job.curves();
  if (!curves || epoch < 1 || static_cast<std::size_t>(epoch) > curves->history.size()) return std::nullopt;
  return epochPoints(*curves, CurveQuantity::TrainLoss, axis())[static_cast<std::size_t>(epoch - 1)].x();
}

void TrainingCurves::chooseAt(double x) {
  const auto& curves = m_job.curves();
  if (!curves || curves->history.empty()) return;
  const auto points = epochPoints(*curves, CurveQuantity::TrainLoss, axis());
  std::size_t nearest = 0;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (std::abs(points[i].x() - x) < std::abs(points[nearest].x() - x)) nearest = i;
  Q_EMIT epochChosen(static_cast<int>(nearest) + 1);
}

QString TrainingCurves::patienceText() const {
  const auto& curves = m_job.curves();
  if (!curves || curves->history.empty()) return {};
  const int since = static_cast<int>(curves->history.size()) - curves->bestEpoch();
  const int patience = curves->summary.run.params.patience;
  const train::RunFile& run = curves->summary.run;
  // where a run is judged by something else than the curve of r that is drawn, its mark may lie off the
  // curve's top
  const QString best = (run.criterion == train::kMaskCriterion ? tr("best epoch %1, r %2")
                                                               : tr("best epoch %1 by r²/NC, r %2"))
                           .arg(curves->bestEpoch())
                           .arg(run.bestValidationMedianR, 0, 'f', 3);
  if (patience > 0) return tr("%1 · %2 of %3 epochs of patience used").arg(best).arg(since).arg(patience);
  if (since == 0) return tr("%1 · the last one").arg(best);
  return since == 1 ? tr("%1 · 1 epoch since").arg(best) : tr("%1 · %2 epochs since").arg(best).arg(since);
}

void TrainingCurves::draw() {
  const QString xName = m_axis->currentIndex() == 0   ? tr("epoch")
                        : m_axis->currentIndex() == 1 ? tr("step")
                                                      : tr("seconds of training");
  const auto& curves = m_job.curves();
  const QString why = m_job.focusedRun().isEmpty() ? tr("Start a training, or select a run in the table")
                      : !m_job.curvesProblem().isEmpty() ? m_job.curvesProblem()
                      : curves && curves->summary.run.info.head == "ridge"
                          ? tr("Ridge is solved in one step: it has no curve")
                          : tr("No epoch is over yet");
  CurvePlot loss{tr("Loss"), xName, why, {}, {}, {}, {}},
      r{tr("Validation r (median over voxels)"), xName, why, {}, {}, {}, {}};
  std::size_t color = 0;
  const bool comparing = std::any_of(m_compared.begin(), m_compared.end(),
                                     [this](const auto& entry) { return entry.first != m_job.focusedRun(); });
  if (curves) {
    loss.title =
        tr("Loss (%1), %2").arg(QString::fromStdString(curves->summary.run.params.loss), curves->name());
    const QString name = comparing ? curves->name() : QString();
    loss.curves.push_back({{}, curveColor(1), batchPoints(*curves, axis()), true, false});
    add(loss, tr("training"), curveColor(1), epochPoints(*curves, CurveQuantity::TrainLoss, axis()));
    add(loss, tr("validation"), curveColor(0), epochPoints(*curves, CurveQuantity::ValidationLoss, axis()));
    add(r, name.isEmpty() ? tr("validation") : name, curveColor(0),
        epochPoints(*curves, CurveQuantity::ValidationR, axis()));
    loss.bestX = r.bestX = xOf(curves->bestEpoch());
    loss.shownX = r.shownX = xOf(m_shownEpoch);
    if (const train::RunSummary* ridge = m_runs.ridgeBaseline(curves->summary))
      r.level = CurveLevel{tr("ridge (%1) %2")
                               .arg(QString::fromStdString(ridge->run.info.run.filename().string()))
                               .arg(ridge->run.bestValidationMedianR, 0, 'f', 3),
                           ridge->run.bestValidationMedianR};
  }
  for (const auto& [run, other] : m_compared) {
    if (run == m_job.focusedRun()) continue;
    const QColor shade = curveColor(2 + color++);
    add(loss, other->name(), shade, epochPoints(*other, CurveQuantity::ValidationLoss, axis()));
    add(r, other->name(), shade, epochPoints(*other, CurveQuantity::ValidationR, axis()));
  }
  m_loss->setPlot(std::move(loss));
  m_r->setPlot(std::move(r));
  m_patience->setText(patienceText());
}

}  // namespace vxs::ui
