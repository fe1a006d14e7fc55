#pragma once

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace vxs::ui {

class MainWindow;

/// What scripts expect and wait for: `state PATH VALUE [TOLERANCE]`, `voxel LAYER I J K VALUE [TOLERANCE]`,
/// `action NAME enabled|disabled|checked|unchecked`, `widget NAME
/// visible|hidden|enabled|disabled|checked|unchecked`, `text WIDGET WORDS`, `title WORDS`, `undo WORDS`,
/// `file PATH`, `run open|none`. Empty when it holds; else what is so instead.
QString unmetCondition(MainWindow& window, const QStringList& words);

/// A word as JSON: number, true, false, null, [..], {..}; anything else a text.
QJsonValue scriptValue(const QString& word);

}  // namespace vxs::ui
