#pragma once

#include <QStackedLayout>
#include <QWidget>

namespace vxs::ui {

/// One of several pages is seen, and the widget is as high and as wide as that page asks for. A
/// QStackedLayout asks for the largest page, and by it wrapped text never has less height than it would like
/// to have.
class PageLayout : public QStackedLayout {
 public:
  using QStackedLayout::QStackedLayout;
  bool hasHeightForWidth() const override { return page() && page()->hasHeightForWidth(); }
  int heightForWidth(int width) const override {
    return hasHeightForWidth() ? page()->totalHeightForWidth(width) : -1;
  }
  int minimumHeightForWidth(int width) const override {
    return hasHeightForWidth() ? page()->totalMinimumHeightForWidth(width) : -1;
  }
  QSize sizeHint() const override { return page() ? page()->totalSizeHint() : QSize(); }
  QSize minimumSize() const override { return page() ? page()->totalMinimumSize() : QSize(); }

 private:
  const QLayout* page() const { return currentWidget() ? currentWidget()->layout() : nullptr; }
};

}  // namespace vxs::ui
