#pragma once

#include "ui/widgets/TextLabel.h"

#include <algorithm>

namespace vxs::ui {

/// Text in lines that never has less height than its lines need at its width. A plain label tells a layout
/// so, but not a splitter or a scroll area around that layout.
class WrappedLabel : public TextLabel {
 public:
  using TextLabel::TextLabel;
  QSize minimumSizeHint() const override {
    const QSize least = QLabel::minimumSizeHint();
    return {least.width(), std::max(least.height(), heightForWidth(width()))};
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QLabel::resizeEvent(event);
    updateGeometry();
  }
};

}  // namespace vxs::ui
