#include "ui/actions/ActionRegistry.h"

#include "ui/actions/ActionNames.h"
#include "ui/actions/MenuPlacer.h"
#include "ui/session/CommandLine.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace vxs::ui {

QString menuTitle(Menu menu) {
  switch (menu) {
    case Menu::File:
      return QObject::tr("&File");
    case Menu::Edit:
      return QObject::tr("&Edit");
    case Menu::View:
      return QObject::tr("&View");
    case Menu::Trials:
      return QObject::tr("&Trials");
    case Menu::Maps:
      return QObject::tr("&Maps");
    case Menu::Training:
      return QObject::tr("T&raining");
    case Menu::Tools:
      return QObject::tr("T&ools");
    case Menu::Help:
      return QObject::tr("&Help");
    case Menu::None:
      break;
  }
  return {};
}

QString plainText(QString text) {
  return text.remove(QLatin1Char('&'));
}

bool isKey(const QKeyEvent& event, const QString& written, bool ignoreShift) {
  const QKeySequence sequence(written);
  if (sequence.count() != 1) return false;
  const Qt::KeyboardModifiers wanted = sequence[0].keyboardModifiers();
  Qt::KeyboardModifiers given = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
  const bool sign = event.key() > Qt::Key_Space && event.key() < 0x7f &&
                    !(event.key() >= Qt::Key_A && event.key() <= Qt::Key_Z);
  if (sign || ignoreShift) given &= ~Qt::KeyboardModifiers(Qt::ShiftModifier);
  return event.key() == sequence[0].key() && given == wanted;
}

ActionRegistry::ActionRegistry(QMenuBar* bar, QObject* parent)
    : QObject(parent), m_menus(std::make_unique<MenuPlacer>(bar)) {
  connect(m_menus.get(), &MenuPlacer::contextRequested, this, [this](QAction* action, const QPoint& at) {
    const QString text = command(action->objectName());
    QMenu menu;
    QAction* copy = menu.addAction(tr("Copy command line"));
    copy->setEnabled(!text.isEmpty());
    if (menu.exec(at) == copy) QApplication::clipboard()->setText(text);
  });
}

ActionRegistry::~ActionRegistry() = default;

QAction* ActionRegistry::add(ActionSpec spec) {
  Q_ASSERT(!m_byName.contains(spec.name));
  auto* action = new QAction(spec.text, this);
  action->setObjectName(spec.name);
  action->setStatusTip(spec.tip);
  if (!spec.icon.isEmpty()) action->setIcon(themedIcon(spec.icon));
  action->setAutoRepeat(spec.repeats);
  action->setCheckable(static_cast<bool>(spec.checked));
  m_keys.add(spec.name, spec.keys + spec.viewKeys, !spec.shiftArgument.isEmpty());
  m_entries.push_back(std::make_unique<Entry>(Entry{std::move(spec), action}));
  Entry* entry = m_entries.back().get();
  m_byName[entry->spec.name] = entry;
  connect(action, &QAction::triggered, this, [this, entry] { run(*entry, {}); });
  applyKeys(*entry);
  m_menus->place(action, entry->spec);
  if (entry->spec.enabled) action->setEnabled(entry->spec.enabled());
  if (entry->spec.checked) action->setChecked(entry->spec.checked());
  return action;
}

/// The action's and its spec's keys are those of the bindings.
void ActionRegistry::applyKeys(Entry& entry) {
  ActionSpec& spec = entry.spec;
  QAction& action = *entry.action;
  spec.keys.clear();
  spec.viewKeys.clear();
  QList<QKeySequence> shortcuts;
  QStringList readable;
  for (const QString& key : m_keys.keys(spec.name)) {
    (isViewKey(key) ? spec.viewKeys : spec.keys) << key;
    if (!isViewKey(key)) shortcuts << QKeySequence(key);
    readable << QKeySequence(key).toString(QKeySequence::NativeText);
  }
  action.setShortcuts(shortcuts);
  QString text = action.text().section(QLatin1Char('\t'), 0, 0);
  if (shortcuts.isEmpty() && !readable.isEmpty())  // named beside the text; the view listens for it
    text += QLatin1Char('\t') + readable.front();
  action.setText(text);
  action.setToolTip(readable.isEmpty()
                        ? spec.tip
                        : QStringLiteral("%1 (%2)").arg(spec.tip, readable.join(QStringLiteral(", "))));
  // also where it is in no menu, or the menus are away, its key is heard
  if (!shortcuts.isEmpty())
    if (auto* window = qobject_cast<QWidget*>(parent())) window->addAction(&action);
}

