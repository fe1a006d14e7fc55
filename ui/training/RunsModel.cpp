#include "ui/training/RunsModel.h"

#include "ui/training/TrainingSettings.h"

#include <QColor>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace vxs::ui {

namespace {

QDateTime timeOf(std::filesystem::file_time_type time) {
  const auto system = std::chrono::file_clock::to_sys(time);
  return QDateTime::fromMSecsSinceEpoch(
      std::chrono::duration_cast<std::chrono::milliseconds>(system.time_since_epoch()).count());
}

QString stateText(train::RunState state) {
  switch (state) {
    case train::RunState::Running:
      return RunsModel::tr("running");
    case train::RunState::Complete:
      return RunsModel::tr("complete");
    case train::RunState::Incomplete:
      return RunsModel::tr("no weights");
    default:
      return RunsModel::tr("stopped");
  }
}

QString rText(double r) {
  return std::isfinite(r) ? QString::number(r, 'f', 3) : QString();
}

/// "45.2 %" of the noise ceiling, or "r 0.310" where a run of an earlier version was judged by its median r.
QString scoreText(const train::RunFile& run) {
  if (!std::isfinite(run.bestValidationScore)) return {};
  const ScoreScale scale = scoreScale(run);
  return scale.unit.isEmpty() ? scale.text(run.bestValidationScore) : scale.number(run.bestValidationScore);
}

/// Of "median validation r|r|/NC over nsdgeneral (2328 voxels)": "r|r|/NC, nsdgeneral".
QString unitOfScore(const train::RunFile& run) {
  const QString criterion = QString::fromStdString(run.criterion);
  QString where = criterion.section(QLatin1String(" over "), 1);
  where.truncate(where.contains(QLatin1String(" (")) ? where.indexOf(QLatin1String(" (")) : where.size());
  const QString name = scoreScale(run).name;
  return where.isEmpty() ? name : RunsModel::tr("%1, %2").arg(name, where);
}

QString unitOfAccuracy(const train::RunAccuracy& accuracy) {
  return RunsModel::tr("r²/NC, %1").arg(QString::fromStdString(accuracy.maskName));
}

/// "mlp", "mlp, dense", "cnn (control)".
QString headText(const train::RunFile& run) {
  QString text = QString::fromStdString(run.info.head);
  if (choosesReadout(run.info.head) && run.params.readout != train::TrainParams().readout)
    text += QStringLiteral(", ") + QString::fromStdString(run.params.readout);
  return run.info.shuffledControl ? text + RunsModel::tr(" (control)") : text;
}

/// The sum over voxels that a preset makes.
QString sumOf(const train::RunAccuracy& accuracy) {
  return accuracy.metric == "algonauts" ? RunsModel::tr("mean") : RunsModel::tr("median");
}

QString columnTip(int column) {
  const QStringList tips{
      RunsModel::tr("Check runs to lay their curves over those of the selected one"),
      RunsModel::tr(
          "Of the best epoch, which it chooses: the median over the voxels that answer to pictures of "
          "r|r|/NC on the validation images, in percent of the noise ceiling. Not to be compared with "
          "Accuracy, which is of other images and other voxels"),
      RunsModel::tr(
          "After Evaluate: r²/NC on the test images over every voxel of the mask, most of which answer "
          "to no picture, in percent of the noise ceiling. Not to be compared with Best score, which "
          "is of other images and other voxels"),
      RunsModel::tr("complete; running, here or in another program; or stopped, to be resumed"),
      RunsModel::tr(
          "The network from features to voxels, and how its queries become voxels where that is chosen"),
      RunsModel::tr("Distance of predicted and measured that was made small"),
      RunsModel::tr("On the weights. GCV: ridge's, one a voxel by cross-validation"),
      RunsModel::tr("How many are over, of how many were asked for"),
      RunsModel::tr("When its folder was last written")};
  return tips.value(column);
}

bool isUnfinished(train::RunState state) {
  return state == train::RunState::Stopped || state == train::RunState::Incomplete;
}

bool isRidge(const train::RunSummary& summary) {
  return summary.run.info.head == "ridge";
}

bool hasNoEpoch(const train::RunSummary& summary) {
  return summary.state == train::RunState::Stopped && summary.run.history.empty();
}

bool sameNumber(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

/// What can have changed of a run that was read again.
bool isAsBefore(const train::RunSummary& before, const train::RunSummary& now) {
  if (before.changed != now.changed || before.state != now.state || before.checkpoint != now.checkpoint ||
      before.run.history.size() != now.run.history.size() || before.run.criterion != now.run.criterion ||
      !sameNumber(before.run.bestValidationScore, now.run.bestValidationScore) ||
      before.accuracy.has_value() != now.accuracy.has_value())
    return false;
  const auto& was = before.accuracy;
  const auto& is = now.accuracy;
  return !was || (sameNumber(was->accuracy, is->accuracy) && sameNumber(was->medianR, is->medianR) &&
                  was->metric == is->metric && was->maskName == is->maskName);
}

}  // namespace

int RunsModel::rowOf(const QString& run) const {
  const auto found =
      std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.path == run; });
  return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void RunsModel::keepOnly(const std::vector<std::filesystem::path>& runs) {
  std::set<QString> wanted;
  for (const auto& run : runs) wanted.insert(QString::fromStdString(run.string()));
  const std::size_t compared = m_compared.size(), rows = m_rows.size();
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (wanted.contains(m_rows[static_cast<std::size_t>(row)].path)) continue;
    beginRemoveRows({}, row, row);
    m_compared.erase(m_rows[static_cast<std::size_t>(row)].path);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
  }
  if (m_compared.size() != compared) Q_EMIT comparedChanged();
  if (m_rows.size() != rows) Q_EMIT headerDataChanged(Qt::Horizontal, BestScore, Accuracy);
}

