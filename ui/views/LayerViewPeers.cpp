#include "ui/views/LayerView.h"

#include <QList>

#include <algorithm>
#include <tuple>

// What a view has in common with those beside it, or leaves to one of them.

namespace vxs::ui {

namespace {

constexpr double kLowView = 14;  ///< lines of text

/// All that its parent has, itself among them.
QList<const LayerView*> viewsAround(const LayerView& view) {
  const QWidget* parent = view.parentWidget();
  return parent ? parent->findChildren<const LayerView*>(Qt::FindDirectChildrenOnly)
                : QList<const LayerView*>{&view};
}

}  // namespace

std::vector<const LayerView*> LayerView::peers() const {
  std::vector<const LayerView*> views;
  for (const LayerView* each : viewsAround(*this))
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
  for (const LayerView* each : viewsAround(*this)) each->m_commonSize.reset();
}

bool LayerView::isLow() const {
  return std::ranges::any_of(viewsAround(*this), [this](const LayerView* each) {
    const bool same = each == this || (!each->isHidden() && each->shownLayer() == shownLayer());
    return same && each->commonSize().height() < kLowView * each->style().fontPixels;
  });
}

bool LayerView::hasSame(int column, int row) const {
  return std::ranges::any_of(viewsAround(*this), [&](const LayerView* each) {
    const int across = each->x() - x(), down = each->y() - y();
    return !each->isHidden() && each->shownLayer() == shownLayer() && across * column >= 0 &&
           down * row >= 0 && (column == 0) == (across == 0) && (row == 0) == (down == 0);
  });
}

bool LayerView::headed() const {
  return !isLow() || !(hasSame(0, -1) || hasSame(-1, 0));
}

bool LayerView::namesSource() const {
  return !isLow() || !(hasSame(0, 1) || hasSame(1, 0));
}

bool LayerView::saysReason() const {
  const auto rank = [](const LayerView& each) {
    return std::tuple(-each.width() * each.height(), each.y(), each.x());
  };
  for (const LayerView* each : viewsAround(*this))
    if (each != this && !each->isHidden() && each->shownLayer() == shownLayer() && rank(*each) < rank(*this))
      return false;
  return true;
}

}  // namespace vxs::ui
