#include "ui/workspace/WorkspaceParts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <memory>

namespace vxs::ui {

namespace {

/// By ViewLayout.
const std::array<const char*, 5> kLayouts{"all", "slices", "3d", "single", "mosaic"};

QString tr(const char* text) {
  return QObject::tr(text);
}

QJsonObject comparisonJson(const scene::ComparisonState& state) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(scene::toJson(state))).object();
}

/// The view's state as figures' recipes hold it, too; made once for all the parts that are members of it.
class StateJson {
 public:
  explicit StateJson(const ViewState& view)
      : m_view(view), m_state(view.state()), m_json(comparisonJson(m_state)) {}
  QJsonValue member(const QString& name) {
    if (!(m_state == m_view.state())) {
      m_state = m_view.state();
      m_json = comparisonJson(m_state);
    }
    return m_json[name];
  }

 private:
  const ViewState& m_view;
  scene::ComparisonState m_state;
  QJsonObject m_json;
};

/// The view's state with one member replaced; unchanged when that gives no valid state.
scene::ComparisonState withMember(const ViewState& view, const QString& name, const QJsonValue& value) {
  QJsonObject json = comparisonJson(view.state());
  QJsonObject wanted = value.toObject();
  // a session of an older version knows fewer members
  const QJsonObject present = json[name].toObject();
  for (auto it = present.begin(); it != present.end(); ++it)
    if (!wanted.contains(it.key())) wanted[it.key()] = it.value();
  json[name] = value.isObject() ? QJsonValue(wanted) : value;
  const auto state =
      scene::tryComparisonState(QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString());
  return state.value_or(view.state());
}

/// Adds parts that are such members, each under the name that partOfMember() gives it.
class MemberParts {
 public:
  MemberParts(Workspace& workspace, ViewState& view)
      : m_workspace(workspace), m_view(view), m_json(std::make_shared<StateJson>(view)) {}
  /// `merges`: dragged or typed, so that several changes are one step.
  void add(const QString& member, const QString& label,
           std::function<void(const scene::ComparisonState&)> set, bool merges = true) {
    m_workspace.addPart({.name = partOfMember(member),
                         .label = label,
                         .capture = [json = m_json, member] { return json->member(member); },
                         .apply = [&view = m_view, member, set = std::move(set)](
                                      const QJsonValue& value,
                                      const WorkspaceState&) { set(withMember(view, member, value)); },
                         .merges = merges});
  }

 private:
  Workspace& m_workspace;
  ViewState& m_view;
  std::shared_ptr<StateJson> m_json;
};

void applyStimulus(Session& session, const QJsonValue& value, const WorkspaceState& whole) {
  const QString picture = value[QLatin1String("picture")].toString();
  if (!picture.isEmpty())
    session.openPicture(picture.toStdString(), whole.parts.value(QLatin1String("caption")).toString());
  else if (value.isObject())
    session.selectTrial(value[QLatin1String("trial")].toInt(), value[QLatin1String("presentation")].toInt());
}

void applyCaption(Session& session, const QString& caption) {
  if (caption == session.caption()) return;
  session.setCaption(caption, false);
  session.predictions().predictNow();
}

QString layerKey(scene::Layer layer) {
  return viewObjectName(layer, "").chopped(1);
}

QJsonValue shownOf(const ViewState& view) {
  QJsonArray shown;
  for (const scene::Layer layer : view.shownLayers()) shown << layerKey(layer);
  return shown;
}

void applyShown(ViewState& view, const QJsonValue& value) {
  const QJsonArray wanted = value.toArray();
  if (wanted.isEmpty()) return;
  // shows before it hides: the last layer cannot be hidden
  for (const bool shown : {true, false})
    for (const scene::Layer layer : scene::kAllLayers)
      if (wanted.contains(layerKey(layer)) == shown) view.setLayerShown(layer, shown);
}

/// Which views there are, and the one that is active.
void addLayoutParts(Workspace& workspace, ViewState& view) {
  workspace.addPart(
      {.name = QStringLiteral("layout"),
       .label = tr("layout"),
       .capture =
           [&view] { return QJsonValue(QLatin1String(kLayouts[static_cast<std::size_t>(view.layout())])); },
       .apply =
           [&view](const QJsonValue& value, const WorkspaceState&) {
             for (std::size_t i = 0; i < kLayouts.size(); ++i)
               if (value.toString() == QLatin1String(kLayouts[i])) view.setLayout(static_cast<ViewLayout>(i));
           }});
  workspace.addPart({.name = QStringLiteral("layer"),
                     .label = tr("active volume"),
                     .capture = [&view] { return QJsonValue(static_cast<int>(view.activeLayer())); },
                     .apply =
                         [&view](const QJsonValue& value, const WorkspaceState&) {
                           const int layer = value.toInt(-1);
                           if (layer >= 0 && layer < static_cast<int>(scene::kLayerCount))
                             view.setActiveLayer(static_cast<scene::Layer>(layer));
                         },
                     .undoable = false});
}