void ActionRegistry::setChosenKeys(const KeyBindings::Chosen& chosen) {
  m_keys.setChosen(chosen);
  for (const auto& entry : m_entries) applyKeys(*entry);
}

void ActionRegistry::run(const Entry& entry, const QStringList& arguments) {
  Q_EMIT triggered(entry.spec.name);
  if (entry.spec.runWith)
    entry.spec.runWith(arguments);
  else
    entry.spec.run();
  refresh();  // a check mark that Qt toggled by itself shows the truth again
}

const ActionRegistry::Entry* ActionRegistry::find(const QString& name) const {
  const auto found = m_byName.find(name);
  return found == m_byName.end() ? nullptr : found->second;
}

std::vector<const ActionSpec*> ActionRegistry::specs() const {
  std::vector<const ActionSpec*> all;
  for (const auto& entry : m_entries) all.push_back(&entry->spec);
  return all;
}

const ActionSpec* ActionRegistry::spec(const QString& name) const {
  const Entry* entry = find(name);
  return entry ? &entry->spec : nullptr;
}

QAction* ActionRegistry::action(const QString& name) const {
  const Entry* entry = find(name);
  return entry ? entry->action : nullptr;
}

bool ActionRegistry::trigger(const QString& name, const QStringList& arguments, QString* reason) {
  const auto refuse = [reason](const QString& why) {
    if (reason) *reason = why;
    return false;
  };
  refresh();
  const Entry* entry = find(name);
  if (!entry) return refuse(tr("there is no action “%1”").arg(name));
  if (!arguments.isEmpty() && !entry->spec.runWith) return refuse(tr("%1 takes no arguments").arg(name));
  if (!entry->action->isEnabled()) return refuse(tr("%1 cannot be done now").arg(name));
  if (arguments.isEmpty() && entry->spec.asks && entry->spec.asks())
    return refuse(tr("%1 needs %2: %3").arg(name, neededBy(entry->spec), withArguments(entry->spec)));
  run(*entry, arguments);
  return true;
}

bool ActionRegistry::triggerByViewKey(const QKeyEvent& event) {
  for (const auto& entry : m_entries) {
    const ActionSpec& spec = entry->spec;
    const bool shiftMeans = !spec.shiftArgument.isEmpty();
    for (const QString& key : spec.viewKeys) {
      if (!isKey(event, key, shiftMeans)) continue;
      if (spec.enabled && !spec.enabled()) return false;
      if (event.isAutoRepeat() && !spec.repeats) return true;
      const bool shift = shiftMeans && event.modifiers() & Qt::ShiftModifier;
      run(*entry, shift ? QStringList{spec.shiftArgument} : QStringList{});
      return true;
    }
  }
  return false;
}

QString ActionRegistry::command(const QString& name) const {
  const Entry* entry = find(name);
  if (!entry) return {};
  if (entry->spec.command) return entry->spec.command();
  const QString program = m_program ? m_program() : QString();
  const bool asks = entry->spec.asks && entry->spec.asks();
  return program.isEmpty()
             ? QString()
             : program + QStringLiteral(" --do ") + shellQuoted(asks ? withArguments(entry->spec) : name);
}

QString ActionRegistry::place(const QString& name) const {
  const ActionSpec* found = spec(name);
  if (!found || found->menu == Menu::None) return {};
  QStringList parts{menuTitle(found->menu)};
  if (!found->submenu.isEmpty()) parts << found->submenu;
  parts << found->text;
  return plainText(parts.join(QStringLiteral(" > ")));
}

void ActionRegistry::refresh() {
  for (const auto& entry : m_entries) {
    if (entry->spec.enabled) entry->action->setEnabled(entry->spec.enabled());
    if (entry->spec.checked) entry->action->setChecked(entry->spec.checked());
  }
}

}  // namespace vxs::ui
