#pragma once

#include "ui/Session.h"

#include <QObject>

#include <filesystem>

class QAction;
class QMenu;
class QWidget;

namespace vxs::ui {

/// The File menu: open, export, save, copy the command line, quit.
class FileActions : public QObject {
  Q_OBJECT
 public:
  FileActions(Session& session, QMenu& menu, QWidget& window);

  void openRun();
  void openPicture();

 private:
  QAction* add(QMenu& menu, const QString& icon, const QString& text, const QKeySequence& key,
               const QString& tip, void (FileActions::*slot)());
  void exportFigureDialog();
  void saveVolume();
  void copyCommand();
  void enable();

  Session& m_session;
  QWidget& m_window;
  QAction* m_openPicture;
  QAction* m_export;
  QAction* m_save;
  QAction* m_copy;
};

/// Opens whatever a file or folder is: a run's folder, else a picture.
void openAnything(Session& session, const std::filesystem::path& path);

}  // namespace vxs::ui
