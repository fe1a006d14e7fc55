#include "ui/actions/ToolStrip.h"

#include "ui/actions/ActionRegistry.h"

#include <QMainWindow>
#include <QToolBar>

namespace vxs::ui {

namespace {

/// In their order; an empty name parts groups.
const char* const kButtons[] = {"file.open.run",
                                "file.open.picture",
                                "file.export.figure",
                                "",
                                "edit.undo",
                                "edit.redo",
                                "",
                                "view.layout.all",
                                "view.layout.slices",
                                "view.layout.3d",
                                "view.layout.single",
                                "view.layout.mosaic",
                                "",
                                "view.flicker",
                                "view.compare.curtain",
                                "view.compare.fade",
                                "",
                                "view.outlines",
                                "view.evidence.ceiling",
                                "view.reset",
                                "",
                                "view.panel.maps",
                                "view.panel.whatif",
                                "view.panel.why",
                                "view.panel.training"};

}  // namespace

void addToolStrip(QMainWindow& window, ActionRegistry& actions) {
  auto* bar = new QToolBar(QObject::tr("Tool bar"), &window);
  bar->setObjectName(QStringLiteral("toolbar"));
  bar->setMovable(false);
  bar->setIconSize({20, 20});
  for (const char* name : kButtons) {
    QAction* action = actions.action(QLatin1String(name));
    Q_ASSERT(!*name || action);
    if (action)
      bar->addAction(action);
    else
      bar->addSeparator();
  }
  window.addToolBar(bar);
  actions.add({.name = QStringLiteral("view.toolbar"),
               .text = QObject::tr("&Tool bar"),
               .tip = QObject::tr("Show or hide the row of buttons under the menus"),
               .menu = Menu::View,
               .submenu = QObject::tr("&Panels"),
               .group = QStringLiteral("window"),
               .run = [bar] { bar->setVisible(bar->isHidden()); },
               .checked = [bar] { return !bar->isHidden(); }});
  QObject::connect(bar, &QToolBar::visibilityChanged, &actions, &ActionRegistry::refresh);
}

}  // namespace vxs::ui
