#include "ui/actions/MenuPlacer.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QMouseEvent>

#include <set>

namespace vxs::ui {

namespace {
constexpr const char* kGroup = "vxs.group";
constexpr const char* kLast = "last";
/// Underlines another letter where the menu has the one that the text wants.
void giveOwnMnemonic(const QMenu& menu, QAction& action) {
  std::set<QString> taken;
  for (const QAction* other : menu.actions())
    if (other != &action) taken.insert(QKeySequence::mnemonic(other->text()).toString());
  taken.erase(QString());
  const QString wanted = action.text();
  if (!taken.contains(QKeySequence::mnemonic(wanted).toString())) return;
  const QString plain = plainText(wanted);
  for (qsizetype i = 0; i < plain.size() && plain[i] != QLatin1Char('\t'); ++i) {
    if (!plain[i].isLetterOrNumber()) continue;
    const QString text = QString(plain).insert(i, QLatin1Char('&'));
    if (taken.contains(QKeySequence::mnemonic(text).toString())) continue;
    return action.setText(text);
  }
  action.setText(plain);
}

}  // namespace

void MenuPlacer::place(QAction* action, const ActionSpec& spec) {
  if (!m_bar || spec.menu == Menu::None) return;
  QMenu* menu = spec.submenu.isEmpty() ? topMenu(spec.menu) : submenu(spec.menu, spec.submenu, spec.group);
  insert(*menu, action, spec.submenu.isEmpty() ? spec.group : QString());
}

void MenuPlacer::watch(QMenu& menu) {
  menu.setToolTipsVisible(true);
  menu.installEventFilter(this);
}

QMenu* MenuPlacer::topMenu(Menu menu) {
  if (const auto found = m_menus.find(menu); found != m_menus.end()) return found->second;
  auto* made = new QMenu(menuTitle(menu), m_bar);
  watch(*made);
  const auto next = m_menus.upper_bound(menu);
  m_bar->insertMenu(next == m_menus.end() ? nullptr : next->second->menuAction(), made);
  m_menus[menu] = made;
  return made;
}

QMenu* MenuPlacer::submenu(Menu menu, const QString& title, const QString& group) {
  QMenu*& made = m_submenus[{menu, title}];
  if (!made) {
    QMenu* top = topMenu(menu);
    made = new QMenu(title, top);
    watch(*made);
    insert(*top, made->menuAction(), group);
  }
  return made;
}

void MenuPlacer::insert(QMenu& menu, QAction* action, const QString& group) {
  action->setProperty(kGroup, group);
  const QList<QAction*> there = menu.actions();
  QAction* before = nullptr;  // the first entry after the group's last one
  bool known = false;
  for (int i = 0; i < there.size(); ++i) {
    if (there[i]->isSeparator() || there[i]->property(kGroup).toString() != group) continue;
    known = true;
    before = i + 1 < there.size() ? there[i + 1] : nullptr;
  }
  if (!known)  // a new group: at the end, but before what wants to be last
    for (QAction* entry : there)
      if (entry->isSeparator() && entry->property(kGroup).toString() == QLatin1String(kLast)) {
        before = entry;
        break;
      }
  menu.insertAction(before, action);
  giveOwnMnemonic(menu, *action);
  if (known || there.isEmpty()) return;
  QAction* separator = menu.insertSeparator(action);
  separator->setProperty(kGroup, group);
}

bool MenuPlacer::eventFilter(QObject* watched, QEvent* event) {
  const bool button =
      event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease;
  if (!button) return QObject::eventFilter(watched, event);
  const auto* mouse = static_cast<QMouseEvent*>(event);
  if (mouse->button() != Qt::RightButton) return QObject::eventFilter(watched, event);
  QAction* action = static_cast<QMenu*>(watched)->actionAt(mouse->position().toPoint());
  if (event->type() == QEvent::MouseButtonRelease && action && !action->isSeparator() && !action->menu())
    Q_EMIT contextRequested(action, mouse->globalPosition().toPoint());
  return true;
}

}  // namespace vxs::ui
