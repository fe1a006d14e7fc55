#pragma once

#include "ui/actions/ActionSpec.h"

#include <QObject>

#include <map>

class QAction;
class QMenu;
class QMenuBar;

namespace vxs::ui {

/// Puts actions into the menus that their specs name and makes menus as they are needed, so that the order of
/// adding does not matter. A right click on an entry is signalled instead of triggering it.
class MenuPlacer : public QObject {
  Q_OBJECT
 public:
  explicit MenuPlacer(QMenuBar* bar) : m_bar(bar) {}
  void place(QAction* action, const ActionSpec& spec);

 Q_SIGNALS:
  void contextRequested(QAction* action, const QPoint& globalPosition);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QMenu* topMenu(Menu menu);
  QMenu* submenu(Menu menu, const QString& title, const QString& group);
  void insert(QMenu& menu, QAction* action, const QString& group);
  void watch(QMenu& menu);

  QMenuBar* m_bar;
  std::map<Menu, QMenu*> m_menus;
  std::map<std::pair<Menu, QString>, QMenu*> m_submenus;
};

}  // namespace vxs::ui
