#pragma once

#include <QLayout>
#include <QResizeEvent>
#include <QWidget>

#include <algorithm>

namespace vxs::ui {

/// A widget whose layout wraps: it never has less height than its rows and lines need at its width. A
/// splitter asks for no height of a width, and a layout around a widget asks for the height that it likes
/// best.
class WrappedColumn : public QWidget {
 public:
  using QWidget::QWidget;
  bool hasHeightForWidth() const override { return false; }
  QSize minimumSizeHint() const override {
    const QSize least = QWidget::minimumSizeHint();
    if (!layout() || !layout()->hasHeightForWidth()) return least;
    const int wrapped = layout()->totalMinimumHeightForWidth(std::max(width(), least.width()));
    return {least.width(), std::max(least.height(), wrapped)};
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) updateGeometry();
  }
};

}  // namespace vxs::ui
