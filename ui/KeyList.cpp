#include "ui/KeyList.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace vxs::ui {

namespace {

struct Entry {
  const char* keys;
  const char* does;  ///< empty: a heading
};

constexpr Entry kEntries[] = {
    {QT_TRANSLATE_NOOP("KeyList", "In a slice"), ""},
    {QT_TRANSLATE_NOOP("KeyList", "Left click, drag"), QT_TRANSLATE_NOOP("KeyList", "move the crosshair")},
    {QT_TRANSLATE_NOOP("KeyList", "Wheel, Page Up, Page Down"),
     QT_TRANSLATE_NOOP("KeyList", "next or previous slice")},
    {QT_TRANSLATE_NOOP("KeyList", "Arrows (with Shift)"),
     QT_TRANSLATE_NOOP("KeyList", "step a voxel (five)")},
    {QT_TRANSLATE_NOOP("KeyList", "Right drag, Ctrl + wheel"), QT_TRANSLATE_NOOP("KeyList", "zoom")},
    {QT_TRANSLATE_NOOP("KeyList", "Middle drag"), QT_TRANSLATE_NOOP("KeyList", "pan")},
    {QT_TRANSLATE_NOOP("KeyList", "In 3-D"), ""},
    {QT_TRANSLATE_NOOP("KeyList", "Left drag"), QT_TRANSLATE_NOOP("KeyList", "turn all 3-D views together")},
    {QT_TRANSLATE_NOOP("KeyList", "Wheel, right drag"), QT_TRANSLATE_NOOP("KeyList", "zoom")},
    {QT_TRANSLATE_NOOP("KeyList", "Middle drag"), QT_TRANSLATE_NOOP("KeyList", "pan")},
    {QT_TRANSLATE_NOOP("KeyList", "In every view"), ""},
    {QT_TRANSLATE_NOOP("KeyList", "Double click"),
     QT_TRANSLATE_NOOP("KeyList", "give the view all the room, and back")},
    {QT_TRANSLATE_NOOP("KeyList", "1  2  3  4"),
     QT_TRANSLATE_NOOP("KeyList", "everything, slices only, 3-D only, one layer")},
    {QT_TRANSLATE_NOOP("KeyList", "[  ]"), QT_TRANSLATE_NOOP("KeyList", "previous, next layer")},
    {QT_TRANSLATE_NOOP("KeyList", "Space"),
     QT_TRANSLATE_NOOP("KeyList", "measured and predicted change places")},
    {QT_TRANSLATE_NOOP("KeyList", "R"), QT_TRANSLATE_NOOP("KeyList", "reset crosshair, zoom and camera")},
    {QT_TRANSLATE_NOOP("KeyList", "F1, ?"), QT_TRANSLATE_NOOP("KeyList", "this list")},
    {QT_TRANSLATE_NOOP("KeyList", "In the window"), ""},
    {QT_TRANSLATE_NOOP("KeyList", "Ctrl + Return"),
     QT_TRANSLATE_NOOP("KeyList", "predict now, from the caption")},
    {QT_TRANSLATE_NOOP("KeyList", "Ctrl + Page Up, Page Down"),
     QT_TRANSLATE_NOOP("KeyList", "previous, next image")},
    {QT_TRANSLATE_NOOP("KeyList", "Drop a picture or a run's folder"),
     QT_TRANSLATE_NOOP("KeyList", "open it")},
};

}  // namespace

KeyList::KeyList(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Keys and mouse"));
  auto* layout = new QVBoxLayout(this);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(28);
  grid->setVerticalSpacing(5);
  int row = 0;
  for (const Entry& entry : kEntries) {
    auto* keys = new QLabel(tr(entry.keys));
    QFont bold = keys->font();
    bold.setBold(true);
    if (entry.does[0] == '\0') {
      keys->setFont(bold);
      keys->setContentsMargins(0, row == 0 ? 0 : 10, 0, 0);
      grid->addWidget(keys, row++, 0, 1, 2);
      continue;
    }
    grid->addWidget(keys, row, 0);
    grid->addWidget(new QLabel(tr(entry.does)), row++, 1);
  }
  layout->addLayout(grid);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  layout->addWidget(buttons);
}

}  // namespace vxs::ui