/// Where the views look.
void addPlaceParts(Workspace& workspace, MemberParts& members, ViewState& view) {
  workspace.addPart({.name = QStringLiteral("home"),
                     .label = tr("home"),
                     .capture = [&view] { return QJsonValue(toJson(view.home())); },
                     .apply = [&view](const QJsonValue& value,
                                      const WorkspaceState&) { view.setHome(vec3From(value, view.home())); },
                     .undoable = false});
  members.add(QStringLiteral("crosshairRasMm"), tr("crosshair"),
              [&view](const scene::ComparisonState& state) { view.setCrosshair(state.crosshairRasMm); });
}

/// What the pictures look like beside their colours.
void addLookParts(MemberParts& members, ViewState& view) {
  using State = scene::ComparisonState;
  members.add(QStringLiteral("mosaic"), tr("mosaic"),
              [&view](const State& state) { view.setMosaic(state.mosaic); });
  members.add(QStringLiteral("pairMode"), tr("curtain or fade"),
              [&view](const State& state) { view.setPairMode(state.pairMode); });
  members.add(QStringLiteral("pairAmount"), tr("share of the prediction"),
              [&view](const State& state) { view.setPairAmount(state.pairAmount); });
  members.add(QStringLiteral("evidence"), tr("what opacity follows"),
              [&view](const State& state) { view.setEvidence(state.evidence, state.evidenceFull); });
  members.add(QStringLiteral("evidenceFull"), tr("where opacity is full"),
              [&view](const State& state) { view.setEvidence(state.evidence, state.evidenceFull); });
  members.add(QStringLiteral("outlineAtlas"), tr("outlined regions"),
              [&view](const State& state) { view.setOutlineAtlas(state.outlineAtlas); });
  members.add(QStringLiteral("cutout"), tr("3-D cut"),
              [&view](const State& state) { view.setCutout(state.cutout); });
  members.add(QStringLiteral("maximumIntensity"), tr("strongest along each ray"),
              [&view](const State& state) { view.setMaximumIntensity(state.maximumIntensity); });
}

}  // namespace

QString partOfMember(const QString& member) {
  if (member == QLatin1String("crosshairRasMm")) return QStringLiteral("crosshair");
  if (member == QLatin1String("smoothSlices")) return QStringLiteral("smooth");
  return member;
}

QJsonArray toJson(const Vec3& position) {
  return {position[0], position[1], position[2]};
}

Vec3 vec3From(const QJsonValue& value, const Vec3& fallback) {
  const QJsonArray array = value.toArray();
  if (array.size() != 3) return fallback;
  Vec3 position{};
  for (int i = 0; i < 3; ++i) {
    position[static_cast<std::size_t>(i)] = array[i].toDouble(std::nan(""));
    if (!std::isfinite(position[static_cast<std::size_t>(i)])) return fallback;
  }
  return position;
}

QJsonValue stimulusOf(const Session& session) {
  if (!session.pictureFile().empty())
    return QJsonObject{{"picture", QString::fromStdString(session.pictureFile().string())}};
  if (!session.run() || session.selectedItem() < 0) return QJsonValue::Null;
  const TrialItem& item = session.run()->items()[static_cast<std::size_t>(session.selectedItem())];
  return QJsonObject{{"trial", item.trialNumbers.front()}, {"presentation", session.trialNumber()}};
}

