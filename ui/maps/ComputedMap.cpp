#include "ui/maps/ComputedMap.h"

#include "core/base/Error.h"
#include "core/workflow/whatif/CaptionChange.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/training/EpochMap.h"
#include "ui/whatif/CaptionMap.h"
#include "ui/workspace/FileOpener.h"

namespace vxs::ui {

namespace {

const QString kMap = QStringLiteral("map"), kPart = QStringLiteral("computed"),
              kScale = QStringLiteral("mapScale"), kShown = QStringLiteral("shown");

std::string member(const QJsonObject& made, const char* name) {
  return made.value(QLatin1String(name)).toString().toStdString();
}

}  // namespace

ComputedMap::ComputedMap(Session& session, MapsModel& maps, Workspace& workspace)
    : QObject(&workspace), m_session(session), m_maps(maps), m_workspace(workspace) {
  workspace.addPart(
      {.name = kPart,
       .label = tr("map"),
       .capture = [this] { return capture(); },
       .apply = [this](const QJsonValue& value, const WorkspaceState& whole) { apply(value, whole); },
       .undoable = false});
  connect(&session, &Session::mapChanged, &workspace, &Workspace::changed);
  connect(&session, &Session::runChanged, this, [this] { m_wanted.reset(); });
  connect(&session, &Session::itemChanged, this, [this] {
    if (m_wanted && ofCaption() && !m_stimulus->isShown(m_session))
      m_wanted.reset();  // a person chose another one
  });
  connect(&session, &Session::dataChanged, this, &ComputedMap::makeWhenReady);
  connect(&maps, &MapsModel::stateChanged, this, &ComputedMap::makeWhenReady);
}

QStringList ComputedMap::madeOf(const QString& map) {
  if (map == QLatin1String(paint::kCaptionChangeMap))
    return {QStringLiteral("original"), QStringLiteral("edited")};
  if (map == QLatin1String(paint::kEpochMap))
    return {QStringLiteral("epoch"), QStringLiteral("epochRun"), QStringLiteral("epochImage")};
  return {};
}

bool ComputedMap::isIn(const WorkspaceState& state) {
  return state.parts.value(kPart).isObject();
}

QJsonValue ComputedMap::capture() const {
  if (m_wanted) return *m_wanted;
  const auto data = m_session.data();
  if (!data || !m_session.view().layerShown(scene::Layer::Map)) return QJsonValue::Null;
  if (!data->map.file.empty()) return QJsonObject{{kMap, QString::fromStdString(data->map.file)}};
  const QString map = QString::fromStdString(data->map.key);
  if (madeOf(map).isEmpty()) return QJsonValue::Null;
  QJsonObject made{{kMap, map}};
  for (const auto& [name, value] : data->map.madeOf)
    made[QString::fromStdString(name)] = QString::fromStdString(value);
  return made;
}

void ComputedMap::apply(const QJsonValue& value, const WorkspaceState& whole) {
  m_wanted.reset();
  if (!value.isObject()) {
    if (!capture().isNull()) putBackOwn();
    return;
  }
  m_wanted = value.toObject();
  m_scale.reset();
  if (m_workspace.applies(kScale)) m_scale = m_session.view().state().mapScale;
  m_stimulus.emplace(m_session, whole);
  makeWhenReady();
}

/// The parts of the view are applied by now: what the other map's going changes is put back.
void ComputedMap::putBackOwn() {
  ViewState& view = m_session.view();
  const bool shown = view.layerShown(scene::Layer::Map);
  const scene::Layer active = view.activeLayer();
  const QString maximised = view.maximised();
  const scene::ColorScale scale = view.state().mapScale;
  m_session.clearMap();
  m_maps.setInViews(m_maps.inViews());
  if (m_workspace.applies(kScale)) m_maps.setScale(scale);
  if (!m_session.data() || m_session.data()->volume(scene::Layer::Map).empty()) return;
  view.setLayerShown(scene::Layer::Map, shown);
  view.setActiveLayer(active);
  view.setMaximised(maximised);
}

bool ComputedMap::ofCaption() const {
  return member(*m_wanted, "map") == paint::kCaptionChangeMap;
}

void ComputedMap::makeWhenReady() {
  const bool evaluated =
      m_maps.state() == MapsModel::State::Ready || m_maps.state() == MapsModel::State::Missing;
  if (!m_wanted || m_making || !evaluated) return;
  if (paint::isMapFile(member(*m_wanted, "map"))) return makeOfFile();
  if (!ofCaption()) return makeOfEpoch();
  const bool predicted = !m_session.data()->volume(scene::Layer::Predicted).empty();
  if (predicted && m_stimulus->isShown(m_session) && m_session.predictions().ready()) makeOfCaption();
}

void ComputedMap::makeOfCaption() {
  m_making = true;
  const QJsonObject made = *m_wanted;
  const std::string original = member(made, "original"), edited = member(made, "edited");
  m_session.predictions().use(
      this, {Lane::Predict, tr("Making the map that was shown"), {}, false, false},
      [run = m_session.run(), original, edited](workflow::Predictor& predictor, Progress&) {
        const auto predicted = [&](const std::string& caption) {
          return run->mask().gather(predictor.predict(caption).volume);
        };
        const std::vector<float> from = predicted(original);
        return workflow::changeOf(edited, from, predicted(edited), {}).values;
      },
      [this, made, original, edited](const std::vector<float>& change) {
        finish(made, [&] {
          showCaptionMap(m_session, change, original, edited);
          return true;
        });
      },
      [this, made](const QString&) { giveUp(made); });
}

void ComputedMap::makeOfEpoch() {
  m_making = true;
  const QJsonObject made = *m_wanted;
  m_session.tasks().run(
      this, {Lane::Predict, tr("Making the map that was shown"), {}, false, false},
      [made, open = m_session.run()](Progress& progress) {
        const std::string run = member(made, "epochRun");
        return readEpochMap(run.empty() ? open->info().run : std::filesystem::path(run),
                            QString::fromStdString(member(made, "epoch")).toInt(),
                            QString::fromStdString(member(made, "epochImage")).toInt(), progress);
      },
      [this, made](EpochMap map) {
        finish(made, [&] {
          showEpochMap(m_session, std::move(map), 1);
          return true;
        });
      },
      [this, made](const QString&) { giveUp(made); });
}

void ComputedMap::makeOfFile() {
  m_making = true;
  const QJsonObject made = *m_wanted;
  m_session.tasks().run(
      this, {Lane::Data, {}, {}, false, true},
      [path = std::filesystem::path(member(made, "map"))](Progress&) {
        IdentifiedFile file = identify(path);
        if (file.kind != FileKind::Volume) throw Error(path.string() + " is no NIfTI volume");
        return file;
      },
      [this, made](IdentifiedFile file) {
        finish(made, [&] { return showAsMap(m_session, std::move(file)); });
      },
      [this, made](const QString& message) {
        Q_EMIT m_session.tasks().noted(tr("Without the map that was shown: %1").arg(message));
        giveUp(made);
      });
}

void ComputedMap::finish(const QJsonObject& made, const std::function<bool()>& show) {
  m_making = false;
  if (m_wanted != made) return makeWhenReady();
  m_wanted.reset();
  if (!show()) return m_session.clearMap();
  if (m_scale) m_session.view().setMapScale(*m_scale);
  m_workspace.accept({kPart, kScale, kShown});
}

void ComputedMap::giveUp(const QJsonObject& made) {
  m_making = false;
  if (m_wanted != made) return makeWhenReady();
  m_wanted.reset();
  m_maps.setInViews(false);  // the dock's own would stand there as if it were what was wanted
  m_session.clearMap();
}

}  // namespace vxs::ui
