#include "ui/panels/TrialList.h"

#include "ui/maps/MapsModel.h"
#include "ui/maps/TrialOrder.h"
#include "ui/panels/TrialDelegate.h"
#include "ui/panels/TrialModel.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WrappedLabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <optional>

namespace vxs::ui {

namespace {

/// Parts of the split in the order of the box; the first shows every image.
const std::array<std::optional<ImageUse>, 4> kParts{std::nullopt, ImageUse::Test, ImageUse::Validation,
                                                    ImageUse::Train};

}  // namespace

TrialList::TrialList(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 4, 10, 8);
  layout->setSpacing(6);
  m_model = new TrialModel(session, this);
  m_order = new TrialOrder(this);
  m_order->setSourceModel(m_model);
  m_filter = new QLineEdit;
  m_filter->setPlaceholderText(tr("Filter by words, e.g. dog test"));
  m_filter->setAccessibleName(tr("Filter the trials"));
  m_filter->setClearButtonEnabled(true);
  m_list = new QListView;
  m_list->setAccessibleName(tr("Trials"));
  m_list->setModel(m_order);
  m_list->setItemDelegate(new TrialDelegate(m_list));
  m_list->setUniformItemSizes(true);
  m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  followFont(*m_list, [this] {  // a trial is whole in the lowest dock
    m_list->setMinimumHeight(m_list->itemDelegate()->sizeHint({}, {}).height() + 2 * m_list->frameWidth());
  });
  m_count = new WrappedLabel;
  setTextRole(*m_count, TextRole::Hint);
  layout->addWidget(m_filter);
  layout->addWidget(makeSorting());
  layout->addWidget(m_list, 1);
  layout->addWidget(m_count);
  connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
    m_order->setWords(text);
    showCount();
  });
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) {
            const int item = m_order->mapToSource(current).row();
            if (current.isValid() && item != m_session.selectedItem()) m_session.selectItem(item);
          });
  connect(&session, &Session::itemChanged, this, &TrialList::followSelection);
  for (const auto signal : {&Session::runChanged, &Session::secondRunChanged})
    connect(&session, signal, this, &TrialList::showCount);
  showCount();
}

QWidget* TrialList::makeSorting() {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  m_part = new QComboBox;
  m_part->addItems({tr("all images"), tr("test"), tr("validation"), tr("train")});
  m_part->setAccessibleName(tr("Part of the split"));
  m_part->setToolTip(tr("Only images that the head was tested on, chose its epoch by, or was trained on"));
  m_sort = new QComboBox;
  m_sort->addItems(
      {tr("test first"), tr("trial"), tr("r"), tr("region's r"), tr("brushed r"), tr("caption")});
  m_sort->setAccessibleName(tr("Sort by"));
  m_sort->setToolTip(
      tr("r is the pattern correlation of measured and predicted response: over the mask, over the "
         "region that the maps are restricted to, or over the brushed voxels"));
  m_sort->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_sort->setMinimumContentsLength(6);
  m_direction = new QToolButton;
  m_direction->setArrowType(Qt::UpArrow);
  m_direction->setAutoRaise(true);
  m_direction->setAccessibleName(tr("Turn the order round"));
  m_direction->setToolTip(tr("Smallest first, or largest first"));
  layout->addWidget(m_part, 1);
  layout->addWidget(m_sort, 1);
  layout->addWidget(m_direction);
  connect(m_part, &QComboBox::activated, this, &TrialList::showPart);
  connect(m_sort, &QComboBox::activated, this, [this](int key) {
    const auto chosen = static_cast<TrialOrder::Key>(key);
    const bool score = chosen == TrialOrder::Key::Mask || chosen == TrialOrder::Key::Region ||
                       chosen == TrialOrder::Key::Brush;
    sortBy(key, score);  // who asks for a score wants the best first
  });
  connect(m_direction, &QToolButton::clicked, this,
          [this] { sortBy(static_cast<int>(m_order->key()), !m_order->descending()); });
  return row;
}

void TrialList::sortBy(int key, bool descending) {
  m_sort->setCurrentIndex(key);
  m_direction->setArrowType(descending ? Qt::DownArrow : Qt::UpArrow);
  m_order->setKey(static_cast<TrialOrder::Key>(key), descending);
  showCount();
  if (m_list->currentIndex().isValid()) m_list->scrollTo(m_list->currentIndex());
}

void TrialList::showPart(int part) {
  m_part->setCurrentIndex(part);
  m_order->setUse(kParts[static_cast<std::size_t>(part)]);
  showCount();
}

void TrialList::follow(MapsModel& maps) {
  m_maps = &maps;
  m_model->follow(maps);
  connect(&maps, &MapsModel::brushChanged, this, &TrialList::followBrush);
  connect(&maps, &MapsModel::regionChanged, this, &TrialList::nameRegion);
  connect(&maps, &MapsModel::stateChanged, this, &TrialList::nameRegion);
}

void TrialList::followBrush() {
  constexpr int kBrush = static_cast<int>(TrialOrder::Key::Brush);
  const int present = static_cast<int>(m_order->key());
  if (m_maps->brushJudges() && present != kBrush) {
    m_beforeBrush = {present, m_order->descending()};
    if (m_maps->hasResponses()) sortBy(kBrush, true);
  } else if (!m_maps->brushJudges() && present == kBrush) {
    sortBy(m_beforeBrush.first, m_beforeBrush.second);
  }
  showCount();
}

QString TrialList::brushText() const {
  if (!m_maps || m_maps->brush().empty()) return {};
  if (!m_maps->brushJudges())
    return tr(", too few brushed voxels for an r: %1 of at least %2")
        .arg(m_maps->brush().size())
        .arg(MapsModel::kFewestBrushed);
  if (m_order->key() != TrialOrder::Key::Brush) return {};
  return tr(", sorted by r over the %L1 brushed voxels until the brush is cleared")
      .arg(static_cast<qint64>(m_maps->brush().size()));
}

/// Whose r the list has, where there are two runs.
QString TrialList::ofRun() const {
  return m_session.run() && m_session.secondRun() ? tr(", r of %1").arg(runName(*m_session.run()))
                                                  : QString();
}

void TrialList::nameRegion() {
  m_sort->setItemText(static_cast<int>(TrialOrder::Key::Region),
                      m_maps->region() >= 0 ? tr("r in %1").arg(m_maps->regionName()) : tr("region's r"));
}

void TrialList::followSelection() {
  const int item = m_session.selectedItem();
  const QModelIndex index = item < 0 ? QModelIndex() : m_order->mapFromSource(m_model->index(item));
  m_list->setCurrentIndex(index);
  if (!index.isValid()) m_list->clearSelection();
}

void TrialList::step(int direction) {
  const int rows = m_order->rowCount();
  if (rows == 0) return;
  const QModelIndex current = m_list->currentIndex();
  const int row = current.isValid() ? std::clamp(current.row() + direction, 0, rows - 1) : 0;
  m_list->setCurrentIndex(m_order->index(row, 0));
}

void TrialList::showCount() {
  const int shown = m_order->rowCount(), all = m_model->rowCount();
  if (all == 0)
    m_count->setText(tr("No run is open"));
  else
    m_count->setText((shown == all ? tr("%1 images").arg(all) : tr("%1 of %2 images").arg(shown).arg(all)) +
                     ofRun() + brushText());
}

}  // namespace vxs::ui
