#pragma once

#include <QFontMetricsF>
#include <QStyledItemDelegate>

namespace vxs::ui {

/// Draws one image of the trial list: thumbnail, caption in two lines, trials, badge and pattern correlation.
class TrialDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  /// "brushed r 0.43 · r 0.52 · trials 3, 80": the score that the list is sorted by, then as many more as
  /// there is room for (pixels), whole; all of them are in the tooltip.
  static QString details(const QModelIndex& index, const QFontMetricsF& metrics, double room);
};

}  // namespace vxs::ui
