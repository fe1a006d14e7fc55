#include "ui/actions/SessionActions.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/session/CommandLine.h"
#include "ui/workspace/DialogFolder.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QWidget>

#include <algorithm>

namespace vxs::ui {

namespace {

const QString kSuffix = QStringLiteral(".voxelscope");

QString filter() {
  return QObject::tr("Voxelscope sessions (*.voxelscope)");
}

QString recentName(int index) {
  return QStringLiteral("file.recent.%1").arg(index + 1);
}

}  // namespace

SessionActions::SessionActions(SessionKeeper& keeper, RecentFiles& recent, Opener open,
                               ActionRegistry& actions, QWidget& window)
    : QObject(&window),
      m_keeper(keeper),
      m_recent(recent),
      m_open(std::move(open)),
      m_actions(actions),
      m_window(window) {
  addSession();
  addRecent();
  connect(&recent, &RecentFiles::changed, this, &SessionActions::showRecent);
  showRecent();
}

void SessionActions::addSession() {
  const auto withPath = [this](void (SessionActions::*ask)(),
                               void (SessionKeeper::*give)(const std::filesystem::path&)) {
    return [this, ask, give](const QStringList& file) {
      file.isEmpty() ? (this->*ask)() : (m_keeper.*give)(file.front().toStdString());
    };
  };
  m_actions.add(
      {.name = QStringLiteral("file.session.open"),
       .text = tr("Open sess&ion…"),
       .tip = tr("Bring back a saved session: run, picture, caption, how they are looked at, the window"),
       .menu = Menu::File,
       .group = QStringLiteral("open"),
       .keys = {QStringLiteral("Ctrl+Shift+O")},
       .runWith = withPath(&SessionActions::openDialog, &SessionKeeper::open),
       .arguments = QStringLiteral("[FILE]"),
       .asks = [] { return true; },
       .command =
           [this] {
             return m_keeper.path().empty()
                        ? QString()
                        : QStringLiteral("voxelscope ") +
                              shellQuoted(QString::fromStdString(m_keeper.path().string()));
           }});
  QAction* back = m_actions.add(
      {.name = QStringLiteral("file.back"),
       .text = tr("&Back to the run before"),
       .tip = tr("Bring back what was open before another run, session or figure took its place: view, "
                 "panels, guided steps and undo"),
       .menu = Menu::File,
       .group = QStringLiteral("open"),
       .run = [this] { m_keeper.goBack(); },
       .enabled = [this] { return !m_keeper.formerName().isEmpty(); },
       .command = [] { return QString(); }});
  connect(&m_keeper, &SessionKeeper::formerChanged, back, [this, back] {
    back->setText(tr("&Back to %1").arg(m_keeper.formerName()));
    m_actions.refresh();
  });
  m_actions.add({.name = QStringLiteral("file.session.save"),
                 .text = tr("&Save session"),
                 .tip = tr("Save run, picture, caption and how they are looked at in a file"),
                 .menu = Menu::File,
                 .group = QStringLiteral("session"),
                 .keys = {QStringLiteral("Ctrl+S")},
                 .runWith = withPath(&SessionActions::save, &SessionKeeper::save),
                 .arguments = QStringLiteral("[FILE]"),
                 .asks = [this] { return m_keeper.path().empty(); }});
  m_actions.add({.name = QStringLiteral("file.session.saveas"),
                 .text = tr("Save session &as…"),
                 .tip = tr("Save the session in another file"),
                 .menu = Menu::File,
                 .group = QStringLiteral("session"),
                 .keys = {QStringLiteral("Ctrl+Shift+S")},
                 .runWith = withPath(&SessionActions::saveAs, &SessionKeeper::save),
                 .arguments = QStringLiteral("[FILE]"),
                 .asks = [] { return true; }});
}

void SessionActions::addRecent() {
  for (int i = 0; i < RecentFiles::kMost; ++i)
    m_actions.add({.name = recentName(i),
                   .text = tr("Entry %1").arg(i + 1),
                   .tip = tr("Open again what is at this place of the list; the last opened is at the first"),
                   .menu = Menu::File,
                   .submenu = tr("Open re&cent"),
                   .group = QStringLiteral("open"),
                   .run =
                       [this, i] {
                         const auto entries = m_recent.entries();
                         if (i < entries.size()) m_open(entries[i].path.toStdString());
                       },
                   .enabled =
                       [this, i] {
                         return m_actions.action(recentName(i)) &&
                                m_actions.action(recentName(i))->isVisible();
                       }});
  m_actions.add({.name = QStringLiteral("file.recent.clear"),
                 .text = tr("&Forget these"),
                 .tip = tr("Empty the list of what was opened; the files stay"),
                 .menu = Menu::File,
                 .submenu = tr("Open re&cent"),
                 .group = QStringLiteral("open"),
                 .run = [this] { m_recent.clear(); },
                 .command = [] { return QString(); }});
}

void SessionActions::showRecent() {
  const auto entries = m_recent.entries();
  for (int i = 0; i < RecentFiles::kMost; ++i) {
    QAction* action = m_actions.action(recentName(i));
    action->setVisible(i < entries.size());
    if (i >= entries.size()) continue;
    const QFileInfo info(entries[i].path);
    QString name = info.fileName();
    if (std::ranges::count(entries, info.fileName(),
                           [](const auto& entry) { return QFileInfo(entry.path).fileName(); }) > 1)
      name = tr("%1 in %2").arg(name, info.dir().dirName());
    action->setText(
        QStringLiteral("&%1  %2").arg(i + 1).arg(name.replace(QLatin1Char('&'), QStringLiteral("&&"))));
    action->setToolTip(entries[i].path);
    action->setStatusTip(entries[i].summary.isEmpty()
                             ? entries[i].path
                             : entries[i].path + QStringLiteral(": ") + entries[i].summary);
  }
  m_actions.refresh();
}

void SessionActions::save() {
  m_keeper.path().empty() ? saveAs() : m_keeper.save(m_keeper.path());
}

void SessionActions::saveAs() {
  const QString proposed = m_keeper.path().empty() ? QStringLiteral("session") + kSuffix
                                                   : QString::fromStdString(m_keeper.path().string());
  QString file = askWhereToSave(&m_window, tr("Save the session"), FileKind::Session, proposed, filter());
  if (file.isEmpty()) return;
  if (!file.endsWith(kSuffix)) file += kSuffix;
  m_keeper.save(file.toStdString());
}

void SessionActions::openDialog() {
  const QString file = askForFile(&m_window, tr("Open a session"), FileKind::Session, filter());
  if (!file.isEmpty()) m_keeper.open(file.toStdString());
}

}  // namespace vxs::ui
