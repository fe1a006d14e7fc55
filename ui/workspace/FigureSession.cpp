#include "ui/workspace/FigureSession.h"

#include "core/base/Error.h"
#include "ui/paint/figure/ViewSpec.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <filesystem>

namespace vxs::ui {

namespace {

using paint::Recipe;

QString text(const std::string& words) {
  return QString::fromStdString(words);
}

/// The layout whose views are those of the cells.
const char* layoutOf(const paint::ViewSpec& spec) {
  using Shows = paint::ViewSpec::Shows;
  const auto all = [&](auto condition) { return std::ranges::all_of(spec.cells, condition); };
  if (all([](const auto& cell) { return cell.shows == Shows::Mosaic; })) return "mosaic";
  if (all([](const auto& cell) { return cell.shows == Shows::Volume; })) return "3d";
  if (all([](const auto& cell) { return cell.shows != Shows::Volume; })) return "slices";
  return all([&](const auto& cell) { return cell.layer == spec.cells.front().layer; }) ? "single" : "all";
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
    return text(cells.empty() ? recipe.option("layout", "all") : layoutOf(paint::viewSpecFrom(cells)));
  }
  const auto found = kLayouts.find(recipe.kind);
  return found == kLayouts.end() ? QString() : QLatin1String(found->second);
}

QJsonArray shownOf(const std::string& layers) {
  QJsonArray shown;
  for (const QString& layer : text(layers).split(QLatin1Char(','), Qt::SkipEmptyParts)) shown << layer;
  return shown;
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

void addLayers(QJsonObject& parts, const Recipe& recipe) {
  const bool ofMap = recipe.kind == "correlation";
  const QJsonArray shown = shownOf(recipe.option("layers"));
  if (!shown.isEmpty()) parts[QLatin1String("shown")] = shown;
  if (const std::string second = recipe.option("second"); !second.empty())
    parts[QLatin1String("second")] = text(second);
  const std::string map = recipe.option("map", ofMap ? "r" : "");
  if (!map.empty() && map.find('/') == std::string::npos)  // a map of the run, in the colours of the window
    parts[QLatin1String("map")] =
        QJsonObject{{QStringLiteral("kind"), text(map)},
                    {QStringLiteral("inViews"), ofMap || shown.contains(QStringLiteral("map"))},
                    {QStringLiteral("region"), text(recipe.option("region"))}};
  if (ofMap) parts[QLatin1String("layer")] = static_cast<int>(scene::Layer::Map);
}

void addState(QJsonObject& parts, const Recipe& recipe) {
  const QJsonObject state = QJsonDocument::fromJson(QByteArray::fromStdString(recipe.state)).object();
  const std::pair<const char*, const char*> names[] = {
      {"crosshairRasMm", "crosshair"}, {"camera", "camera"},         {"scale", "scale"},
      {"mapScale", "mapScale"},        {"convention", "convention"}, {"smoothSlices", "smooth"}};
  for (const auto& [from, to] : names)
    if (state.contains(QLatin1String(from))) parts[QLatin1String(to)] = state.value(QLatin1String(from));
  // colours of a map that is not drawn say nothing, nor do those of the command line's units, fractions
  if (!shownOf(recipe.option("layers")).contains(QStringLiteral("map")) || recipe.option("mapUnit").empty())
    parts.remove(QStringLiteral("mapScale"));
  if (const std::string plane = recipe.option("plane"); !plane.empty())
    parts[QLatin1String("mosaic")] = QJsonObject{{QStringLiteral("plane"), text(plane)}};
  if (const std::string sides = recipe.option("convention"); !sides.empty())
    parts[QLatin1String("convention")] = text(sides);
}

}  // namespace

SessionFile sessionOfRecipe(const Recipe& recipe, const std::string& source) {
  SessionFile session;
  session.run = recipe.run;
  std::error_code ignored;
  if (!std::filesystem::exists(session.run / "run.json", ignored))
    throw Error(source + " was made from the run " + session.run.string() + ", which is not there");
  QJsonObject& parts = session.state.parts;
  addStimulus(parts, recipe);
  addLayers(parts, recipe);
  addState(parts, recipe);
  if (const QString layout = layoutOf(recipe); !layout.isEmpty()) parts[QLatin1String("layout")] = layout;
  if (recipe.kind == "correlation") session.panel = QStringLiteral("maps");
  return session;
}

}  // namespace vxs::ui
