#pragma once

#include "ui/widgets/Settings.h"

#include <QSplitter>
#include <QString>

namespace vxs::ui {

/// Where a hand has moved a splitter's handles to, they are at the program's next start, too. Called when all
/// of its parts are in it; `name` is the panel's.
inline void rememberPlaces(QSplitter& splitter, const QString& name) {
  const QString key = QStringLiteral("splitters/") + name;
  QObject::connect(&splitter, &QSplitter::splitterMoved, &splitter,
                   [&splitter, key] { Settings().setValue(key, splitter.saveState()); });
  splitter.restoreState(Settings().value(key).toByteArray());
}

}  // namespace vxs::ui
