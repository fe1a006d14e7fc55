#include "core/workflow/explain/Explanation.h"

#include "core/base/Error.h"
#include "core/metrics/Sparsity.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>
#include <utility>

namespace vxs::workflow {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Up to this rank correlation two maps are called different.
constexpr double kUnlike = 0.3;
constexpr double kAlike = 0.7;

const std::pair<ExplainMethod, const char*> kMethods[] = {{ExplainMethod::Gradient, "gradient"},
                                                          {ExplainMethod::Integrated, "integrated"},
                                                          {ExplainMethod::Occlusion, "occlusion"},
                                                          {ExplainMethod::Attention, "attention"}};

std::vector<float> absolute(const std::vector<float>& values) {
  std::vector<float> sizes;
  for (const float value : values) sizes.push_back(std::abs(value));
  return sizes;
}

}  // namespace

ExplainMethod explainMethodFrom(const std::string& name) {
  for (const auto& [method, text] : kMethods)
    if (name == text) return method;
  throw UsageError("unknown method '" + name + "': use gradient, integrated, occlusion or attention");
}

std::string toString(ExplainMethod method) {
  for (const auto& [known, text] : kMethods)
    if (known == method) return text;
  return {};
}

double Explanation::gapPercent() const {
  const double difference = output - baselineOutput;
  return difference == 0 ? kNan : 100 * std::abs(attributed - difference) / std::abs(difference);
}

scene::ExplainedPicture pictured(const Explanation& explanation) {
  scene::ExplainedPicture picture;
  picture.method = toString(explanation.method);
  picture.seen = explanation.seen;
  picture.heat = {explanation.rows, explanation.columns, explanation.picture};
  for (const ExplainedWord& word : explanation.words)
    if (!word.special) picture.words.push_back({word.text, word.weight});
  picture.output = explanation.output;
  picture.baselineOutput = explanation.baselineOutput;
  picture.attributed = explanation.attributed;
  return picture;
}

std::vector<ExplainedWord> mergedWords(const blip::TokenizedCaption& caption) {
  std::vector<ExplainedWord> words;
  const auto count = static_cast<int>(caption.pieces.size());
  for (int i = 0; i < count; ++i) {
    const std::string& piece = caption.pieces[static_cast<std::size_t>(i)];
    if (piece.starts_with("##") && !words.empty() && !words.back().special) {
      words.back().text += piece.substr(2);
      ++words.back().count;
      continue;
    }
    const bool special = i == 0 || i + 1 == count;
    // multimodal use puts [ENC] in [CLS]'s place
    words.push_back({i == 0 ? "[ENC]" : piece, i, 1, special, 0});
  }
  return words;
}

AttentionHeat attentionHeat(const blip::AttentionMaps& maps, const std::vector<ExplainedWord>& words,
                            int layer, int head) {
  if (maps.empty()) throw Error("there is no attention to show");
  AttentionHeat heat{std::vector<float>(static_cast<std::size_t>(maps.imageTokens - 1), 0.0F), 0};
  int rows = 0;
  for (int l = 0; l < maps.layers; ++l)
    for (int h = 0; h < maps.heads; ++h) {
      if ((layer >= 0 && l != layer) || (head >= 0 && h != head)) continue;
      for (const ExplainedWord& word : words)
        for (int token = word.first; token < word.first + word.count; ++token, ++rows) {
          const float* row = maps.row(l, h, token);
          heat.onClass += row[0];
          for (std::size_t i = 0; i < heat.patches.size(); ++i) heat.patches[i] += row[i + 1];
        }
    }
  if (rows == 0) throw Error("there is no such layer, head or word in the attention");
  heat.onClass /= rows;
  for (float& value : heat.patches) value /= static_cast<float>(rows);
  return heat;
}

std::vector<float> narrowedAttention(const Explanation& explanation, const std::string& word, int layer,
                                     int head) {
  std::vector<ExplainedWord> words;
  std::string known;
  for (const ExplainedWord& each : explanation.words) {
    if (each.special) continue;
    known += (known.empty() ? "" : ", ") + each.text;
    if (word.empty() || each.text == word) words.push_back(each);
  }
  if (!word.empty() && words.empty())
    throw UsageError("'" + word + "' is no word of the caption as BLIP reads it: " + known);
  const blip::AttentionMaps& maps = explanation.attention;
  if (layer > maps.layers || head > maps.heads)
    throw UsageError("the encoder has " + std::to_string(maps.layers) + " layers of " +
                     std::to_string(maps.heads) + " heads");
  return words.empty() ? explanation.picture : attentionHeat(maps, words, layer - 1, head - 1).patches;
}

AttentionSparsity sparsityOf(const blip::AttentionMaps& maps, const std::vector<ExplainedWord>& words) {
  AttentionSparsity sparsity{maps.layers, maps.heads, 0, {}, {}};
  for (const ExplainedWord& word : words)
    if (!word.special) sparsity.pieces += word.count;
  for (int layer = 0; layer < maps.layers; ++layer)
    for (int head = 0; head < maps.heads; ++head) {
      double holding = 0, unequal = 0;
      for (const ExplainedWord& word : words) {
        if (word.special) continue;
        for (int token = word.first; token < word.first + word.count; ++token) {
          const std::span<const float> row(maps.row(layer, head, token),
                                           static_cast<std::size_t>(maps.imageTokens));
          holding += metrics::fractionHolding(row, 0.9);
          unequal += metrics::gini(row);
        }
      }
      sparsity.holding90.push_back(sparsity.pieces ? holding / sparsity.pieces : kNan);
      sparsity.gini.push_back(sparsity.pieces ? unequal / sparsity.pieces : kNan);
    }
  return sparsity;
}

SanityCheck sanityCheck(const Explanation& trained, const Explanation& randomised) {
  SanityCheck check;
  check.cells = static_cast<int>(trained.picture.size());
  check.ofValues = metrics::rankCorrelation(trained.picture, randomised.picture);
  check.ofSizes = metrics::rankCorrelation(absolute(trained.picture), absolute(randomised.picture));
  return check;
}

std::string SanityCheck::sentence() const {
  if (!std::isfinite(ofSizes)) return "One of the two maps is constant: they cannot be compared.";
  char text[200];
  std::snprintf(text, sizeof text,
                "Rank correlation with the map of randomised weights: %.2f (of sizes %.2f), n = %d cells. ",
                ofValues, ofSizes, cells);
  const double most = std::max(std::abs(ofValues), std::abs(ofSizes));
  const char* reading = most <= kUnlike ? "The map depends on the encoder's weights."
                        : most < kAlike ? "Part of the map is there whatever the encoder's weights."
                                        : "The map is much the same whatever the encoder's weights: it shows "
                                          "the picture and the method, not what was learned.";
  return std::string(text) + reading;
}

}  // namespace vxs::workflow
