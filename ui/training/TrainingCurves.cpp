#include "ui/training/TrainingCurves.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/MinusSpinBox.h"

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

/// "over nsdgeneral (2328 voxels)" of a criterion's words (core/train/Criterion.h).
QString overWhat(const std::string& criterion) {
  const QString words = QString::fromStdString(criterion);
  return words.mid(std::max<qsizetype>(0, words.indexOf(QLatin1String("over "))));
}

/// What a field is for, before it; the two are never parted.
QWidget* named(const QString& name, QWidget* field) {
  auto* pair = new QWidget;
  auto* row = new QHBoxLayout(pair);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  row->addWidget(new QLabel(name));
  row->addWidget(field);
  return pair;
}

}  // namespace

TrainingCurves::TrainingCurves(TrainingJob& job, RunsModel& runs, QWidget* parent)
    : WrappedColumn(parent),
      m_job(job),
      m_runs(runs),
      m_loss(new CurveView),
      m_score(new CurveView),
      m_axis(new QComboBox),
      m_quantity(new QComboBox),
      m_smoothing(new MinusSpinBox),
      m_patience(new ElidedLabel) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(4);
  grid->addWidget(m_loss, 0, 0);
  grid->addWidget(m_score, 0, 1);
  grid->setRowStretch(0, 1);
  makeControls();
  connect(&m_job, &TrainingJob::curvesChanged, this, &TrainingCurves::draw);
  connect(&m_runs, &RunsModel::summariesChanged, this, &TrainingCurves::loadCompared);
  connect(&m_runs, &RunsModel::comparedChanged, this, &TrainingCurves::loadCompared);
  for (CurveView* view : {m_loss, m_score})
    connect(view, &CurveView::xChosen, this, &TrainingCurves::chooseAt);
  draw();
}

