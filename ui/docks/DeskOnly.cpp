#include "ui/docks/DeskOnly.h"

#include <QVariant>
#include <QWidget>

namespace vxs::ui {

namespace {
constexpr char kDeskOnly[] = "deskOnly";
}

void setDeskOnly(QWidget& widget) {
  widget.setProperty(kDeskOnly, true);
}

void showDeskOnly(const QWidget& window, bool shown) {
  for (auto* widget : window.findChildren<QWidget*>())
    if (widget->property(kDeskOnly).toBool()) widget->setVisible(shown);
}

}  // namespace vxs::ui
