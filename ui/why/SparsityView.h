#pragma once

#include "core/workflow/explain/Explanation.h"

#include <QWidget>

namespace vxs::ui {

/// A small matrix, layers down and heads across: which part of the image tokens holds 90 % of a word's
/// attention. Darker is sparser. A click picks the layer and head, a second click on it all of them again.
class SparsityView : public QWidget {
  Q_OBJECT
 public:
  explicit SparsityView(QWidget* parent = nullptr);
  void setSparsity(const workflow::AttentionSparsity& sparsity);
  void clear();
  void setChosen(int layer, int head);  ///< -1: all
  QRectF cellRect(int layer, int head) const;
  QSize sizeHint() const override { return {190, 150}; }

 Q_SIGNALS:
  void picked(int layer, int head);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  bool cellAt(const QPointF& point, int& layer, int& head) const;
  workflow::AttentionSparsity m_sparsity;
  int m_layer = -1, m_head = -1;
};

}  // namespace vxs::ui
