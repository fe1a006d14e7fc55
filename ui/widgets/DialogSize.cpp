#include "ui/widgets/DialogSize.h"

#include <QScreen>
#include <QWidget>

namespace vxs::ui {

namespace {
constexpr QSize kFrame(8, 40);  ///< that window managers put round a dialog, where nothing tells of another
}

void resizeWithinScreen(QWidget& dialog, QSize liked) {
  const QWidget* parent = dialog.parentWidget() ? dialog.parentWidget()->window() : &dialog;
  const QSize frame = kFrame.expandedTo(parent->frameGeometry().size() - parent->size());
  dialog.resize(liked.boundedTo(parent->screen()->availableSize() - frame));
}

}  // namespace vxs::ui
