#include "ui/paint/figure/ComparisonParts.h"

#include "core/base/Error.h"
#include "core/scene/Weights.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/paint/figure/SlicePositions.h"

#include <QFontMetricsF>
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

const std::string kGoesOn = " · ";      ///< before a sentence of a footer that needs no line of its own
const std::string kNoBreak = "\u00a0";  ///< a dot ends a line and begins none
/// Of the footer, in units of the page's words; and what a colour bar takes across.
constexpr double kFooterFont = 0.85, kFooterLine = 1.2, kFooterGap = 0.6, kStrip = 4.6;

Vec3 parsePoint(const std::string& text) {
  Vec3 point{};
  int used = 0;
  if (std::sscanf(text.c_str(), "%lf,%lf,%lf%n", &point[0], &point[1], &point[2], &used) != 3 ||
      static_cast<std::size_t>(used) != text.size())
    throw UsageError("'" + text + "' is not a position x,y,z in mm");
  return point;
}

/// The same, where slices through it show anything.
Vec3 pointWithin(const std::string& text, const scene::ComparisonData& data) {
  const Vec3 point = parsePoint(text);
  const Volume& volume = data.underlay.empty() ? data.volume(Layer::Predicted) : data.underlay;
  for (std::size_t axis = 0; axis < 3; ++axis) requireInside(volume, axis, point[axis]);
  return point;
}

}  // namespace

std::string layerKey(Layer layer) {
  return kKeys.at(scene::indexOf(layer));
}

QString layerTitle(Layer layer, const scene::ComparisonData& data) {
  return QString::fromStdString(data.title(layer));
}

HeadingWords headingOf(Layer layer, const scene::ComparisonData& data) {
  return {layerTitle(layer, data), QString::fromStdString(data.runOf(layer))};
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
    state.mapScale = firstMapScale(data);
    state.crosshairRasMm =
        recipe.crosshairRasMm ? pointWithin(*recipe.crosshairRasMm, data) : look.crosshairRasMm;
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
  return kGoesOn + (convention == scene::Convention::Neurological ? "neurological (left is left)"
                                                                  : "radiological (left is right)");
}

namespace {

/// What the sheet says below its panels is left out; a sentence that goes on is joined to the one before it.
std::vector<std::string> joined(const std::vector<std::string>& sentences,
                                const std::vector<std::string>& saidBelow) {
  std::vector<std::string> all;
  bool follows = false;
  for (const std::string& sentence : sentences) {
    const bool said = std::ranges::find(saidBelow, sentence) != saidBelow.end();
    if (!said && sentence.starts_with(kGoesOn))
      follows ? void(all.back() += kNoBreak + sentence.substr(1))
              : all.push_back(sentence.substr(kGoesOn.size()));
    else if (!said)
      all.push_back(sentence);
    follows = !said;
  }
  return all;
}

/// The lines of a footer whose last so many sentences end before the mark; empty ones make room below them.
QStringList footerLines(const Page& page, const std::vector<std::string>& sentences, std::size_t narrow,
                        double width, double beside) {
  QStringList lines;
  for (std::size_t i = 0; i < sentences.size(); ++i)
    lines << page.balanced(QString::fromStdString(sentences[i]),
                           i + narrow < sentences.size() ? width : beside, kFooterFont);
  const QFontMetricsF metrics(page.font(kFooterFont));
  const auto collides = [&](qsizetype fromEnd) {
    return lines.size() >= fromEnd && metrics.horizontalAdvance(lines[lines.size() - fromEnd]) > beside;
  };
  while (collides(1) || collides(2)) lines << QString();
  return lines;
}

/// As few lines as can be: nothing that a reader must know is shortened away.
QStringList footerLines(const Page& page, const std::vector<std::string>& all, const Honesty& honesty) {
  const std::vector<std::string> sentences = joined(all, page.saidBelow());
  const double width = page.inside().width();
  const double mark = honestyMarkWidth(honesty.synthetic, honesty.demoEncoder, page.style());
  const double beside = mark > 0 ? std::max(0.0, width - mark - 1.4 * page.unit()) : width;
  QStringList best = footerLines(page, sentences, 0, width, beside);
  for (std::size_t narrow = 1; narrow <= sentences.size() && beside > width / 3; ++narrow)
    if (QStringList lines = footerLines(page, sentences, narrow, width, beside); lines.size() < best.size())
      best = std::move(lines);
  while (mark > 0 && best.size() < 2) best.prepend(QString());  // the mark is less than two lines high
  return best;
}

}  // namespace