/// Runs are read again every few seconds: one that is as it was moves nothing.
void RunsModel::put(Row row) {
  if (const int at = rowOf(row.path); at >= 0) {
    Row& known = m_rows[static_cast<std::size_t>(at)];
    if (known.problem == row.problem && isAsBefore(known.summary, row.summary)) return;
    known = std::move(row);
    Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
  } else {
    const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), row.path,
                                        [](const Row& a, const QString& path) { return a.path < path; });
    const int position = static_cast<int>(place - m_rows.begin());
    beginInsertRows({}, position, position);
    m_rows.insert(place, std::move(row));
    endInsertRows();
  }
  Q_EMIT headerDataChanged(Qt::Horizontal, BestScore, Accuracy);
  Q_EMIT summariesChanged();
}

void RunsModel::setSummary(const train::RunSummary& summary) {
  put({QString::fromStdString(summary.run.info.run.string()), summary, {}});
}

void RunsModel::setUnreadable(const QString& run, const QString& reason) {
  put({run, {}, reason});
}

int RunsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::text(const Row& row, int column) const {
  if (column == Name) return QFileInfo(row.path).fileName();
  if (!row.problem.isEmpty()) return column == State ? tr("unreadable") : QVariant();
  const train::RunFile& run = row.summary.run;
  const bool ridge = isRidge(row.summary);
  switch (column) {
    case State:
      return hasNoEpoch(row.summary) ? tr("stopped, no epoch") : stateText(row.summary.state);
    case Head:
      return headText(run);
    case Loss:
      return ridge ? QString() : QString::fromStdString(run.params.loss);
    case Penalty:
      return ridge ? tr("GCV") : QString::fromStdString(run.params.penalty);
    case Epochs:
      return ridge ? QString() : tr("%1 of %2").arg(run.history.size()).arg(run.params.epochs);
    case BestScore:
      return run.history.empty() && !run.finished ? QString() : scoreText(run);
    case Accuracy:
      if (!row.summary.accuracy || !std::isfinite(row.summary.accuracy->accuracy)) return {};
      return tr("%1 %").arg(100 * row.summary.accuracy->accuracy, 0, 'f', 1);
    case Changed:
      return QLocale().toString(timeOf(row.summary.changed), QLocale::ShortFormat);
    default:
      return {};
  }
}

QVariant RunsModel::sortKey(const Row& row, int column) const {
  switch (column) {
    case Epochs:
      return static_cast<int>(row.summary.run.history.size());
    case BestScore:
      return std::isfinite(row.summary.run.bestValidationScore) ? row.summary.run.bestValidationScore : -2.0;
    case Accuracy:
      return row.summary.accuracy && std::isfinite(row.summary.accuracy->accuracy)
                 ? row.summary.accuracy->accuracy
                 : -1.0;
    case Changed:
      return timeOf(row.summary.changed);
    default:
      return text(row, column);
  }
}

QString RunsModel::tip(const Row& row) const {
  if (!row.problem.isEmpty()) return row.problem;
  const train::RunFile& run = row.summary.run;
  QString tip = tr("%1\nsubj%2, mask %3, %L4 voxels, %5 features of %6\nseed %7, %8 split, batch %9")
                    .arg(row.path)
                    .arg(run.info.subject, 2, 10, QLatin1Char('0'))
                    .arg(QString::fromStdString(run.info.maskName))
                    .arg(run.info.voxels)
                    .arg(QString::fromStdString(run.info.features), QString::fromStdString(run.info.encoder))
                    .arg(run.params.seed)
                    .arg(QString::fromStdString(run.params.split))
                    .arg(run.params.batchSize);
  if (!isRidge(row.summary)) tip += tr(", learning rate %1").arg(run.params.learningRate);
  if (choosesReadout(run.info.head))
    tip += tr(", %1 readout").arg(QString::fromStdString(run.params.readout));
  for (const int column : {BestScore, Accuracy})
    if (const QString score = scoreTip(row, column); !score.isEmpty()) tip += QLatin1Char('\n') + score;
  if (row.summary.state == train::RunState::Incomplete)
    tip += tr("\nIts best.safetensors is missing or cut off: it can predict nothing");
  if (hasNoEpoch(row.summary))
    tip +=
        tr("\nStopped before its first epoch was over: there is nothing to resume. Start under the same "
           "name begins it anew");
  if (run.info.syntheticSubject) tip += tr("\nSYNTHETIC SUBJECT");
  if (run.info.demoEncoder) tip += tr("\nDEMO ENCODER");
  return tip;
}