void addSessionParts(Workspace& workspace, Session& session) {
  workspace.addPart(
      {.name = QStringLiteral("stimulus"),
       .label = tr("choice of picture"),
       .capture = [&session] { return stimulusOf(session); },
       .apply = [&session](const QJsonValue& value,
                           const WorkspaceState& whole) { applyStimulus(session, value, whole); },
       .later = true});
  workspace.addPart({.name = QStringLiteral("caption"),
                     .label = tr("caption"),
                     .capture = [&session] { return QJsonValue(session.caption()); },
                     .apply = [&session](const QJsonValue& value,
                                         const WorkspaceState&) { applyCaption(session, value.toString()); },
                     .merges = true});
  workspace.addPart({.name = QStringLiteral("second"),
                     .label = tr("second model"),
                     .capture =
                         [&session] {
                           return session.secondRun() ? QJsonValue(QString::fromStdString(
                                                            session.secondRun()->info().run.string()))
                                                      : QJsonValue(QJsonValue::Null);
                         },
                     .apply =
                         [&session](const QJsonValue& value, const WorkspaceState&) {
                           value.isString() ? session.openSecondRun(value.toString().toStdString())
                                            : session.closeSecondRun();
                         },
                     .later = true});
  workspace.addPart(
      {.name = QStringLiteral("underlay"),
       .label = tr("underlay"),
       .capture = [&session] { return QJsonValue(QString::fromStdString(session.underlayName())); },
       .apply =
           [&session](const QJsonValue& value, const WorkspaceState&) {
             if (!value.toString().isEmpty()) session.setUnderlay(value.toString().toStdString());
           }});
  for (const auto signal : {&Session::secondRunChanged, &Session::underlayChanged})
    QObject::connect(&session, signal, &workspace, &Workspace::changed);
  for (const auto signal : {&Session::itemChanged, &Session::captionChanged, &Session::pictureChanged})
    QObject::connect(&session, signal, &workspace, &Workspace::changed);
  // what a new run chooses by itself (image, range, crosshair) is nobody's edit
  QObject::connect(&session, &Session::begun, &workspace, &Workspace::restart);
  QObject::connect(&session, &Session::lookChosen, &workspace, [&workspace] {
    workspace.accept({QStringLiteral("home"), QStringLiteral("crosshair"), QStringLiteral("scale")});
  });
}

void addViewParts(Workspace& workspace, ViewState& view) {
  MemberParts members(workspace, view);
  addLayoutParts(workspace, view);
  addPlaceParts(workspace, members, view);
  members.add(QStringLiteral("camera"), tr("3-D view"),
              [&view](const scene::ComparisonState& state) { view.setCamera(state.camera, false); });
  members.add(QStringLiteral("scale"), tr("colours"),
              [&view](const scene::ComparisonState& state) { view.setScale(state.scale); });
  members.add(QStringLiteral("mapScale"), tr("colours of the map"),
              [&view](const scene::ComparisonState& state) { view.setMapScale(state.mapScale); });
  workspace.addPart(
      {.name = QStringLiteral("shown"),
       .label = tr("volumes shown"),
       .capture = [&view] { return shownOf(view); },
       .apply = [&view](const QJsonValue& value, const WorkspaceState&) { applyShown(view, value); }});
  workspace.addPart({.name = QStringLiteral("maximised"),  // after the parts that end it
                     .label = tr("maximised view"),
                     .capture = [&view] { return QJsonValue(view.maximised()); },
                     .apply = [&view](const QJsonValue& value,
                                      const WorkspaceState&) { view.setMaximised(value.toString()); }});
  members.add(
      QStringLiteral("convention"), tr("sides"),
      [&view](const scene::ComparisonState& state) { view.setConvention(state.convention); }, false);
  members.add(
      QStringLiteral("smoothSlices"), tr("smoothing"),
      [&view](const scene::ComparisonState& state) { view.setSmoothSlices(state.smoothSlices); }, false);
  workspace.addPart({.name = QStringLiteral("slices"),
                     .label = tr("slice zoom"),
                     .capture =
                         [&view] {
                           return QJsonValue(QJsonObject{{"zoom", view.sliceZoom()},
                                                         {"centre", toJson(view.sliceCentre())}});
                         },
                     .apply =
                         [&view](const QJsonValue& value, const WorkspaceState&) {
                           view.setSliceView(value[QLatin1String("zoom")].toDouble(view.sliceZoom()),
                                             vec3From(value[QLatin1String("centre")], view.sliceCentre()));
                         },
                     .merges = true});
  addLookParts(members, view);
  for (const auto signal :
       {&ViewState::crosshairChanged, &ViewState::scaleChanged, &ViewState::sliceViewChanged,
        &ViewState::conventionChanged, &ViewState::layoutChanged, &ViewState::maximisedChanged,
        &ViewState::activeLayerChanged, &ViewState::shownLayersChanged, &ViewState::mosaicChanged,
        &ViewState::pairChanged, &ViewState::outlinesChanged, &ViewState::volumeLookChanged})
    QObject::connect(&view, signal, &workspace, &Workspace::changed);
  QObject::connect(&view, &ViewState::cameraChanged, &workspace, &Workspace::changed);
}

}  // namespace vxs::ui
