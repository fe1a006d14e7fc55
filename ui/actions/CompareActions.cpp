#include "ui/actions/CompareActions.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/workspace/DialogFolder.h"

#include <algorithm>

namespace vxs::ui {

using scene::Layer;
using scene::PairMode;

namespace {
constexpr double kAmountStep = 0.05;
}

CompareActions::CompareActions(Session& session, ActionRegistry& actions, QObject* parent)
    : QObject(parent), m_session(session), m_actions(actions) {
  addPair();
  addLayers();
  addOverlay();
  addVolume();
  addSecondRun();
  const ViewState& view = session.view();
  for (const auto signal :
       {&ViewState::pairChanged, &ViewState::shownLayersChanged, &ViewState::volumeLookChanged,
        &ViewState::scaleChanged, &ViewState::outlinesChanged})
    connect(&view, signal, &actions, &ActionRegistry::refresh);
  connect(&session, &Session::mapChanged, &actions, &ActionRegistry::refresh);
  connect(&session, &Session::secondRunChanged, &actions, &ActionRegistry::refresh);
}

void CompareActions::addPair() {
  struct Choice {
    const char* name;
    QString text, tip, key;
    PairMode mode;
  };
  const std::array<Choice, 2> choices{
      {{"curtain", tr("&Curtain"), tr("Measured left of an edge that can be dragged, predicted right of it"),
        QStringLiteral("C"), PairMode::Curtain},
       {"fade", tr("F&ade"), tr("The prediction shines through the measurement"), QStringLiteral("F"),
        PairMode::Fade}}};
  for (const Choice& each : choices)
    m_actions.add(
        {.name = QStringLiteral("view.compare.") + QLatin1String(each.name),
         .text = each.text,
         .tip = each.tip,
         .menu = Menu::View,
         .group = QStringLiteral("layer"),
         .viewKeys = {each.key},
         .repeats = false,
         .icon = QLatin1String(each.name),
         .run =
             [this, mode = each.mode] {
               ViewState& view = m_session.view();
               view.setPairMode(view.state().pairMode == mode ? PairMode::SideBySide : mode);
             },
         .checked = [this, mode = each.mode] { return m_session.view().state().pairMode == mode; }});
  const std::array<std::tuple<const char*, QString, QString, double>, 2> steps{
      {{"less", tr("Less of the prediction"), QStringLiteral(","), -kAmountStep},
       {"more", tr("More of the prediction"), QStringLiteral("."), kAmountStep}}};
  for (const auto& [name, text, key, step] : steps)
    m_actions.add({.name = QStringLiteral("view.compare.") + QLatin1String(name),
                   .text = text,
                   .tip = tr("Move the curtain's edge, or fade"),
                   .viewKeys = {key},
                   .runWith =
                       [this, by = step](const QStringList& percent) {
                         ViewState& view = m_session.view();
                         const double to = percent.isEmpty() ? view.state().pairAmount + by
                                                             : percent.front().toDouble() / 100;
                         view.setPairAmount(to);
                       },
                   .arguments = QStringLiteral("[PERCENT]"),
                   .enabled = [this] { return m_session.view().paired(); }});
}

void CompareActions::addLayers() {
  for (const Layer layer : scene::kAllLayers) {
    const QString name =
        QString::fromLatin1(scene::englishName(layer)).toLower().section(QLatin1Char(' '), 0, 0);
    m_actions.add(
        {.name = QStringLiteral("view.show.") + name,
         .text = layerName(layer),
         .tip = tr("Show or hide this volume in the comparison"),
         .menu = Menu::View,
         .submenu = tr("Vol&umes"),
         .group = QStringLiteral("layer"),
         .run = [this, layer] { m_session.view().setLayerShown(layer, !m_session.view().layerShown(layer)); },
         .checked = [this, layer] { return m_session.view().layerShown(layer); },
         .enabled =
             [this, layer] {
               if (layer == Layer::Second) return m_session.secondRun() != nullptr;
               const auto data = m_session.data();
               return layer != Layer::Map || (data && !data->volume(Layer::Map).empty());
             }});
  }
}

void CompareActions::addOverlay() {
  m_actions.add(
      {.name = QStringLiteral("view.evidence.ceiling"),
       .text = tr("Opacity by &noise ceiling"),
       .tip = tr("Responses fade where the measurement has little that any model could explain"),
       .menu = Menu::View,
       .group = QStringLiteral("overlay"),
       .viewKeys = {QStringLiteral("E")},
       .repeats = false,
       .icon = QStringLiteral("ceiling"),
       .run =
           [this] {
             ViewState& view = m_session.view();
             const bool on = view.state().evidence == scene::Evidence::Ceiling;
             view.setEvidence(on ? scene::Evidence::None : scene::Evidence::Ceiling, 0.5);
           },
       .checked = [this] { return m_session.view().state().evidence == scene::Evidence::Ceiling; }});
  m_actions.add(
      {.name = QStringLiteral("view.outlines"),
       .text = tr("Outline re&gions"),
       .tip = tr("Outline the regions of the next atlas in slices and 3-D; after the last atlas none"),
       .menu = Menu::View,
       .group = QStringLiteral("overlay"),
       .viewKeys = {QStringLiteral("G")},
       .repeats = false,
       .icon = QStringLiteral("outlines"),
       .runWith =
           [this](const QStringList& names) {
             ViewState& view = m_session.view();
             const auto& atlases = m_session.run()->atlases();
             if (!names.isEmpty()) {
               const std::string name = names.front().toStdString();
               if (name == "none") return view.setOutlineAtlas({});
               if (std::ranges::find(atlases, name, &LabelAtlas::name) != atlases.end())
                 return view.setOutlineAtlas(name);
               Q_EMIT m_session.tasks().noted(tr("The run has no atlas “%1”").arg(names.front()));
               return;
             }
             std::size_t next = 0;
             for (std::size_t i = 0; i < atlases.size(); ++i)
               if (atlases[i].name == view.state().outlineAtlas) next = i + 1;
             const bool any = next < atlases.size();
             view.setOutlineAtlas(any ? atlases[next].name : std::string());
             Q_EMIT m_session.tasks().noted(any ? tr("Outlined: %1, atlas %2 of %3")
                                                      .arg(QString::fromStdString(atlases[next].name))
                                                      .arg(next + 1)
                                                      .arg(atlases.size())
                                                : tr("No regions outlined"));
           },
       .arguments = QStringLiteral("[ATLAS|none]"),
       .argumentsTip = tr("A script can name the atlas, or none"),
       .checked = [this] { return !m_session.view().state().outlineAtlas.empty(); },
       .enabled = [this] { return m_session.run() && !m_session.run()->atlases().empty(); }});
}

void CompareActions::addVolume() {
  m_actions.add(
      {.name = QStringLiteral("view.maximum"),
       .text = tr("3-D: &strongest value"),
       .tip = tr("Maximum intensity projection: nothing hides what is behind it"),
       .menu = Menu::View,
       .group = QStringLiteral("overlay"),
       .viewKeys = {QStringLiteral("M")},
       .repeats = false,
       .run = [this] { m_session.view().setMaximumIntensity(!m_session.view().state().maximumIntensity); },
       .checked = [this] { return m_session.view().state().maximumIntensity; }});
  const std::array<std::pair<const char*, QString>, 8> cuts{{{"none", tr("&Whole brain")},
                                                             {"corner", tr("&Corner at the crosshair")},
                                                             {"left", tr("&Left of the crosshair")},
                                                             {"right", tr("&Right of the crosshair")},
                                                             {"anterior", tr("&Front")},
                                                             {"posterior", tr("&Back")},
                                                             {"superior", tr("&Top")},
                                                             {"inferior", tr("B&ottom")}}};
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const auto side = static_cast<scene::CutoutSide>(i);
    m_actions.add(
        {.name = QStringLiteral("view.cut.") + QLatin1String(cuts[i].first),
         .text = cuts[i].second,
         .tip = tr("Take this part away from every 3-D view: %1").arg(plainText(cuts[i].second).toLower()),
         .menu = Menu::View,
         .submenu = tr("3-D c&ut"),
         .group = QStringLiteral("overlay"),
         .viewKeys = side == scene::CutoutSide::Corner ? QStringList{QStringLiteral("X")} : QStringList{},
         .repeats = false,
         .run =
             [this, side] {
               ViewState& view = m_session.view();
               view.setCutout(view.state().cutout == side ? scene::CutoutSide::None : side);
             },
         .checked = [this, side] { return m_session.view().state().cutout == side; }});
  }
}

void CompareActions::addSecondRun() {
  m_actions.add({.name = QStringLiteral("file.second"),
                 .text = tr("Open a &second run…"),
                 .tip = tr("Show what another run predicts for the same picture and caption"),
                 .menu = Menu::File,
                 .group = QStringLiteral("second"),
                 .runWith =
                     [this](const QStringList& folder) {
                       const QString chosen =
                           folder.isEmpty() ? askForRun(nullptr, tr("Open a second run's folder"), m_session)
                                            : folder.front();
                       if (!chosen.isEmpty()) m_session.openSecondRun(chosen.toStdString());
                     },
                 .arguments = QStringLiteral("[RUN]"),
                 .asks = [] { return true; },
                 .enabled = [this] { return m_session.run() != nullptr; }});
  m_actions.add({.name = QStringLiteral("file.second.close"),
                 .text = tr("&Close the second run"),
                 .tip = tr("Take the second model's column away"),
                 .menu = Menu::File,
                 .group = QStringLiteral("second"),
                 .run = [this] { m_session.closeSecondRun(); },
                 .enabled = [this] { return m_session.view().layerShown(Layer::Second); }});
}

}  // namespace vxs::ui
