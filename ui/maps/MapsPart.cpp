#include "ui/maps/MapsPart.h"

#include "ui/maps/ComputedMap.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr metrics::AccuracyPreset kPresets[] = {
    metrics::AccuracyPreset::Report, metrics::AccuracyPreset::Vision, metrics::AccuracyPreset::Algonauts};

QJsonValue toJson(const MapChoice& choice) {
  QJsonValue brush = QJsonValue::Null;
  if (!choice.brush.isNull())
    brush = QJsonArray{choice.brush.left(), choice.brush.right(), choice.brush.top(), choice.brush.bottom()};
  return QJsonObject{{"kind", infoOf(choice.kind).key},
                     {"preset", QString::fromStdString(metrics::toString(choice.preset))},
                     {"inViews", choice.inViews},
                     {"region", choice.region},
                     {"brush", brush}};
}

/// A null rectangle when the value is no four numbers.
QRectF brushFrom(const QJsonValue& value) {
  const QJsonArray ends = value.toArray();
  std::array<double, 4> at{};
  if (ends.size() != 4) return {};
  for (int i = 0; i < 4; ++i) {
    at[static_cast<std::size_t>(i)] = ends[i].toDouble(std::nan(""));
    if (!std::isfinite(at[static_cast<std::size_t>(i)])) return {};
  }
  return QRectF(QPointF(at[0], at[2]), QPointF(at[1], at[3]));
}

/// What does not fit keeps the present choice.
MapChoice choiceFrom(const QJsonValue& value, MapChoice choice) {
  const QString key = value[QLatin1String("kind")].toString();
  if (const auto found = std::ranges::find(mapInfos(), key, &MapInfo::key); found != mapInfos().end())
    choice.kind = found->kind;
  const std::string preset = value[QLatin1String("preset")].toString().toStdString();
  for (const metrics::AccuracyPreset each : kPresets)
    if (metrics::toString(each) == preset) choice.preset = each;
  choice.inViews = value[QLatin1String("inViews")].toBool(choice.inViews);
  choice.region = value[QLatin1String("region")].toString();
  choice.brush = brushFrom(value[QLatin1String("brush")]);
  choice.lit = value[QLatin1String("lit")].toString().toStdString();
  return choice;
}

}  // namespace

void addMapsPart(Workspace& workspace, MapsModel& maps) {
  workspace.addPart({.name = QStringLiteral("map"),
                     .label = QObject::tr("choice of map"),
                     .capture = [&maps] { return toJson(maps.choice()); },
                     .apply =
                         [&maps, &workspace](const QJsonValue& value, const WorkspaceState& whole) {
                           // of another map that was shown in its place, the colours are not this one's
                           const bool coloured =
                               workspace.applies(QStringLiteral("mapScale")) && !ComputedMap::isIn(whole);
                           if (value.isObject()) maps.choose(choiceFrom(value, maps.choice()), coloured);
                         },
                     .merges = true});
  for (const auto signal : {&MapsModel::mapChanged, &MapsModel::regionChanged, &MapsModel::brushChanged})
    QObject::connect(&maps, signal, &workspace, &Workspace::changed);
  QObject::connect(&maps, &MapsModel::adopted, &workspace, [&workspace] {
    workspace.accept({QStringLiteral("map"), QStringLiteral("mapScale"), QStringLiteral("shown")});
  });
}

}  // namespace vxs::ui
