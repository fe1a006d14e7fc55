#include "ui/paint/figure/ComparisonParts.h"

#include "core/base/Error.h"
#include "core/scene/Weights.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace vxs::paint {
namespace {

using scene::Layer;

constexpr std::array<const char*, scene::kLayerCount> kKeys{"measured", "predicted", "difference", "second",
                                                            "map"};

Vec3 parsePoint(const std::string& text) {
  Vec3 point{};
  int used = 0;
  if (std::sscanf(text.c_str(), "%lf,%lf,%lf%n", &point[0], &point[1], &point[2], &used) != 3 ||
      static_cast<std::size_t>(used) != text.size())
    throw UsageError("'" + text + "' is not a position x,y,z in mm");
  return point;
}

}  // namespace

std::string layerKey(Layer layer) {
  return kKeys.at(scene::indexOf(layer));
}

QString layerTitle(Layer layer, const scene::ComparisonData& data) {
  return QString::fromStdString(data.title(layer));
}

std::vector<Layer> layersFrom(const std::string& names) {
  if (names.empty()) return {Layer::Measured, Layer::Predicted, Layer::Difference};
  std::vector<Layer> layers;
  std::size_t from = 0;
  while (from <= names.size()) {
    const std::size_t comma = std::min(names.find(',', from), names.size());
    const std::string name = names.substr(from, comma - from);
    const auto found = std::find(kKeys.begin(), kKeys.end(), name);
    if (found == kKeys.end()) {
      std::string known;
      for (const char* key : kKeys) known += (known.empty() ? "" : ", ") + std::string(key);
      throw UsageError("'" + name + "' is not a volume: use " + known);
    }
    layers.push_back(static_cast<Layer>(found - kKeys.begin()));
    from = comma + 1;
  }
  return layers;
}

scene::ComparisonState comparisonState(Recipe& recipe, const scene::ComparisonData& data) {
  scene::ComparisonState state;
  if (!recipe.state.empty()) {
    state = scene::comparisonStateFromJson(recipe.state);
  } else {
    const Volume &predicted = data.volume(Layer::Predicted), &measured = data.volume(Layer::Measured);
    const scene::InitialLook look =
        data.initialLook ? *data.initialLook : scene::initialLook(measured.empty() ? predicted : measured);
    state.scale.map = recipe.option("colours", state.scale.map);
    scene::colorMap(state.scale.map);  // refuses unknown names
    state.scale.range = recipe.range.value_or(look.range);
    // of another range the same part
    state.scale.thresholdZ = recipe.thresholdZ.value_or(look.thresholdZ * state.scale.range / look.range);
    state.crosshairRasMm = recipe.crosshairRasMm ? parsePoint(*recipe.crosshairRasMm) : look.crosshairRasMm;
    const Volume framed = scene::framedPart(data.brain.get(), data.underlay);
    state.camera = framed.empty() ? scene::Camera::standard(predicted, recipe.view)
                                  : scene::Camera::framing(framed, recipe.view);
    state.convention =
        recipe.radiological ? scene::Convention::Radiological : scene::Convention::Neurological;
  }
  recipe.state = scene::toJson(state);
  return state;
}

Honesty honestyOf(const scene::ComparisonData& data, const std::vector<Layer>& layers) {
  Honesty honesty{data.synthetic, false, false};
  for (const Layer layer : layers) {
    honesty.synthetic = honesty.synthetic || data.isSynthetic(layer);
    honesty.demoEncoder = honesty.demoEncoder || data.isFromDemoEncoder(layer);
    honesty.shuffledControl =
        honesty.shuffledControl || data.source(layer).find("SHUFFLED") != std::string::npos;
  }
  return honesty;
}

std::string conventionText(scene::Convention convention) {
  return convention == scene::Convention::Neurological ? " · neurological (left is left)"
                                                       : " · radiological (left is right)";
}

double paintFooter(Page& page, const std::vector<std::string>& lines, const Honesty& honesty) {
  const double u = page.unit(), lineHeight = 1.2 * u;
  const QRectF area = page.inside();
  const double mark = honestyMarkWidth(honesty.synthetic, honesty.demoEncoder, page.style());
  const double top = area.bottom() - lineHeight * static_cast<double>(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    QRectF line(area.left(), top + lineHeight * static_cast<double>(i), area.width(), lineHeight);
    // the mark is less than two lines high
    if (mark > 0 && i + 2 >= lines.size()) line.setWidth(area.width() - mark - 1.4 * u);
    page.line(line, QString::fromStdString(lines[i]));
  }
  return top;
}

QRectF paintFrame(Page& page, const ComparisonLook& look, const std::vector<Layer>& layers) {
  const double u = page.unit();
  const scene::ComparisonData& data = *look.data;
  const scene::ComparisonState& state = look.state;
  QRectF area = page.inside();
  std::vector<std::string> lines{data.subjectLine};  // what every layer comes from, each once
  for (const Layer layer : layers)
    if (!data.source(layer).empty() && std::ranges::find(lines, data.source(layer)) == lines.end())
      lines.push_back(data.source(layer));
  lines.back() += conventionText(state.convention);
  area.setBottom(paintFooter(page, lines, honestyOf(data, layers)) - 0.6 * u);

  const bool map = std::ranges::find(layers, Layer::Map) != layers.end();
  const bool responses = layers.size() > (map ? 1U : 0U);
  PaintStyle style = page.style();
  style.fontPixels *= 0.85;
  const QRectF strip(area.right() - 4.6 * u, area.top() + 1.8 * u, 4.6 * u, area.height() - 2 * u);
  const int bars = responses && map ? 2 : 1;
  const auto bar = [&](int index, Layer layer, const QString& unit) {
    QRectF where = rowOf(strip, index, bars, 1.5 * u);
    where.setHeight(std::min(where.height(), 22 * u));
    EvidenceBar evidence;
    if (scene::evidenceOf(data, state, layer))
      evidence = {state.evidence == scene::Evidence::Ceiling ? QStringLiteral("noise ceiling")
                                                             : QString::fromStdString(data.title(Layer::Map)),
                  state.evidenceFull};
    paintColorBar(page.painter(), where, state.scaleOf(layer), unit, style, evidence,
                  layer == Layer::Map ? data.map.levels : scene::MapLevels{});
  };
  if (responses) bar(0, Layer::Predicted, QStringLiteral("z"));
  if (map)
    bar(bars - 1, Layer::Map, QString::fromStdString(data.map.unit.empty() ? data.map.name : data.map.unit));
  area.setRight(strip.left() - u);
  return area;
}

void paintMarks(Page& page, const Honesty& honesty) {
  paintHonestyMark(page.painter(), page.inside(), honesty.synthetic, honesty.demoEncoder, page.style());
}

QRectF columnOf(const QRectF& area, int index, int count, double gap) {
  const double width = (area.width() - (count - 1) * gap) / count;
  return {area.left() + index * (width + gap), area.top(), width, area.height()};
}

QRectF rowOf(const QRectF& area, int index, int count, double gap) {
  const double height = (area.height() - (count - 1) * gap) / count;
  return {area.left(), area.top() + index * (height + gap), area.width(), height};
}

}  // namespace vxs::paint
