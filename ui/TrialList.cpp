#include "ui/TrialList.h"

#include "ui/TrialDelegate.h"
#include "ui/TrialModel.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include <algorithm>

namespace vxs::ui {

namespace {

/// Every word of the filter must occur, in any order.
class WordFilter : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setWords(const QString& text) {
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
  }

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    if (m_words.isEmpty()) return true;
    const QString text = sourceModel()->index(row, 0, parent).data(TrialModel::FilterRole).toString();
    for (const QString& word : m_words)
      if (!text.contains(word, Qt::CaseInsensitive)) return false;
    return true;
  }

 private:
  QStringList m_words;
};

}  // namespace

TrialList::TrialList(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(10, 4, 10, 8);
  layout->setSpacing(6);
  m_model = new TrialModel(session, this);
  auto* filtered = new WordFilter(this);
  m_filtered = filtered;
  m_filtered->setSourceModel(m_model);
  m_filter = new QLineEdit;
  m_filter->setPlaceholderText(tr("Filter by words, e.g. dog test"));
  m_filter->setAccessibleName(tr("Filter the trials"));
  m_filter->setClearButtonEnabled(true);
  m_list = new QListView;
  m_list->setAccessibleName(tr("Trials"));
  m_list->setModel(m_filtered);
  m_list->setItemDelegate(new TrialDelegate(m_list));
  m_list->setUniformItemSizes(true);
  m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_count = new QLabel;
  m_count->setProperty("role", "hint");
  layout->addWidget(m_filter);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_count);
  connect(m_filter, &QLineEdit::textChanged, this, [this, filtered](const QString& text) {
    filtered->setWords(text);
    showCount();
  });
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) {
            const int item = m_filtered->mapToSource(current).row();
            if (current.isValid() && item != m_session.selectedItem()) m_session.selectItem(item);
          });
  connect(&session, &Session::itemChanged, this, &TrialList::followSelection);
  connect(&session, &Session::runChanged, this, &TrialList::showCount);
  showCount();
}

void TrialList::followSelection() {
  const int item = m_session.selectedItem();
  const QModelIndex index = item < 0 ? QModelIndex() : m_filtered->mapFromSource(m_model->index(item));
  m_list->setCurrentIndex(index);
  if (!index.isValid()) m_list->clearSelection();
}

void TrialList::step(int direction) {
  const int rows = m_filtered->rowCount();
  if (rows == 0) return;
  const QModelIndex current = m_list->currentIndex();
  const int row = current.isValid() ? std::clamp(current.row() + direction, 0, rows - 1) : 0;
  m_list->setCurrentIndex(m_filtered->index(row, 0));
}

void TrialList::showCount() {
  const int shown = m_filtered->rowCount(), all = m_model->rowCount();
  if (all == 0)
    m_count->setText(tr("No run is open"));
  else
    m_count->setText(shown == all ? tr("%1 images").arg(all) : tr("%1 of %2 images").arg(shown).arg(all));
}

}  // namespace vxs::ui
