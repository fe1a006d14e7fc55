#include "ui/maps/MapsActions.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/maps/MapsPanel.h"
#include "ui/maps/TrialOrder.h"
#include "ui/panels/TrialList.h"
#include "ui/session/CommandLine.h"
#include "ui/workspace/DialogFolder.h"

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QObject::tr(text);
}

bool ready(const MapsModel& maps) {
  return maps.state() == MapsModel::State::Ready;
}

/// Shows the map in the brain views as well: who asks for a map by its action wants to see it.
void showMap(MapsModel& maps, MapKind kind) {
  maps.setInViews(true);
  maps.setKind(kind);
}

void addKinds(MapsModel& maps, ActionRegistry& actions) {
  for (const MapInfo& info : mapInfos())
    actions.add({.name = QStringLiteral("maps.show.") + info.key,
                 .text = info.name,
                 .tip = info.tip,
                 .menu = Menu::Maps,
                 .group = QStringLiteral("kind"),
                 .run = [&maps, kind = info.kind] { showMap(maps, kind); },
                 .checked = [&maps, kind = info.kind] { return maps.kind() == kind; },
                 .enabled = [&maps] { return ready(maps); }});
  for (const auto preset :
       {metrics::AccuracyPreset::Report, metrics::AccuracyPreset::Vision, metrics::AccuracyPreset::Algonauts})
    actions.add({.name = QStringLiteral("maps.preset.") + QString::fromStdString(metrics::toString(preset)),
                 .text = presetName(preset),
                 .tip = tr("Form r²/NC by the preset %1").arg(presetName(preset)),
                 .menu = Menu::Maps,
                 .submenu = tr("&Preset of r²/NC"),
                 .group = QStringLiteral("kind"),
                 .run = [&maps, preset] { maps.setPreset(preset); },
                 .checked = [&maps, preset] { return maps.preset() == preset; },
                 .enabled = [&maps] { return ready(maps); }});
}

void addEvaluate(MapsModel& maps, ActionRegistry& actions) {
  actions.add({.name = QStringLiteral("maps.evaluate"),
               .text = tr("&Evaluate the run"),
               .tip = tr("Predict every test image and compare with what was measured"),
               .menu = Menu::Maps,
               .group = QStringLiteral("evaluate"),
               .run = [&maps] { maps.evaluate(); },
               .enabled = [&maps] { return maps.session().run() && !maps.evaluating(); },
               .command =
                   [&maps] {
                     const auto& run = maps.session().run();
                     return run ? QStringLiteral("voxelscope-cli evaluate ") +
                                      shellQuoted(QString::fromStdString(run->info().run.string())) +
                                      QStringLiteral(" --metric ") +
                                      QString::fromStdString(metrics::toString(maps.preset()))
                                : QString();
                   }});
}

void addLayers(MapsModel& maps, ActionRegistry& actions) {
  actions.add(
      {.name = QStringLiteral("maps.layers"),
       .text = tr("&Find each voxel's layer"),
       .tip = tr("Fit every layer of the encoder to the voxels and see which predicts each best: of the "
                 "tower chosen in the Maps dock"),
       .menu = Menu::Maps,
       .group = QStringLiteral("evaluate"),
       .runWith =
           [&maps](const QStringList& words) {
             if (!words.isEmpty()) maps.layers().setTower(words.front());
             maps.layers().find();
           },
       .arguments = QStringLiteral("[image|text|both]"),
       .argumentsTip = tr("A script can name the tower"),
       .enabled = [&maps] { return maps.session().run() && !maps.layers().finding(); },
       .command = [&maps] { return maps.layers().command(); }});
  QObject::connect(&maps.layers(), &LayerService::changed, &actions, &ActionRegistry::refresh);
}

/// By name: "V1v", "all of an atlas" by the atlas' own name, or "mask".
void restrictTo(MapsModel& maps, const QStringList& words) {
  const QString wanted = words.value(0);
  for (std::size_t i = 0; i < maps.regions().size(); ++i) {
    const train::Region& region = maps.regions()[i];
    if (wanted != QString::fromStdString(region.name == "all" ? region.atlas : region.name)) continue;
    if (const auto peak = maps.peakOf(static_cast<int>(i))) maps.goTo(*peak);
    return maps.setRegion(static_cast<int>(i));
  }
  maps.setRegion(-1);
  if (!wanted.isEmpty() && wanted != QStringLiteral("mask"))
    Q_EMIT maps.session().tasks().noted(tr("There is no region “%1”").arg(wanted));
}

