#include "ui/actions/WindowActions.h"

#include "VoxelscopeVersion.h"
#include "core/workflow/Neural.h"
#include "ui/DiagnosticsDialog.h"
#include "ui/actions/ActionFinder.h"
#include "ui/actions/KeyList.h"
#include "ui/docks/DockFront.h"
#include "ui/panels/TrialList.h"
#include "ui/preferences/Preferences.h"
#include "ui/session/TaskRunner.h"
#include "ui/welcome/DemoMaker.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMessageBox>

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QObject::tr(text);
}

/// Opens a dialog that goes when it is closed and does not hold up its caller.
void show(QDialog* dialog) {
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void about(QMainWindow& window) {
  show(new QMessageBox(
      QMessageBox::NoIcon, tr("About Voxelscope"),
      tr("<h3>Voxelscope %1</h3><p>Predicted and measured whole-brain fMRI responses to natural "
         "scenes.</p><p>BSD-3-Clause. NSD's terms forbid passing its data on: stores stay on your "
         "disk.</p>")
          .arg(QStringLiteral(VOXELSCOPE_VERSION)),
      QMessageBox::Ok, &window));
}

/// In the background: the part with the neural networks may have to be loaded first.
void diagnose(QMainWindow& window, TaskRunner& tasks, const Drawing& drawing) {
  tasks.run(
      &window, {Lane::Data, tr("Looking at this computer"), QStringLiteral("diagnose"), false, false},
      [threads = Preferences::load().threads](Progress&) {
        return workflow::diagnose([threads] { return workflow::loadNeural({threads, "auto"})->describe(); });
      },
      [&window, &drawing](const workflow::DiagnosedRows& found) {
        show(new DiagnosticsDialog(found, drawing, &window));
      });
}

}  // namespace

void addTrialActions(TrialList& trials, ActionRegistry& actions) {
  const auto add = [&](const char* name, const QString& text, const QString& tip, const char* key, int by) {
    actions.add({.name = QLatin1String(name),
                 .text = text,
                 .tip = tip,
                 .menu = Menu::Trials,
                 .group = QStringLiteral("step"),
                 .keys = {QLatin1String(key)},
                 .run = [&trials, by] { trials.step(by); }});
  };
  add("trials.previous", tr("&Previous image"), tr("Show the image before this one in the list of trials"),
      "Ctrl+PgUp", -1);
  add("trials.next", tr("&Next image"), tr("Show the image after this one in the list of trials"),
      "Ctrl+PgDown", 1);
}

void addPredictAction(Session& session, ActionRegistry& actions) {
  actions.add(
      {.name = QStringLiteral("predict.now"),
       .text = tr("P&redict now"),
       .tip = tr("Predict the response to the picture and caption without waiting for the typing to pause"),
       .menu = Menu::Trials,
       .group = QStringLiteral("predict"),
       .keys = {QStringLiteral("Ctrl+Return"), QStringLiteral("Ctrl+Enter")},
       .run = [&session] { session.predictions().predictNow(); },
       .enabled = [&session] { return !session.picture().empty(); },
       .command = [&session] { return session.commandLine(); }});
}

void addBeginActions(DemoMaker& demo, std::function<void(const QString&)> open,
                     std::function<void(const QString&)> prepare, std::function<void()> welcome,
                     ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("file.demo"),
               .text = tr("Open the &demo"),
               .tip = tr("A synthetic subject whose true answers are known; made first when it is not there"),
               .menu = Menu::File,
               .group = QStringLiteral("begin"),
               .run =
                   [&demo, open] {
                     const auto run = demo.finished();
                     run.empty() ? demo.make() : open(QString::fromStdString(run.string()));
                   },
               .enabled = [&demo] { return !demo.making(); }});
  actions.add(
      {.name = QStringLiteral("file.prepare"),
       .text = tr("P&repare a subject of NSD…"),
       .tip = tr("From the dataset's folder to a store in three steps"),
       .menu = Menu::File,
       .group = QStringLiteral("begin"),
       .runWith = [prepare](const QStringList& folder) { prepare(folder.value(0)); },
       .arguments = QStringLiteral("[FOLDER]"),
       .command = [] { return QStringLiteral("voxelscope-cli prepare DATASET --subject 1 --out STORE"); }});
  actions.add({.name = QStringLiteral("help.welcome"),
               .text = tr("&Welcome page"),
               .tip = tr("The page that the window begins with; what is open stays open"),
               .menu = Menu::Help,
               .group = QStringLiteral("find"),
               .run = std::move(welcome)});
}

void addPanelAction(QDockWidget& dock, const QString& name, ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("view.panel.") + name,
               .text = dock.windowTitle(),
               .tip = tr("Show the panel “%1”, or close it").arg(dock.windowTitle()),
               .menu = Menu::View,
               .submenu = tr("&Panels"),
               .group = QStringLiteral("window"),
               .icon = name,
               .run = [&dock] { inFront(dock) ? dock.hide() : bringToFront(dock); },
               .checked = [&dock] { return inFront(dock); }});
  QObject::connect(&dock, &QDockWidget::visibilityChanged, &actions, &ActionRegistry::refresh);
}

void addThemeAction(QMainWindow& window, ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("view.dark"),
               .text = tr("&Dark"),
               .tip = tr("Dark window, or light"),
               .menu = Menu::View,
               .group = QStringLiteral("window"),
               .run =
                   [&window] {
                     applyTheme(*qApp, !themeIsDark());
                     for (auto* widget : window.findChildren<QWidget*>()) widget->update();
                   },
               .checked = [] { return themeIsDark(); }});
}

void addHelpActions(QMainWindow& window, TaskRunner& tasks, const Drawing& drawing, ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("help.keys"),
               .text = tr("&Keys and mouse"),
               .tip = tr("Every key and mouse gesture"),
               .menu = Menu::Help,
               .group = QStringLiteral("find"),
               .keys = {QStringLiteral("F1")},
               .viewKeys = {QStringLiteral("?")},
               .run = [&] { show(new KeyList(actions, &window)); }});
  actions.add(
      {.name = QStringLiteral("help.find"),
       .text = tr("&What does this do? Find an action…"),
       .tip = tr("Every action by its words, with its key, its name in scripts and its command line to copy"),
       .menu = Menu::Help,
       .group = QStringLiteral("find"),
       .keys = {QStringLiteral("Ctrl+Shift+F")},
       .run = [&] { show(new ActionFinder(actions, &window)); }});
  actions.add({.name = QStringLiteral("help.diagnostics"),
               .text = tr("&Diagnostics…"),
               .tip = tr("Versions, processor, OpenGL and who draws 3-D views, to paste into a bug report"),
               .menu = Menu::Help,
               .group = QStringLiteral("last"),
               .run = [&window, &tasks, &drawing] { diagnose(window, tasks, drawing); },
               .command = [] { return QStringLiteral("voxelscope-cli diagnose"); }});
  actions.add({.name = QStringLiteral("help.about"),
               .text = tr("&About Voxelscope"),
               .tip = tr("Version and licence"),
               .menu = Menu::Help,
               .group = QStringLiteral("last"),
               .run = [&window] { about(window); }});
}

}  // namespace vxs::ui
