#include "ui/ViewActions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace vxs::ui {

ViewActions::ViewActions(Session& session, QMenu& menu, QObject* parent)
    : QObject(parent), m_session(session) {
  addLayouts(menu);
  menu.addSeparator();
  addCameras(menu);
  addConventions(menu);
  menu.addSeparator();
  connect(menu.addAction(tr("&Flicker measured and predicted\tSpace")), &QAction::triggered, this,
          [this] { m_session.view().setFlicker(!m_session.view().flicker()); });
  connect(menu.addAction(tr("&Reset view\tR")), &QAction::triggered, this,
          [this] { m_session.view().reset(); });
}

void ViewActions::addLayouts(QMenu& menu) {
  auto* group = new QActionGroup(this);
  const QStringList names{tr("&All views\t1"), tr("&Slices\t2"), tr("&3-D\t3"), tr("&One layer\t4")};
  for (int i = 0; i < names.size(); ++i) {
    QAction* action = menu.addAction(names[i]);
    action->setCheckable(true);
    action->setActionGroup(group);
    action->setChecked(i == static_cast<int>(m_session.view().layout()));
    connect(action, &QAction::triggered, this,
            [this, i] { m_session.view().setLayout(static_cast<ViewLayout>(i)); });
    connect(&m_session.view(), &ViewState::layoutChanged, action,
            [this, action, i] { action->setChecked(i == static_cast<int>(m_session.view().layout())); });
  }
}

void ViewActions::addCameras(QMenu& menu) {
  QMenu* cameras = menu.addMenu(tr("3-D &from"));
  const std::array<std::pair<const char*, QString>, 7> views{{{"oblique", tr("&Oblique")},
                                                              {"left", tr("&Left")},
                                                              {"right", tr("&Right")},
                                                              {"anterior", tr("&Front")},
                                                              {"posterior", tr("&Back")},
                                                              {"superior", tr("&Above")},
                                                              {"inferior", tr("&Below")}}};
  int key = Qt::Key_0;
  for (const auto& [name, text] : views) {
    QAction* action = cameras->addAction(text);
    action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key++)));
    connect(action, &QAction::triggered, this,
            [this, view = std::string(name)] { m_session.view().setStandardView(view); });
  }
}

void ViewActions::addConventions(QMenu& menu) {
  QMenu* sides = menu.addMenu(tr("S&ides"));
  auto* group = new QActionGroup(this);
  const QStringList names{tr("&Neurological: left is left"), tr("&Radiological: left is right")};
  for (int i = 0; i < names.size(); ++i) {
    QAction* action = sides->addAction(names[i]);
    action->setCheckable(true);
    action->setActionGroup(group);
    const auto update = [this, action, i] {
      action->setChecked(i == static_cast<int>(m_session.view().state().convention));
    };
    update();
    connect(action, &QAction::triggered, this,
            [this, i] { m_session.view().setConvention(static_cast<scene::Convention>(i)); });
    connect(&m_session.view(), &ViewState::conventionChanged, action, update);
  }
}

}  // namespace vxs::ui
