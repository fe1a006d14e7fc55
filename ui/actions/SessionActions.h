#pragma once

#include "ui/workspace/RecentFiles.h"
#include "ui/workspace/SessionKeeper.h"

#include <QObject>

#include <functional>

class QWidget;

namespace vxs::ui {

class ActionRegistry;

/// Open, save and save as of a session, and what was opened last.
class SessionActions : public QObject {
  Q_OBJECT
 public:
  using Opener = std::function<void(const std::filesystem::path&)>;
  SessionActions(SessionKeeper& keeper, RecentFiles& recent, Opener open, ActionRegistry& actions,
                 QWidget& window);

 private:
  void addSession();
  void addRecent();
  void save();
  void saveAs();
  void openDialog();
  void showRecent();

  SessionKeeper& m_keeper;
  RecentFiles& m_recent;
  Opener m_open;
  ActionRegistry& m_actions;
  QWidget& m_window;
};

}  // namespace vxs::ui
