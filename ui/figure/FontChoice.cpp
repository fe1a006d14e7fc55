#include "ui/figure/FontChoice.h"

#include "ui/paint/figure/Page.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QObject>

namespace vxs::ui {

QComboBox* makeFontChoice() {
  auto* box = new QComboBox;
  box->setAccessibleName(QObject::tr("Font"));
  for (const QString& family : QFontDatabase::families())
    if (QFontDatabase::isSmoothlyScalable(family)) box->addItem(family);
  box->setCurrentText(paint::fontFamilyOf({}));
  return box;
}

}  // namespace vxs::ui