void addSelections(MapsPanel& panel, ActionRegistry& actions) {
  MapsModel& maps = panel.maps();
  actions.add({.name = QStringLiteral("maps.region"),
               .text = tr("&Whole mask again"),
               .tip = tr("Show every voxel, not one region"),
               .menu = Menu::Maps,
               .group = QStringLiteral("select"),
               .runWith = [&maps](const QStringList& words) { restrictTo(maps, words); },
               .arguments = QStringLiteral("[REGION]"),
               .argumentsTip = tr("A script can name a region to restrict to"),
               .enabled = [&maps] { return ready(maps); }});
  actions.add(
      {.name = QStringLiteral("maps.brush"),
       .text = tr("&Clear brush"),
       .tip = tr("Let the brushed voxels go"),
       .menu = Menu::Maps,
       .group = QStringLiteral("select"),
       .runWith =
           [&maps](const QStringList& n) {
             if (n.size() < 4) return maps.setBrush({});
             maps.setBrush(QRectF(QPointF(n[0].toDouble(), n[2].toDouble()),
                                  QPointF(n[1].toDouble(), n[3].toDouble())));
           },
       .arguments = QStringLiteral("[LOW-NC HIGH-NC LOW-R2 HIGH-R2]"),
       .argumentsTip = tr("A script can give a rectangle of noise ceiling and r², as fractions, to brush"),
       .enabled = [&maps] { return ready(maps); }});
  const std::array<std::pair<const char*, QString>, 2> cards{
      {{"voxel", tr("&Voxel card")}, {"image", tr("&Image card")}}};
  for (int i = 0; i < 2; ++i)
    actions.add(
        {.name = QStringLiteral("maps.card.") + QLatin1String(cards[static_cast<std::size_t>(i)].first),
         .text = cards[static_cast<std::size_t>(i)].second,
         .tip = i == 0 ? tr("The voxel under the crosshair over the test images")
                       : tr("The selected image over the voxels"),
         .menu = Menu::Maps,
         .group = QStringLiteral("cards"),
         .run = [&panel, i] { panel.showCard(i); },
         .enabled = [&maps] { return ready(maps); }});
}

void addSecondRun(MapsPanel& panel, ActionRegistry& actions) {
  MapsModel& maps = panel.maps();
  const auto open = [&panel, &maps](const QStringList& words) {
    const QString folder =
        words.isEmpty() ? askForRun(&panel, tr("Open a second run's folder"), maps.session()) : words.front();
    if (!folder.isEmpty()) maps.session().openSecondRun(folder.toStdString());
  };
  actions.add(
      {.name = QStringLiteral("maps.compare"),
       .text = tr("Compare with a &second run…"),
       .tip = tr("Another run of the same subject: its predictions beside these, and where it is better"),
       .menu = Menu::Maps,
       .group = QStringLiteral("evaluate"),
       .runWith = open,
       .arguments = QStringLiteral("[RUN]"),
       .asks = [] { return true; },
       .enabled = [&maps] { return maps.session().run() != nullptr; }});
  QObject::connect(&panel, &MapsPanel::secondRunRequested, &actions, [open] { open({}); });
}

void addOrders(TrialList& trials, ActionRegistry& actions) {
  struct Choice {
    const char* name;
    QString text;
    TrialOrder::Key key;
    bool descending;
  };
  const Choice choices[] = {
      {"run", tr("&Test images first"), TrialOrder::Key::Run, false},
      {"trial", tr("By t&rial"), TrialOrder::Key::Trial, false},
      {"r", tr("By &pattern r, best first"), TrialOrder::Key::Mask, true},
      {"region", tr("By r in the re&gion, best first"), TrialOrder::Key::Region, true},
      {"brush", tr("By r in the &brushed voxels, best first"), TrialOrder::Key::Brush, true},
      {"caption", tr("By &caption"), TrialOrder::Key::Caption, false}};
  for (const Choice& choice : choices)
    actions.add({.name = QStringLiteral("trials.sort.") + QLatin1String(choice.name),
                 .text = choice.text,
                 .tip = tr("Sort the list of trials: %1").arg(plainText(choice.text).toLower()),
                 .menu = Menu::Trials,
                 .submenu = tr("&Sort"),
                 .group = QStringLiteral("list"),
                 .run = [&trials, key = static_cast<int>(choice.key),
                         descending = choice.descending] { trials.sortBy(key, descending); },
                 .checked = [&trials, key = choice.key] { return trials.order().key() == key; }});
  const std::array<std::pair<const char*, QString>, 4> parts{{{"all", tr("&All images")},
                                                              {"test", tr("&Test images")},
                                                              {"validation", tr("&Validation images")},
                                                              {"train", tr("T&raining images")}}};
  for (std::size_t i = 0; i < parts.size(); ++i)
    actions.add({.name = QStringLiteral("trials.part.") + QLatin1String(parts[i].first),
                 .text = parts[i].second,
                 .tip = tr("List only: %1").arg(plainText(parts[i].second).toLower()),
                 .menu = Menu::Trials,
                 .submenu = tr("S&how"),
                 .group = QStringLiteral("list"),
                 .run = [&trials, part = static_cast<int>(i)] { trials.showPart(part); }});
}

}  // namespace

void addMapsActions(MapsPanel& panel, TrialList& trials, ActionRegistry& actions) {
  MapsModel& maps = panel.maps();
  addKinds(maps, actions);
  addEvaluate(maps, actions);
  addLayers(maps, actions);
  addSecondRun(panel, actions);
  addSelections(panel, actions);
  addOrders(trials, actions);
  QObject::connect(&maps, &MapsModel::stateChanged, &actions, &ActionRegistry::refresh);
  QObject::connect(&maps, &MapsModel::mapChanged, &actions, &ActionRegistry::refresh);
}

}  // namespace vxs::ui
