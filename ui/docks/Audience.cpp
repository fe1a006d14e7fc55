#include "ui/docks/Audience.h"

#include <QVariant>
#include <QWidget>

namespace vxs::ui {

namespace {
constexpr char kOnlyFor[] = "onlyFor";
}

void setOnlyFor(QWidget& widget, Audience audience) {
  widget.setProperty(kOnlyFor, static_cast<int>(audience));
  if (audience != Audience::Desk) widget.hide();
}

void showFor(const QWidget& window, Audience audience) {
  for (auto* widget : window.findChildren<QWidget*>())
    if (const QVariant theirs = widget->property(kOnlyFor); theirs.isValid())
      widget->setVisible(theirs.toInt() == static_cast<int>(audience));
}

}  // namespace vxs::ui
