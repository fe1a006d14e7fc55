#pragma once

#include "ui/session/Session.h"

#include <QObject>

#include <filesystem>

class QWidget;

namespace vxs::ui {

class ActionRegistry;
class PanelsDialog;

/// The File menu: open, export, save, copy the command line, quit.
class FileActions : public QObject {
  Q_OBJECT
 public:
  FileActions(Session& session, ActionRegistry& actions, QWidget& window);

  void openRun();
  void openPicture();

 private:
  void addOpening(ActionRegistry& actions);
  void addSaving(ActionRegistry& actions);
  void exportFigureDialog();
  void panelsDialog(const QStringList& figures);
  PanelsDialog* makePanelsDialog();
  void saveVolume();
  void copyCommand();
  /// The voxelscope-cli command that paints what the comparison shows; empty when it shows nothing.
  QString viewCommand() const;

  Session& m_session;
  QWidget& m_window;
  PanelsDialog* m_panels = nullptr;  ///< of the window, once it was asked for
  QString m_figureKind;              ///< that was chosen last; empty: none
};

}  // namespace vxs::ui
