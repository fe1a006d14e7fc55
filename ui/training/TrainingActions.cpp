#include "ui/training/TrainingActions.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/docks/DockFront.h"
#include "ui/training/EpochScrubber.h"
#include "ui/training/RunsTable.h"
#include "ui/training/TrainingPanel.h"
#include "ui/training/TrainingSettings.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QInputDialog>

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("TrainingActions", text);
}

void addWork(TrainingPanel& panel, QDockWidget& dock, ActionRegistry& actions) {
  const auto show = [&dock] { bringToFront(dock); };
  const auto inFront = [&panel, show](void (TrainingPanel::*work)()) {
    return [&panel, show, work] {
      show();
      (panel.*work)();
    };
  };
  actions.add({.name = QStringLiteral("training.show"),
               .text = tr("Training &panel"),
               .tip = tr("Settings, curves, epochs and runs at the bottom of the window"),
               .menu = Menu::Training,
               .keys = {QStringLiteral("Ctrl+Shift+T")},
               .run = show});
  actions.add({.name = QStringLiteral("training.start"),
               .text = tr("&Start training"),
               .tip = tr("Train with the form's settings, in a process of its own"),
               .menu = Menu::Training,
               .run = inFront(&TrainingPanel::start),
               .enabled = [&panel] { return panel.canStart(); },
               .command = [&panel] { return panel.command(); }});
  actions.add(
      {.name = QStringLiteral("training.stop"),
       .text = tr("S&top training after this epoch"),
       .tip = tr("Finish the running epoch, then stop; Resume goes on from there. A second time stops "
                 "at once and throws the running epoch away"),
       .menu = Menu::Training,
       .run = [&panel] { panel.stop(); },
       .enabled = [&panel] { return panel.job().running(); }});
  actions.add({.name = QStringLiteral("training.resume"),
               .text = tr("&Resume the selected run"),
               .tip = tr("Go on from the last epoch of a run that was stopped"),
               .menu = Menu::Training,
               .run = inFront(&TrainingPanel::resume),
               .enabled = [&panel] { return !panel.resumable().isEmpty(); },
               .command =
                   [&panel] {
                     const QString run = panel.resumable();
                     return run.isEmpty()
                                ? QString()
                                : shellCommand({QStringLiteral("train"), QStringLiteral("--resume"), run});
                   }});
  actions.add(
      {.name = QStringLiteral("training.settings"),
       .text = tr("Use the selected run's &settings"),
       .tip = tr("Fill the form with what that run was trained with"),
       .menu = Menu::Training,
       .run = inFront(&TrainingPanel::useSettings),
       .enabled = [&panel] { return panel.runs().model().summary(panel.runs().selectedRun()) != nullptr; }});
  actions.add({.name = QStringLiteral("training.table1"),
               .text = tr("Table &1…"),
               .tip = tr("Train and judge every head with every penalty, as in the report's Table 1"),
               .menu = Menu::Training,
               .run = inFront(&TrainingPanel::makeTableOne),
               .enabled = [&panel] { return panel.whyNoTable().isEmpty(); }});
  actions.add({.name = QStringLiteral("training.table1.show"),
               .text = tr("Sho&w Table 1"),
               .tip = tr("Accuracy by penalty and head, of the folder of runs that is shown"),
               .menu = Menu::Training,
               .run = [&panel] { panel.runs().showTable(); },
               .enabled = [&panel] { return panel.runs().hasTable(); }});
}

void addEpochs(TrainingPanel& panel, ActionRegistry& actions) {
  const auto haveEpochs = [&panel] { return panel.epochs().epoch() > 0; };
  actions.add(
      {.name = QStringLiteral("training.epochs.show"),
       .text = tr("Show epochs in the &brain"),
       .tip = tr("The views show the chosen epoch of the selected run as the map, and follow training"),
       .menu = Menu::Training,
       .group = QStringLiteral("epochs"),
       .run = [&panel] { panel.epochs().setShown(!panel.epochs().shown()); },
       .checked = [&panel] { return panel.epochs().shown(); },
       .enabled = haveEpochs});
  actions.add({.name = QStringLiteral("training.epochs.previous"),
               .text = tr("&Previous epoch"),
               .tip = tr("What the selected run was one epoch before"),
               .menu = Menu::Training,
               .group = QStringLiteral("epochs"),
               .keys = {QStringLiteral("Ctrl+Alt+Left")},
               .run = [&panel] { panel.epochs().step(-1); },
               .enabled = haveEpochs});
  actions.add({.name = QStringLiteral("training.epochs.next"),
               .text = tr("&Next epoch"),
               .tip = tr("What the selected run was one epoch later"),
               .menu = Menu::Training,
               .group = QStringLiteral("epochs"),
               .keys = {QStringLiteral("Ctrl+Alt+Right")},
               .run = [&panel] { panel.epochs().step(1); },
               .enabled = haveEpochs});
  actions.add({.name = QStringLiteral("training.epochs.choose"),
               .text = tr("&Go to an epoch…"),
               .tip = tr("Show the kept epoch nearest to a number in the brain"),
               .menu = Menu::Training,
               .group = QStringLiteral("epochs"),
               .runWith =
                   [&panel](const QStringList& arguments) {
                     bool chosen = !arguments.isEmpty();
                     const int epoch = chosen
                                           ? arguments.front().toInt()
                                           : QInputDialog::getInt(&panel, tr("Go to an epoch"), tr("Epoch"),
                                                                  1, 1, 1'000'000, 1, &chosen);
                     if (!chosen) return;
                     panel.epochs().setShown(true);
                     panel.epochs().setEpoch(epoch);
                   },
               .arguments = QStringLiteral("EPOCH"),
               .asks = [] { return true; },
               .enabled = haveEpochs});
}

}  // namespace

void addTrainingActions(TrainingPanel& panel, QDockWidget& dock, ActionRegistry& actions) {
  addWork(panel, dock, actions);
  addEpochs(panel, actions);
  QObject::connect(&panel, &TrainingPanel::changed, &actions, &ActionRegistry::refresh);
  QObject::connect(&panel.runs(), &RunsTable::tableChanged, &actions, &ActionRegistry::refresh);
  QObject::connect(&panel.epochs(), &EpochScrubber::epochChanged, &actions, &ActionRegistry::refresh);
}

}  // namespace vxs::ui
