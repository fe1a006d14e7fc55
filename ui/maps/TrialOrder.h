#pragma once

#include "ui/session/RunSource.h"

#include <QSortFilterProxyModel>
#include <QStringList>

#include <optional>

namespace vxs::ui {

/// The trial list's rows as they are wanted: those with every word of a filter and of one part of the split,
/// in some order. Images without the score that is sorted by come last, whichever the direction.
class TrialOrder : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  enum class Key { Run, Trial, Mask, Region, Brush, Caption };  ///< Run: test images first, as in the run
  /// Every word must occur, in any order and in either case.
  void setWords(const QString& text);
  void setUse(std::optional<ImageUse> use);  ///< empty: every image
  void setKey(Key key, bool descending);
  Key key() const { return m_key; }
  bool descending() const { return m_descending; }

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

 private:
  QStringList m_words;
  std::optional<ImageUse> m_use;
  Key m_key = Key::Run;
  bool m_descending = false;
};

}  // namespace vxs::ui