QString RunsModel::scoreTip(const Row& row, int column) const {
  const train::RunFile& run = row.summary.run;
  if (column == BestScore && !text(row, BestScore).toString().isEmpty())
    return tr("Best score: %1, of %2 validation images; median r over the mask there %3")
        .arg(QString::fromStdString(run.criterion))
        .arg(run.info.validationImages.size())
        .arg(rText(run.bestValidationMedianR));
  const auto& accuracy = row.summary.accuracy;
  if (column == Accuracy && accuracy)
    return tr("Accuracy: %1 r²/NC of the test images, preset %2, mask %3 (every voxel that has a ceiling); "
              "median "
              "r there %4")
        .arg(sumOf(*accuracy), QString::fromStdString(accuracy->metric),
             QString::fromStdString(accuracy->maskName), rText(accuracy->medianR));
  return {};
}

QString RunsModel::commonUnit(int column) const {
  QString common;
  for (const Row& row : m_rows) {
    if (!row.problem.isEmpty() || text(row, column).toString().isEmpty()) continue;
    const QString unit =
        column == BestScore ? unitOfScore(row.summary.run) : unitOfAccuracy(*row.summary.accuracy);
    if (!common.isEmpty() && common != unit) return {};
    common = unit;
  }
  return common;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return text(row, column);
    case Qt::ToolTipRole:
      if (const QString score = scoreTip(row, column); !score.isEmpty()) return score;
      return index.data(Qt::CheckStateRole).isValid()
                 ? tip(row) + tr("\nCheck it to lay its curves over those of the selected run")
                 : tip(row);
    case Qt::CheckStateRole:
      if (column != Name || !row.problem.isEmpty() || row.summary.run.history.empty()) return {};
      return m_compared.contains(row.path) ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
      return int(column == BestScore || column == Accuracy || column == Epochs
                     ? Qt::AlignRight | Qt::AlignVCenter
                     : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ForegroundRole:
      if (!row.problem.isEmpty() || (column == State && isUnfinished(row.summary.state)))
        return QColor(0xd9, 0x82, 0x2b);
      return {};
    case PathRole:
      return row.path;
    case SortRole:
      return sortKey(row, column);
    default:
      return {};
  }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  if (role == Qt::ToolTipRole) return columnTip(section);
  if (role != Qt::DisplayRole) return {};
  const QStringList names{tr("Run (☑ overlay)"), tr("Best score"), tr("Accuracy"),
                          tr("State"),           tr("Head"),       tr("Loss"),
                          tr("Penalty"),         tr("Epochs"),     tr("Changed")};
  const QString unit = section == BestScore || section == Accuracy ? commonUnit(section) : QString();
  return unit.isEmpty() ? names[section] : names[section] + QLatin1Char('\n') + unit;
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
  return data(index, Qt::CheckStateRole).isValid() ? flags | Qt::ItemIsUserCheckable : flags;
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::CheckStateRole || !index.isValid()) return false;
  const QString path = index.data(PathRole).toString();
  if (value.toInt() == Qt::Checked)
    m_compared.insert(path);
  else
    m_compared.erase(path);
  Q_EMIT dataChanged(index, index);
  Q_EMIT comparedChanged();
  return true;
}

const train::RunSummary* RunsModel::summary(const QString& run) const {
  const int row = rowOf(run);
  if (row < 0 || !m_rows[static_cast<std::size_t>(row)].problem.isEmpty()) return nullptr;
  return &m_rows[static_cast<std::size_t>(row)].summary;
}

std::vector<train::RunSummary> RunsModel::summaries() const {
  std::vector<train::RunSummary> all;
  for (const Row& row : m_rows)
    if (row.problem.isEmpty()) all.push_back(row.summary);
  return all;
}

const train::RunSummary* RunsModel::ridgeBaseline(const train::RunSummary& of) const {
  const train::RunSummary* best = nullptr;
  for (const Row& row : m_rows) {
    const train::RunFile& run = row.summary.run;
    if (!row.problem.isEmpty() || !isRidge(row.summary) || !run.finished || run.info.shuffledControl)
      continue;
    if (run.storeFingerprint != of.run.storeFingerprint ||
        run.encoderFingerprint != of.run.encoderFingerprint ||
        run.info.validationImages != of.run.info.validationImages ||
        !std::isfinite(run.bestValidationMedianR))
      continue;
    if (!best || run.bestValidationMedianR > best->run.bestValidationMedianR) best = &row.summary;
  }
  return best;
}

}  // namespace vxs::ui