double footerHeight(const Page& page, const std::vector<std::string>& lines, const Honesty& honesty) {
  return kFooterLine * page.unit() * static_cast<double>(footerLines(page, lines, honesty).size());
}

double paintFooter(Page& page, const std::vector<std::string>& lines, const Honesty& honesty) {
  const QRectF area = page.inside();
  const double lineHeight = kFooterLine * page.unit(),
               top = area.bottom() - footerHeight(page, lines, honesty);
  double y = top;
  for (const QString& line : footerLines(page, lines, honesty)) {
    page.line({area.left(), y, area.width(), lineHeight}, line, kFooterFont);
    y += lineHeight;
  }
  return top;
}

std::vector<std::string> frameLines(const ComparisonLook& look, const std::vector<Layer>& layers,
                                    bool slices) {
  const scene::ComparisonData& data = *look.data;
  std::vector<std::string> lines{subjectOf(data, layers)};  // what every layer comes from, each once
  for (const Layer layer : layers) {
    std::string source = data.source(layer);
    if (layer == Layer::Second && !source.empty()) source = "second model: " + source;
    if (source == data.subjectLine) continue;
    if (!source.empty() && std::ranges::find(lines, source) == lines.end()) lines.push_back(source);
  }
  if (slices) lines.push_back(conventionText(look.state.convention));
  return lines;
}

QRectF paintFrame(Page& page, const ComparisonLook& look, const std::vector<Layer>& layers, bool slices) {
  const double u = page.unit();
  const scene::ComparisonData& data = *look.data;
  const scene::ComparisonState& state = look.state;
  QRectF area = page.inside();
  area.setBottom(paintFooter(page, frameLines(look, layers, slices), honestyOf(data, layers)) -
                 kFooterGap * u);

  const bool map = std::ranges::find(layers, Layer::Map) != layers.end();
  const bool responses = layers.size() > (map ? 1U : 0U);
  PaintStyle style = page.style();
  style.fontPixels *= 0.85;
  const QRectF strip(area.right() - kStrip * u, area.top() + 1.8 * u, kStrip * u, area.height() - 2 * u);
  const int bars = responses && map ? 2 : 1;
  const auto bar = [&](int index, Layer layer, const QString& unit) {
    QRectF where = rowOf(strip, index, bars, 1.5 * u);
    where.setHeight(std::min(where.height(), 22 * u));
    EvidenceBar evidence;
    if (scene::evidenceOf(data, state, layer))
      evidence = {state.evidence == scene::Evidence::Ceiling ? QStringLiteral("noise ceiling")
                                                             : QString::fromStdString(data.title(Layer::Map)),
                  state.evidenceFull};
    evidence.name = inTwoLines(evidence.name, style, where.width());
    paintColorBar(page.painter(), where, state.scaleOf(layer), inTwoLines(unit, style, where.width()), style,
                  evidence, layer == Layer::Map ? data.map.levels : scene::MapLevels{});
  };
  if (responses) bar(0, Layer::Predicted, QStringLiteral("response (z)"));
  if (map)
    bar(bars - 1, Layer::Map, QString::fromStdString(data.map.unit.empty() ? data.map.name : data.map.unit));
  area.setRight(strip.left() - u);
  return area;
}

double frameHeight(const Page& page, const ComparisonLook& look, const std::vector<Layer>& layers,
                   bool slices) {
  return footerHeight(page, frameLines(look, layers, slices), honestyOf(*look.data, layers)) +
         (kFooterGap + 2) * page.unit();
}

double frameWidth(const Page& page) {
  return page.inside().width() - (kStrip + 1) * page.unit();
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
