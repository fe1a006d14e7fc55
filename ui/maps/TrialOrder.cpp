#include "ui/maps/TrialOrder.h"

#include "ui/panels/TrialModel.h"

namespace vxs::ui {

namespace {

int roleOf(TrialOrder::Key key) {
  switch (key) {
    case TrialOrder::Key::Mask:
      return TrialModel::PatternRRole;
    case TrialOrder::Key::Region:
      return TrialModel::RegionRRole;
    case TrialOrder::Key::Brush:
      return TrialModel::BrushRRole;
    case TrialOrder::Key::Trial:
      return TrialModel::FirstTrialRole;
    default:
      return TrialModel::CaptionRole;
  }
}

}  // namespace

void TrialOrder::setWords(const QString& text) {
  m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  invalidateFilter();
}

void TrialOrder::setUse(std::optional<ImageUse> use) {
  m_use = use;
  invalidateFilter();
}

void TrialOrder::setKey(Key key, bool descending) {
  m_key = key;
  m_descending = descending;
  invalidate();
  // Run keeps the source's order; -1 would be unsorted, but could not be turned round
  sort(0, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

bool TrialOrder::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const QModelIndex index = sourceModel()->index(row, 0, parent);
  if (m_use && index.data(TrialModel::UseRole).toInt() != static_cast<int>(*m_use)) return false;
  if (m_words.isEmpty()) return true;
  const QString text = index.data(TrialModel::FilterRole).toString();
  for (const QString& word : m_words)
    if (!text.contains(word, Qt::CaseInsensitive)) return false;
  return true;
}

bool TrialOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  if (m_key == Key::Run) return left.row() < right.row();
  const QVariant a = left.data(roleOf(m_key)), b = right.data(roleOf(m_key));
  // what has no score comes last: it is "more" going up and "less" going down
  if (!a.isValid() || !b.isValid())
    return a.isValid() == b.isValid() ? (left.row() < right.row()) != m_descending
                                      : a.isValid() != m_descending;
  if (m_key == Key::Caption) {
    const int order = QString::localeAwareCompare(a.toString(), b.toString());
    return order != 0 ? order < 0 : left.row() < right.row();
  }
  return a.toDouble() < b.toDouble();
}

}  // namespace vxs::ui
