#pragma once

#include "ui/workspace/FileKind.h"

#include <QString>
#include <QStringList>

class QWidget;

namespace vxs::ui {

class Session;

/// Where a file dialog begins: in the folder that holds the open run, where runs mostly lie side by side; at
/// home while none is open or that folder is gone.
QString besideOpenRun(const Session& session);

/// Where a dialog for pictures begins: where the one that is shown was opened, if it was.
QString besideOpenPicture(const Session& session);

/// Asks for a run's folder, beginning beside the open run; empty when nobody chose one.
QString askForRun(QWidget* parent, const QString& title, const Session& session);

/// Where a dialog for what is saved and opened again by hand begins: in the folder of the last one of its
/// kind that was chosen, also by another window; at home before that, or when that folder is gone.
QString lastFolder(FileKind kind);
/// Asks for files to open; empty when nobody chose one.
QString askForFile(QWidget* parent, const QString& title, FileKind kind, const QString& filter);
QStringList askForFiles(QWidget* parent, const QString& title, FileKind kind, const QString& filter);
/// Asks where to save: `proposed` is a name, or a path where the folder is known already; its ending is that
/// of names which are typed without one. Empty when nobody chose one.
QString askWhereToSave(QWidget* parent, const QString& title, FileKind kind, const QString& proposed,
                       const QString& filter);
/// Of a file that was chosen otherwise, by its name in a field.
void rememberFolder(FileKind kind, const QString& file);

}  // namespace vxs::ui
