#include "ui/workspace/DialogFolder.h"

#include "ui/session/Session.h"
#include "ui/widgets/Settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace vxs::ui {

namespace {

QString setting(FileKind kind) {
  constexpr const char* kNames[] = {"run", "session", "volume", "figure", "picture", "dataset"};
  return QStringLiteral("folders/") + QLatin1String(kNames[static_cast<std::size_t>(kind)]);
}

QString folderOf(const QString& file) {
  return QFileInfo(QDir::cleanPath(file)).absolutePath();
}

}  // namespace

QString besideOpenRun(const Session& session) {
  if (!session.run()) return QDir::homePath();
  const QString folder = folderOf(QString::fromStdString(session.run()->info().run.string()));
  return QFileInfo(folder).isDir() ? folder : QDir::homePath();
}

QString besideOpenPicture(const Session& session) {
  if (session.pictureFile().empty()) return besideOpenRun(session);
  const QString folder = folderOf(QString::fromStdString(session.pictureFile().string()));
  return QFileInfo(folder).isDir() ? folder : besideOpenRun(session);
}

QString askForRun(QWidget* parent, const QString& title, const Session& session) {
  return QFileDialog::getExistingDirectory(parent, title, besideOpenRun(session));
}

QString lastFolder(FileKind kind) {
  const QString folder = Settings().value(setting(kind)).toString();
  return !folder.isEmpty() && QFileInfo(folder).isDir() ? folder : QDir::homePath();
}

void rememberFolder(FileKind kind, const QString& file) {
  if (!file.isEmpty()) Settings().setValue(setting(kind), folderOf(file));
}

QString askForFile(QWidget* parent, const QString& title, FileKind kind, const QString& filter) {
  const QString file = QFileDialog::getOpenFileName(parent, title, lastFolder(kind), filter);
  rememberFolder(kind, file);
  return file;
}

QStringList askForFiles(QWidget* parent, const QString& title, FileKind kind, const QString& filter) {
  const QStringList files = QFileDialog::getOpenFileNames(parent, title, lastFolder(kind), filter);
  if (!files.isEmpty()) rememberFolder(kind, files.front());
  return files;
}

QString askWhereToSave(QWidget* parent, const QString& title, FileKind kind, const QString& proposed,
                       const QString& filter) {
  const QString begin = QDir::isAbsolutePath(proposed) ? proposed : QDir(lastFolder(kind)).filePath(proposed);
  QFileDialog dialog(parent, title, QFileInfo(begin).absolutePath(), filter);
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  // of a name that is typed without one; the dialog asks before it replaces a file
  const QFileInfo name(proposed);
  dialog.setDefaultSuffix(kind == FileKind::Volume ? name.completeSuffix() : name.suffix());
  dialog.selectFile(QFileInfo(begin).fileName());
  if (dialog.exec() != QDialog::Accepted) return {};
  const QString file = dialog.selectedFiles().value(0);
  rememberFolder(kind, file);
  return file;
}

}  // namespace vxs::ui
