#include "ui/views/LayerView.h"

#include <tuple>

// What a view has in common with those beside it, or leaves to one of them.

namespace vxs::ui {

std::vector<const LayerView*> LayerView::peers() const {
  std::vector<const LayerView*> views;
  if (parentWidget())
    for (const auto* each : parentWidget()->findChildren<const LayerView*>(Qt::FindDirectChildrenOnly))
      if (each != this && !each->isHidden() && each->metaObject() == metaObject() &&
          each->keyPlane() == keyPlane())
        views.push_back(each);
  views.push_back(this);
  return views;
}

QSize LayerView::commonSize() const {
  if (m_commonSize) return *m_commonSize;
  QSize least = size();
  for (const LayerView* each : peers()) least = least.boundedTo(each->size());
  if (isVisible()) m_commonSize = least;  // of a hidden one no event tells a change
  return least;
}

void LayerView::forgetCommonSize() const {
  m_commonSize.reset();
  if (!parentWidget()) return;
  for (const auto* each : parentWidget()->findChildren<const LayerView*>(Qt::FindDirectChildrenOnly))
    each->m_commonSize.reset();
}

bool LayerView::namesSource() const {
  if (!isLow() || !parentWidget()) return true;
  for (const auto* each : parentWidget()->findChildren<const LayerView*>(Qt::FindDirectChildrenOnly)) {
    const bool below = each->x() == x() && each->y() > y(), after = each->y() == y() && each->x() > x();
    if (!each->isHidden() && (below || after) && each->shownLayer() == shownLayer()) return false;
  }
  return true;
}

bool LayerView::saysReason() const {
  if (!parentWidget()) return true;
  const auto rank = [](const LayerView& each) {
    return std::tuple(-each.width() * each.height(), each.y(), each.x());
  };
  for (const auto* each : parentWidget()->findChildren<const LayerView*>(Qt::FindDirectChildrenOnly))
    if (each != this && !each->isHidden() && each->shownLayer() == shownLayer() && rank(*each) < rank(*this))
      return false;
  return true;
}

}  // namespace vxs::ui
