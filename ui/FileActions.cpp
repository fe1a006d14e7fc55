#include "ui/FileActions.h"

#include "ui/FigureDialog.h"
#include "ui/Theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QMenu>

namespace vxs::ui {

FileActions::FileActions(Session& session, QMenu& menu, QWidget& window)
    : QObject(&window), m_session(session), m_window(window) {
  add(menu, QStringLiteral("run"), tr("&Open run…"), QKeySequence::Open,
      tr("A folder written by “voxelscope-cli train”"), &FileActions::openRun);
  m_openPicture =
      add(menu, QStringLiteral("picture"), tr("Open &picture…"), QKeySequence(Qt::CTRL | Qt::Key_P),
          tr("Predict the response to any photograph"), &FileActions::openPicture);
  menu.addSeparator();
  m_export = add(menu, QStringLiteral("figure"), tr("&Export figure…"), QKeySequence(Qt::CTRL | Qt::Key_E),
                 tr("Save what is shown as a figure of a stated size and resolution"),
                 &FileActions::exportFigureDialog);
  m_save = add(menu, QStringLiteral("volume"), tr("&Save predicted volume…"), QKeySequence::Save,
               tr("Save the predicted response as NIfTI"), &FileActions::saveVolume);
  m_copy = add(menu, QStringLiteral("command"), tr("&Copy command line"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
               tr("Copy the voxelscope-cli command that computes what is shown"), &FileActions::copyCommand);
  menu.addSeparator();
  auto* quit = menu.addAction(tr("&Quit"), &window, &QWidget::close);
  quit->setShortcut(QKeySequence::Quit);
  connect(&session, &Session::dataChanged, this, &FileActions::enable);
  enable();
}

QAction* FileActions::add(QMenu& menu, const QString& icon, const QString& text, const QKeySequence& key,
                          const QString& tip, void (FileActions::*slot)()) {
  QAction* action = menu.addAction(themedIcon(icon), text);
  action->setShortcut(key);
  action->setToolTip(tip);
  action->setStatusTip(tip);
  connect(action, &QAction::triggered, this, slot);
  return action;
}

void FileActions::enable() {
  const auto data = m_session.data();
  m_openPicture->setEnabled(m_session.run() != nullptr);
  m_export->setEnabled(data != nullptr);
  m_copy->setEnabled(!m_session.commandLine().isEmpty());
  m_save->setEnabled(data && !data->volumes[static_cast<std::size_t>(scene::Layer::Predicted)].empty());
}

void FileActions::openRun() {
  const QString folder =
      QFileDialog::getExistingDirectory(&m_window, tr("Open a run's folder"), QDir::homePath());
  if (!folder.isEmpty()) m_session.openRun(folder.toStdString());
}

void FileActions::openPicture() {
  const QString file = QFileDialog::getOpenFileName(
      &m_window, tr("Open a picture"), QDir::homePath(),
      tr("Pictures (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;All files (*)"));
  if (!file.isEmpty()) m_session.openPicture(file.toStdString(), m_session.caption());
}

void FileActions::exportFigureDialog() {
  auto* dialog = new FigureDialog(&m_window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] { exportFigure(m_session, dialog->request()); });
  dialog->open();
}

void FileActions::saveVolume() {
  const QString file = QFileDialog::getSaveFileName(&m_window, tr("Save the predicted volume"),
                                                    QDir::home().filePath(QStringLiteral("predicted.nii.gz")),
                                                    tr("NIfTI (*.nii.gz *.nii)"));
  if (!file.isEmpty()) savePrediction(m_session, file.toStdString());
}

void FileActions::copyCommand() {
  QApplication::clipboard()->setText(m_session.commandLine());
  Q_EMIT m_session.tasks().noted(tr("Copied: %1").arg(m_session.commandLine()));
}

void openAnything(Session& session, const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::path folder = path;
  if (path.filename() == "run.json") folder = path.parent_path();
  if (std::filesystem::is_directory(folder, ignored))
    session.openRun(folder);
  else
    session.openPicture(path, session.caption());
}

}  // namespace vxs::ui
