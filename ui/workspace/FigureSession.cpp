#include "ui/workspace/FigureSession.h"

#include "core/base/Error.h"
#include "ui/maps/ComputedMap.h"
#include "ui/maps/MapKind.h"
#include "ui/paint/figure/MapFigure.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/paint/figure/ViewSpec.h"
#include "ui/why/WhyChoice.h"
#include "ui/workspace/WorkspaceParts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <filesystem>

namespace vxs::ui {

namespace {

using paint::Recipe;

QString text(const std::string& words) {
  return QString::fromStdString(words);
}

/// A table has none: it shows no brain.
QString layoutOf(const Recipe& recipe) {
  static const std::map<std::string, const char*> kLayouts{{"slices", "slices"},
                                                           {"epochs", "slices"},
                                                           {"compare3d", "3d"},
                                                           {"mosaic", "mosaic"},
                                                           {"correlation", "mosaic"}};
  if (recipe.kind == "view") {
    const std::string cells = recipe.option("view");
    return text(cells.empty() ? recipe.option("layout", "all") : paint::layoutOf(paint::viewSpecFrom(cells)));
  }
  const auto found = kLayouts.find(recipe.kind);
  return found == kLayouts.end() ? QString() : QLatin1String(found->second);
}

void addStimulus(QJsonObject& parts, const Recipe& recipe) {
  if (!recipe.image.empty())
    parts[QLatin1String("stimulus")] = QJsonObject{{QStringLiteral("picture"), text(recipe.image.string())}};
  else if (recipe.trial > 0)
    parts[QLatin1String("stimulus")] =
        QJsonObject{{QStringLiteral("trial"), recipe.trial},
                    {QStringLiteral("presentation"), recipe.option("repeat") == "alone" ? recipe.trial : 0}};
  if (recipe.caption) parts[QLatin1String("caption")] = text(*recipe.caption);
}

/// Of the Maps dock; null when it is another one.
const MapInfo* mapOf(const Recipe& recipe) {
  const auto found = std::ranges::find(
      mapInfos(), text(recipe.option("map", recipe.kind == "correlation" ? "r" : "")), &MapInfo::key);
  return found == mapInfos().end() ? nullptr : &*found;
}

/// Whether the map is a file, whose values and colours are the same wherever the figure was made.
bool ofFile(const Recipe& recipe) {
  return paint::isMapFile(recipe.option("map"));
}

/// What a map of no evaluation was made of: an edited caption, an epoch, a file.
void addComputedMap(QJsonObject& parts, const Recipe& recipe) {
  const QString map = text(recipe.option("map"));
  QJsonObject made{{QStringLiteral("map"), map}};
  for (const QString& name : ComputedMap::madeOf(map)) made[name] = text(recipe.option(name.toStdString()));
  if (made.size() > 1 || ofFile(recipe)) parts[QLatin1String("computed")] = made;
}

void addLayers(QJsonObject& parts, const Recipe& recipe) {
  const bool ofMap = recipe.kind == "correlation";
  const QString mapLayer = text(paint::layerKey(scene::Layer::Map));
  QJsonArray shown;
  for (const QString& layer : text(recipe.option("layers")).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
    if (layer == mapLayer) addComputedMap(parts, recipe);
    if (layer != mapLayer || mapOf(recipe) || parts.contains(QStringLiteral("computed"))) shown << layer;
  }
  if (!shown.isEmpty()) parts[QLatin1String("shown")] = shown;
  const std::string second = recipe.option("second"), underlay = recipe.option("underlay");
  parts[QLatin1String("second")] = second.empty() ? QJsonValue() : QJsonValue(text(second));
  if (!underlay.empty()) parts[QLatin1String("underlay")] = text(underlay);
  if (const MapInfo* map = mapOf(recipe))
    parts[QLatin1String("map")] = QJsonObject{{QStringLiteral("kind"), map->key},
                                              {QStringLiteral("preset"), text(recipe.option("preset"))},
                                              {QStringLiteral("inViews"), ofMap || shown.contains(mapLayer)},
                                              {QStringLiteral("region"), text(recipe.option("region"))},
                                              {QStringLiteral("lit"), text(recipe.option("highlight"))}};
  if (ofMap) parts[QLatin1String("layer")] = static_cast<int>(scene::Layer::Map);
}

/// Every member of the state is a part; what only some kinds state beside it comes after.
void addState(QJsonObject& parts, const Recipe& recipe) {
  const QJsonObject state = QJsonDocument::fromJson(QByteArray::fromStdString(recipe.state)).object();
  for (auto member = state.begin(); member != state.end(); ++member)
    parts[partOfMember(member.key())] = member.value();
  // without a map of the window they are nobody's choice, or in the command line's unit, fractions
  const bool mapOfWindow =
      parts.contains(QStringLiteral("map")) || parts.contains(QStringLiteral("computed"));
  const bool sameUnit = ofFile(recipe) || !recipe.option("mapUnit").empty();
  if (!mapOfWindow || !sameUnit) parts.remove(QStringLiteral("mapScale"));
  QJsonObject mosaic = parts[QLatin1String("mosaic")].toObject();
  if (const std::string plane = recipe.option("plane"); !plane.empty())
    mosaic[QLatin1String("plane")] = text(plane);
  const std::string positions = recipe.option("positions");
  if (const bool tiled = recipe.kind == "mosaic" || recipe.kind == "correlation";
      tiled && !positions.empty()) {
    mosaic[QLatin1String("count")] = static_cast<int>(std::ranges::count(positions, ',')) + 1;
    mosaic[QLatin1String("spacingMm")] = 0;  // as far apart as the volume allows
  }
  if (!mosaic.isEmpty()) parts[QLatin1String("mosaic")] = mosaic;
  if (const std::string sides = recipe.option("convention"); !sides.empty())
    parts[QLatin1String("convention")] = text(sides);
}

/// A figure of maps has no state: its slices are plain.
void addPlainLook(QJsonObject& parts, const Recipe& recipe) {
  if (recipe.kind != "correlation") return;
  const QJsonObject plain =
      QJsonDocument::fromJson(QByteArray::fromStdString(scene::toJson(scene::ComparisonState()))).object();
  for (const char* member : {"outlineAtlas", "evidence", "smoothSlices"})
    if (const QString part = partOfMember(QLatin1String(member)); !parts.contains(part))
      parts[part] = plain.value(QLatin1String(member));
}

/// What only the kind "view" states: how far slices are zoomed, and which volume is alone in its layout.
void addView(QJsonObject& parts, const Recipe& recipe) {
  const std::string cells = recipe.option("view");
  parts[QLatin1String("maximised")] = QString();
  if (recipe.kind != "view" || cells.empty()) return;
  const paint::ViewSpec spec = paint::viewSpecFrom(cells);
  parts[QLatin1String("slices")] = QJsonObject{{QStringLiteral("zoom"), spec.sliceZoom},
                                               {QStringLiteral("centre"), toJson(spec.sliceCentre)}};
  const scene::Layer first = spec.cells.front().layer;
  if (std::ranges::all_of(spec.cells, [&](const auto& cell) { return cell.layer == first; }))
    parts[QLatin1String("layer")] = static_cast<int>(first);
  if (spec.cells.size() == 1 && spec.cells.front().shows != paint::ViewSpec::Shows::Mosaic)
    parts[QLatin1String("maximised")] = viewObjectName(first, paint::showsKey(spec.cells.front().shows));
}

/// What is explained, which is worked out again. A figure whose recipe holds no view is of that voxel.
void addExplained(QJsonObject& parts, const Recipe& recipe) {
  if (recipe.kind != "why") return;
  QJsonObject options;
  for (const auto& name : whyOptionNames())
    if (const std::string value = recipe.option(name); !value.empty()) options[text(name)] = text(value);
  parts[QLatin1String("explained")] = QJsonObject{{QStringLiteral("options"), options}};
}

/// "after epochs 1, 5 and 20 of training": the views show the last prediction alone.
QString epochsText(const QStringList& epochs) {
  if (epochs.size() < 2) return QObject::tr("after epoch %1 of training").arg(epochs.value(0));
  return QObject::tr("after epochs %1 and %2 of training")
      .arg(epochs.mid(0, epochs.size() - 1).join(QStringLiteral(", ")), epochs.back());
}

void addEpochs(SessionFile::Figure& figure, const Recipe& recipe) {
  const QStringList epochs = text(recipe.option("epochs")).split(QLatin1Char(','), Qt::SkipEmptyParts);
  if (recipe.kind != "epochs" || epochs.isEmpty()) return;
  figure.panel = QStringLiteral("training");
  figure.epoch = epochs.back().toInt();
  figure.says = QObject::tr("It shows what was predicted %1. The Training panel steps through the epochs.")
                    .arg(epochsText(epochs));
}

/// Its file's name, and where the window shows what no view does.
SessionFile::Figure figureOf(const Recipe& recipe, const QJsonObject& parts, const std::string& source) {
  SessionFile::Figure figure;
  figure.name = text(std::filesystem::path(source).filename().string());
  if (recipe.kind == "correlation" || recipe.kind == "density") figure.panel = QStringLiteral("maps");
  if (recipe.kind == "why") figure.panel = QStringLiteral("why");
  if (parts.contains(QStringLiteral("computed")) && recipe.option("map") == paint::kCaptionChangeMap)
    figure.panel = QStringLiteral("whatif");
  addEpochs(figure, recipe);
  return figure;
}

/// A figure of maps states its colours in fractions, where the Maps dock shows percent.
void addMapColours(QJsonObject& parts, const Recipe& recipe) {
  const bool stated = std::ranges::any_of(std::array{"range", "threshold", "colours"},
                                          [&](const char* name) { return !recipe.option(name).empty(); });
  const MapInfo* map = mapOf(recipe);
  if (recipe.kind != "correlation" || !map || !stated) return;
  // only the window knows how many layers the encoder has
  if (isOfLayers(map->kind) && recipe.option("range").empty()) return;
  const double unit = map->inPercent ? 100 : 1;
  Recipe completed = recipe;
  const scene::ColorScale scale = paint::mapScaleFrom(completed, map->range / unit);
  parts[QLatin1String("mapScale")] = QJsonObject{{QStringLiteral("map"), text(scale.map)},
                                                 {QStringLiteral("range"), scale.range * unit},
                                                 {QStringLiteral("thresholdZ"), scale.thresholdZ * unit},
                                                 {QStringLiteral("fromZero"), scale.fromZero}};
}

}  // namespace

SessionFile sessionOfRecipe(const Recipe& recipe, const std::string& source) {
  if (!recipe.panels.empty()) {
    const auto ofRun =
        std::ranges::find_if(recipe.panels, [](const Recipe& each) { return !each.run.empty(); });
    if (ofRun == recipe.panels.end()) throw Error(source + " has no panel of a run that could be opened");
    SessionFile session = sessionOfRecipe(*ofRun, source);
    if (const auto count = recipe.panels.size(); count > 1)
      session.figure.says = QObject::tr("It is a page of %1 panels; the window shows panel %2. %3")
                                .arg(count)
                                .arg(ofRun - recipe.panels.begin() + 1)
                                .arg(session.figure.says)
                                .trimmed();
    return session;
  }
  SessionFile session;
  session.run = recipe.run.has_filename() ? recipe.run : recipe.run.parent_path();
  std::error_code ignored;
  if (!std::filesystem::exists(session.run / "run.json", ignored))
    throw Error(source + " was made from the run " + session.run.string() + ", which is not there");
  QJsonObject& parts = session.state.parts;
  addStimulus(parts, recipe);
  addLayers(parts, recipe);
  withContext("the recipe in " + source, [&] {
    addState(parts, recipe);
    addPlainLook(parts, recipe);
    addView(parts, recipe);
    addMapColours(parts, recipe);
    addExplained(parts, recipe);
  });
  if (const QString layout = layoutOf(recipe); !layout.isEmpty()) parts[QLatin1String("layout")] = layout;
  session.figure = figureOf(recipe, parts, source);
  return session;
}

}  // namespace vxs::ui
