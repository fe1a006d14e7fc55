#pragma once

#include "ui/session/Session.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace vxs::ui {

/// Where a file dialog begins: in the folder that holds the open run, where runs mostly lie side by side; at
/// home while none is open or that folder is gone.
inline QString besideOpenRun(const Session& session) {
  if (!session.run()) return QDir::homePath();
  const QString run = QString::fromStdString(session.run()->info().run.string());
  const QString folder = QFileInfo(QDir::cleanPath(run)).absolutePath();
  return QFileInfo(folder).isDir() ? folder : QDir::homePath();
}

/// Asks for a run's folder, beginning there; empty when nobody chose one.
inline QString askForRun(QWidget* parent, const QString& title, const Session& session) {
  return QFileDialog::getExistingDirectory(parent, title, besideOpenRun(session));
}

/// Where a dialog for pictures begins: where the one that is shown was opened, if it was.
inline QString besideOpenPicture(const Session& session) {
  if (session.pictureFile().empty()) return besideOpenRun(session);
  const QString folder = QFileInfo(QString::fromStdString(session.pictureFile().string())).absolutePath();
  return QFileInfo(folder).isDir() ? folder : besideOpenRun(session);
}

}  // namespace vxs::ui
