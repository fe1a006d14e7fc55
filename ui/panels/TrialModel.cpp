#include "ui/panels/TrialModel.h"

#include "ui/maps/MapsModel.h"
#include "ui/paint/Numbers.h"
#include "ui/paint/SlicePainter.h"
#include "ui/session/ComparisonLabels.h"

#include <cmath>

namespace vxs::ui {

QString useText(ImageUse use) {
  switch (use) {
    case ImageUse::Test:
      return QObject::tr("test");
    case ImageUse::Train:
      return QObject::tr("seen in training");
    case ImageUse::Validation:
      return QObject::tr("validation");
    case ImageUse::Unused:
      break;
  }
  return QObject::tr("not used");
}

TrialModel::TrialModel(Session& session, QObject* parent) : QAbstractListModel(parent), m_session(session) {
  connect(&session, &Session::runChanged, this, [this] {
    beginResetModel();
    m_thumbnails.clear();
    m_requested.clear();
    endResetModel();
  });
  connect(&session, &Session::patternRChanged, this,
          [this](int item) { Q_EMIT dataChanged(index(item), index(item), {PatternRRole}); });
}

void TrialModel::follow(MapsModel& maps) {
  m_maps = &maps;
  connect(&maps, &MapsModel::scoresChanged, this, [this] {
    if (rowCount() > 0)
      Q_EMIT dataChanged(index(0), index(rowCount() - 1),
                         {PatternRRole, RegionRRole, BrushRRole, RegionNameRole});
  });
}

QVariant TrialModel::scoreAt(int row, int role) const {
  double r = std::nan("");
  if (m_maps)
    r = m_maps->score(role == RegionRRole  ? MapsModel::Score::Region
                      : role == BrushRRole ? MapsModel::Score::Brush
                                           : MapsModel::Score::Mask,
                      row);
  if (!std::isfinite(r) && role == PatternRRole) r = m_session.patternR(row);
  return std::isfinite(r) ? QVariant(r) : QVariant();
}

int TrialModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !m_session.run() ? 0 : static_cast<int>(m_session.run()->items().size());
}

QString TrialModel::describe(const TrialItem& item) const {
  QStringList numbers;
  for (const int number : item.trialNumbers) numbers << QString::number(number);
  return (numbers.size() == 1 ? tr("trial %1") : tr("trials %1")).arg(numbers.join(QStringLiteral(", ")));
}

QString TrialModel::whoseScores(int row) const {
  QStringList scores;
  const auto add = [&](int role, const QString& over) {
    if (const QVariant r = scoreAt(row, role); r.isValid())
      scores << tr("%1 %2").arg(paint::withMinus(QString::number(r.toDouble(), 'f', 3)), over);
  };
  add(BrushRRole, tr("over the brushed voxels"));
  if (m_maps && m_maps->region() >= 0) add(RegionRRole, tr("in %1").arg(m_maps->regionName()));
  add(PatternRRole, tr("over the mask"));
  if (scores.isEmpty()) return {};
  return tr("\nr = %1").arg(scores.join(QStringLiteral(", "))) +
         tr("\nr: pattern correlation of the measured response and the prediction of %1")
             .arg(runName(*m_session.run()));
}

QVariant TrialModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const TrialItem& item = m_session.run()->items()[static_cast<std::size_t>(index.row())];
  const QString caption =
      item.captions.empty() ? tr("image %1").arg(item.nsdId) : QString::fromStdString(item.captions.front());
  switch (role) {
    case Qt::DisplayRole:
    case CaptionRole:
      return caption;
    case Qt::ToolTipRole:
      return tr("%1\nimage %2, %3, %4").arg(caption).arg(item.nsdId).arg(describe(item), useText(item.use)) +
             whoseScores(index.row());
    case Qt::AccessibleTextRole:
      return tr("%1, %2, %3").arg(caption, describe(item), useText(item.use));
    case Qt::DecorationRole:
      if (!m_thumbnails.contains(index.row())) requestThumbnail(index.row());
      return m_thumbnails.value(index.row());
    case TrialsRole:
      return describe(item);
    case UseRole:
      return static_cast<int>(item.use);
    case UseTextRole:
      return useText(item.use);
    case PatternRRole:
    case RegionRRole:
    case BrushRRole:
      return scoreAt(index.row(), role);
    case RegionNameRole:
      return m_maps && m_maps->region() >= 0 ? m_maps->regionName() : QString();
    case FirstTrialRole:
      return item.trialNumbers.front();
    case FilterRole: {
      QString all = describe(item) + QLatin1Char(' ') + useText(item.use) + tr(" image %1").arg(item.nsdId);
      for (const std::string& text : item.captions) all += QLatin1Char(' ') + QString::fromStdString(text);
      return all;
    }
    default:
      return {};
  }
}

void TrialModel::requestThumbnail(int row) const {
  if (m_requested.contains(row)) return;
  m_requested.insert(row);
  auto* self = const_cast<TrialModel*>(this);  // a cache being filled, not a change of the model
  const auto run = m_session.run();
  m_session.tasks().run(
      self, {Lane::Pictures, {}, {}, false, true},  // a list is useful without thumbnails
      [run, id = run->items()[static_cast<std::size_t>(row)].nsdId](Progress&) {
        const RgbImage picture = run->stimulus(id);
        const int side = 2 * kThumbnailSide;
        return paint::asQImage(picture).scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
      },
      [self, row, run](const QImage& small) {
        if (run != self->m_session.run()) return;
        self->m_thumbnails.insert(row, QPixmap::fromImage(small));
        Q_EMIT self->dataChanged(self->index(row), self->index(row), {Qt::DecorationRole});
      });
}

}  // namespace vxs::ui
