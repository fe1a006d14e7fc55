#pragma once

#include <QStyledItemDelegate>

namespace vxs::ui {

/// Draws one image of the trial list: thumbnail, caption in two lines, trials, badge and pattern correlation.
class TrialDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace vxs::ui