void TrainingCurves::makeControls() {
  auto* row = new FlowLayout;
  m_axis->addItems({tr("Epochs"), tr("Steps"), tr("Time")});
  m_axis->setAccessibleName(tr("Horizontal axis"));
  m_axis->setToolTip(tr("What runs along the horizontal axis. Time is time spent training"));
  m_smoothing->setRange(0, 0.99);
  m_smoothing->setSingleStep(0.1);
  m_smoothing->setDecimals(2);
  m_smoothing->setAccessibleName(tr("Smoothing"));
  m_smoothing->setToolTip(
      tr("0: as it was. Above: an exponential moving average, the raw values faint behind it"));
  m_quantity->addItems({tr("Score"), tr("Median r")});
  m_quantity->setObjectName(QStringLiteral("validationCurve"));
  m_quantity->setAccessibleName(tr("Validation curve"));
  row->addWidget(named(tr("Validation"), m_quantity));
  row->addWidget(named(tr("Over"), m_axis));
  row->addWidget(named(tr("Smoothing"), m_smoothing));
  row->addWidget(m_patience);
  static_cast<QGridLayout*>(layout())->addLayout(row, 1, 0, 1, 2);
  for (QComboBox* box : {m_axis, m_quantity})
    connect(box, &QComboBox::currentIndexChanged, this, &TrainingCurves::draw);
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
  const auto unchecked = [this](const auto& entry) { return !m_runs.compared().contains(entry.first); };
  std::erase_if(m_compared, unchecked);
  std::erase_if(m_read, unchecked);
  for (const QString& run : m_runs.compared()) {
    const train::RunSummary* summary = m_runs.summary(run);
    const auto changed = summary ? summary->changed : std::filesystem::file_time_type::min();
    if (const auto read = m_read.find(run); read != m_read.end() && read->second == changed) continue;
    m_read[run] = changed;
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
  const bool dots = weight <= 0 || points.size() == 1;  // one point makes no line
  plot.curves.push_back({name, color, smoothed(points, weight), false, dots});
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
  return patienceWordings().value(0);
}

QStringList TrainingCurves::patienceWordings() const {
  const auto& curves = m_job.curves();
  if (!curves || curves->history.empty()) return {};
  const int since = static_cast<int>(curves->history.size()) - curves->bestEpoch();
  const int patience = curves->summary.run.params.patience;
  const train::RunFile& run = curves->summary.run;
  const ScoreScale scale = scoreScale(run);
  QString best = tr("best epoch %1, %2").arg(curves->bestEpoch()).arg(scale.text(run.bestValidationScore));
  if (scale.name != QLatin1String("r")) best += tr(" (r %1)").arg(run.bestValidationMedianR, 0, 'f', 3);
  const QString brief = tr("best: %1").arg(curves->bestEpoch());
  QString after = since == 1 ? tr("1 epoch since") : tr("%1 epochs since").arg(since), used = after;
  if (since == 0) after = used = tr("the last one");
  if (curves->mayImprove()) after = tr("the last one: more epochs may do better"), used = tr("the last");
  if (patience > 0 && !curves->mayImprove()) {
    after = tr("%1 of %2 epochs of patience used").arg(since).arg(patience);
    used = tr("patience %1 of %2").arg(since).arg(patience);
  }
  const QString both = QStringLiteral("%1 · %2");
  return {both.arg(best, after), both.arg(brief, used), brief};
}

QString TrainingCurves::whyEmpty() const {
  const auto& curves = m_job.curves();
  if (m_job.focusedRun().isEmpty()) return tr("Start a training, or select a run in the table");
  if (!m_job.curvesProblem().isEmpty()) return m_job.curvesProblem();
  return curves && curves->summary.run.info.head == "ridge"
             ? tr("Ridge is solved in one step: it has no curve")
             : tr("No epoch is over yet");
}

CurveQuantity TrainingCurves::shownScore() const {
  return m_quantity->currentIndex() == 0 ? CurveQuantity::ValidationScore : CurveQuantity::ValidationR;
}

void TrainingCurves::setShownScore(CurveQuantity quantity) {
  m_quantity->setCurrentIndex(quantity == CurveQuantity::ValidationScore ? 0 : 1);
}

void TrainingCurves::addWord(CurvePlot& plot, const QString& name, const QColor& color) {
  plot.curves.push_back({name, color, {}, false, false});
}

/// A run without a curve has no part in the title, which names what is drawn.
void TrainingCurves::drawLoss(CurvePlot& plot) const {
  const auto& curves = m_job.curves();
  if (!curves) return;
  if (curves->isRidge())
    return addWord(plot, tr("%1: %2").arg(curves->name(), curves->whyNoCurve()), curveColor(0));
  plot.briefTitle = tr("Loss");
  plot.title =
      tr("Loss (%1), %2").arg(QString::fromStdString(curves->summary.run.params.loss), curves->name());
  plot.curves.push_back({tr("batches"), curveColor(1), batchPoints(*curves, axis()), true, false});
  add(plot, tr("training"), curveColor(1), epochPoints(*curves, CurveQuantity::TrainLoss, axis()));
  add(plot, tr("validation"), curveColor(0), epochPoints(*curves, CurveQuantity::ValidationLoss, axis()));
}

/// The score by the run's criterion, which is largest at the best epoch; or the median r, whose top may lie
/// elsewhere.
void TrainingCurves::drawScore(CurvePlot& plot, bool comparing) const {
  const auto& curves = m_job.curves();
  if (!curves) return;
  const train::RunFile& run = curves->summary.run;
  const ScoreScale scale = scoreScale(run);
  const bool score = shownScore() == CurveQuantity::ValidationScore && scale.name != QLatin1String("r");
  const auto points = epochPoints(*curves, shownScore(), axis());
  plot.title = score ? tr("Validation score, median %1").arg(overWhat(run.criterion))
                     : tr("Validation r, median over the mask");
  plot.briefTitle = score ? tr("Validation score") : tr("Validation r");
  plot.yName = score ? tr("%1 (%2)").arg(scale.name, scale.unit) : tr("median r");
  if (curves->isRidge())  // its level is drawn, by its name
    addWord(plot, tr("%1: %2").arg(curves->name(), curves->whyNoCurve()), curveColor(0));
  else
    add(plot, comparing ? curves->name() : tr("validation"), curveColor(0), points);
  const auto best = static_cast<std::size_t>(std::max(curves->bestEpoch(), 0));
  if (best >= 1 && best <= points.size()) {
    plot.best = points[best - 1];
    plot.bestText =
        tr("best epoch %1, %2").arg(best).arg(scale.text(curves->history[best - 1].validationScore));
  }
  addRidge(plot, score);
}

/// The best ridge of the same data; of a ridge itself its own.
void TrainingCurves::addRidge(CurvePlot& plot, bool score) const {
  const train::RunSummary& shown = m_job.curves()->summary;
  const train::RunSummary* ridge = m_job.curves()->isRidge() ? &shown : m_runs.ridgeBaseline(shown);
  if (!ridge || (score && ridge->run.criterion != shown.run.criterion)) return;
  const ScoreScale scale = scoreScale(shown.run);
  const double level =
      score ? scale.factor * ridge->run.bestValidationScore : ridge->run.bestValidationMedianR;
  plot.level = CurveLevel{tr("ridge (%1) %2")
                              .arg(QString::fromStdString(ridge->run.info.run.filename().string()))
                              .arg(level, 0, 'f', score ? scale.decimals : 3),
                          level};
}

void TrainingCurves::drawCompared(CurvePlot& loss, CurvePlot& score) const {
  const auto& curves = m_job.curves();
  const auto lossOf = [](const RunCurves& run) {
    return QString::fromStdString(run.summary.run.params.loss);
  };
  QStringList losses;  // of the curves that are drawn
  if (curves && curves->whyNoCurve().isEmpty()) losses << lossOf(*curves);
  for (const auto& [run, other] : m_compared)
    if (other->whyNoCurve().isEmpty() && !losses.contains(lossOf(*other))) losses << lossOf(*other);
  if (losses.size() == 1 && curves && curves->isRidge()) loss.title = tr("Loss (%1)").arg(losses.front());
  std::size_t color = 0;
  for (const auto& [run, other] : m_compared) {
    if (run == m_job.focusedRun()) continue;
    const QColor shade = curveColor(2 + color++);
    if (const QString why = other->whyNoCurve(); !why.isEmpty()) {
      for (CurvePlot* plot : {&loss, &score}) addWord(*plot, tr("%1: %2").arg(other->name(), why), shade);
      continue;
    }
    const QString what = losses.size() > 1 ? tr("%1, validation (%2)").arg(other->name(), lossOf(*other))
                                           : tr("%1, validation").arg(other->name());
    add(loss, what, shade, epochPoints(*other, CurveQuantity::ValidationLoss, axis()));
    loss.curves.back().brief = other->name();
    // scores by other voxels or another rule are no numbers of the same axis
    const bool same = !curves || shownScore() == CurveQuantity::ValidationR ||
                      other->summary.run.criterion == curves->summary.run.criterion;
    if (same)
      add(score, other->name(), shade, epochPoints(*other, shownScore(), axis()));
    else
      addWord(score, tr("%1: another criterion").arg(other->name()), shade);
  }
}

void TrainingCurves::draw() {
  const QString xName = m_axis->currentIndex() == 0   ? tr("epoch")
                        : m_axis->currentIndex() == 1 ? tr("step")
                                                      : tr("seconds of training");
  const auto& curves = m_job.curves();
  CurvePlot loss{tr("Loss"), xName, whyEmpty(), {}, {}, {}, {}},
      score{tr("Validation score"), xName, whyEmpty(), {}, {}, {}, {}};
  const bool comparing = std::any_of(m_compared.begin(), m_compared.end(),
                                     [this](const auto& entry) { return entry.first != m_job.focusedRun(); });
  drawLoss(loss);
  drawScore(score, comparing);
  if (curves) {
    loss.bestX = score.bestX = xOf(curves->bestEpoch());
    loss.shownX = score.shownX = xOf(m_shownEpoch);
  }
  drawCompared(loss, score);
  m_loss->setPlot(std::move(loss));
  m_score->setPlot(std::move(score));
  m_patience->setWordings(patienceWordings());
  m_patience->setVisible(!m_patience->text().isEmpty());
  m_quantity->setToolTip(tr("Score: what chooses the best epoch (%1; a negative r counts below 0). Median r: "
                            "over every voxel of the "
                            "mask, most of which answer to no picture")
                             .arg(curves ? QString::fromStdString(curves->summary.run.criterion)
                                         : tr("r|r|/NC where there is something to predict")));
}

}  // namespace vxs::ui
