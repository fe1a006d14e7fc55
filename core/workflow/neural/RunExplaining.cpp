#include "core/workflow/neural/RunExplaining.h"

#include "core/base/Error.h"
#include "core/metrics/Sparsity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vxs::workflow {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
/// Blur of the "blur" baseline, as a part of the picture's side.
constexpr double kBlurPart = 1.0 / 16;

/// What every method needs: the scalar that is explained, its gradient, and where the numbers go.
class RunExplaining : public Explaining {
 public:
  RunExplaining(const ExplainParams& params, const RgbImage& picture, const blip::Encoder& encoder,
                const train::RunModel& model)
      : m_params(params),
        m_multimodal(model.info().features != "image"),
        m_encoder(&encoder),
        m_model(model) {
    m_voxelWeights.assign(model.mask().size(), 0.0F);
    for (const std::uint32_t voxel : params.voxels)
      m_voxelWeights[voxel] += 1.0F / static_cast<float>(params.voxels.size());
    m_result.method = params.method;
    m_result.randomised = params.randomised;
    m_result.voxels = static_cast<int>(params.voxels.size());
    m_result.seen = encoder.preview(picture);
    m_result.words = mergedWords(encoder.tokenize(params.caption));
    m_result.attributed = m_result.baselineOutput = kNan;
    m_side = encoder.info().imageSize;
  }

  int done() const override { return m_done; }
  Explanation soFar() const override { return m_result; }
  void step() override {
    if (finished()) return;
    if (m_done == 0) begin();
    work(m_done++);
  }

 protected:
  virtual void work(int index) = 0;
  /// Once, before the first step's own work.
  virtual void prepare() {}

  const blip::Encoder& encoder() const { return *m_encoder; }
  int patchesAcross() const {
    return static_cast<int>(std::lround(std::sqrt(double(m_encoder->info().imageTokens - 1))));
  }
  double outputOf(const blip::NetworkInput& input) const {
    return scalar(encoder().features(input, m_multimodal));
  }
  double scalar(const blip::Features& features) const {
    if (!m_slope.empty())
      return std::inner_product(features.values.begin(), features.values.end(), m_slope.begin(), m_offset);
    return meanOf(m_model.predict(features.values));
  }
  blip::InputGradient gradientAt(const blip::NetworkInput& input) const {
    return encoder().gradient(input, m_multimodal, [this](const blip::Features& features) {
      return m_slope.empty() ? m_model.gradient(features.values, m_voxelWeights) : m_slope;
    });
  }
  /// The picture's baseline with [PAD] in place of every word; start and end stay.
  blip::NetworkInput baseline() const {
    blip::NetworkInput base = m_input;
    base.pixels = basePixels();
    const std::vector<std::int32_t> padding{0};
    const std::vector<float> pad = encoder().embedWords(padding);
    for (const ExplainedWord& word : m_result.words)
      if (!word.special)
        for (int token = word.first; token < word.first + word.count; ++token)
          std::copy(pad.begin(), pad.end(),
                    base.words.begin() + static_cast<std::ptrdiff_t>(pad.size()) * token);
    return base;
  }
  std::vector<float> basePixels() const {
    return m_params.baseline == "blur" ? blurred(m_input.pixels, m_side, m_side * kBlurPart)
                                       : std::vector<float>(m_input.pixels.size(), 0.0F);
  }
  /// Adds weight * gradient * (input - base) to picture and words.
  void attribute(const blip::InputGradient& gradient, const blip::NetworkInput& base, double weight) {
    const auto side = static_cast<std::size_t>(m_side), plane = side * side;
    const std::size_t patch = side / static_cast<std::size_t>(m_result.columns);
    double sum = 0;
    for (std::size_t i = 0; i < m_input.pixels.size(); ++i) {
      const double value = weight * gradient.pixels[i] * (double(m_input.pixels[i]) - base.pixels[i]);
      const std::size_t pixel = i % plane, row = pixel / side / patch, column = pixel % side / patch;
      m_result.pixels[pixel] += static_cast<float>(value);
      m_result.picture[row * static_cast<std::size_t>(m_result.columns) + column] +=
          static_cast<float>(value);
      sum += value;
    }
    const std::size_t width = m_input.words.size() / m_input.ids.size();
    for (ExplainedWord& word : m_result.words)
      for (std::size_t i = static_cast<std::size_t>(word.first) * width;
           i < static_cast<std::size_t>(word.first + word.count) * width; ++i) {
        const double value = weight * gradient.words[i] * (double(m_input.words[i]) - base.words[i]);
        word.weight += value;
        sum += value;
      }
    m_result.attributed += sum;
  }
  void startMap(int rows, int columns, float value) {
    m_result.rows = rows;
    m_result.columns = columns;
    m_result.picture.assign(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), value);
  }

  ExplainParams m_params;
  bool m_multimodal;
  int m_side = 0;
  blip::NetworkInput m_input;
  Explanation m_result;

 private:
  double meanOf(const std::vector<float>& prediction) const {
    double sum = 0;
    for (const std::uint32_t voxel : m_params.voxels) sum += prediction[voxel];
    return sum / static_cast<double>(m_params.voxels.size());
  }
  void begin() {
    if (m_model.linear()) {
      // ridge, which may have a gigabyte of coefficients, is asked once
      const blip::EncoderInfo& info = m_encoder->info();
      const std::vector<float> nothing(static_cast<std::size_t>(
          m_multimodal ? blip::kCaptionTokens * info.width : info.imageTokens * info.visionWidth));
      m_slope = m_model.gradient(nothing, m_voxelWeights);
      m_offset = meanOf(m_model.predict(nothing));
    }
    if (m_params.randomised) {
      m_randomised = m_encoder->randomised(m_params.seed);
      m_encoder = m_randomised.get();
    }
    m_input = m_encoder->input(m_result.seen, m_params.caption);
    prepare();
  }

  const blip::Encoder* m_encoder;
  std::unique_ptr<blip::Encoder> m_randomised;
  const train::RunModel& m_model;
  std::vector<float> m_voxelWeights;
  std::vector<float> m_slope;  ///< of a linear head: the scalar is m_slope . features + m_offset
  double m_offset = 0;
  int m_done = 0;
};

/// Gradient x input is integrated gradients with one node, at the input itself.
class GradientExplaining : public RunExplaining {
 public:
  using RunExplaining::RunExplaining;
  int total() const override { return m_params.method == ExplainMethod::Gradient ? 1 : m_params.steps; }

 protected:
  void prepare() override {
    const int patches = patchesAcross();
    startMap(patches, patches, 0);
    m_result.side = m_side;
    m_result.pixels.assign(static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side), 0.0F);
    m_result.attributed = 0;
    m_base = baseline();
    m_result.output = outputOf(m_input);
    m_result.baselineOutput = outputOf(m_base);
    m_rule =
        m_params.method == ExplainMethod::Gradient ? Quadrature{{1.0}, {1.0}} : gaussLegendre(m_params.steps);
  }
  void work(int index) override {
    const double at = m_rule.nodes[static_cast<std::size_t>(index)];
    blip::NetworkInput between = m_input;
    const auto mix = [at](std::vector<float>& values, const std::vector<float>& base) {
      for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(base[i] + at * (double(values[i]) - base[i]));
    };
    if (at < 1) {
      mix(between.pixels, m_base.pixels);
      mix(between.words, m_base.words);
    }
    attribute(gradientAt(between), m_base, m_rule.weights[static_cast<std::size_t>(index)]);
  }

 private:
  blip::NetworkInput m_base;
  Quadrature m_rule;
};

/// The cells of a grid covered one after the other, then the words left out one after the other.
class OcclusionExplaining : public RunExplaining {
 public:
  OcclusionExplaining(const ExplainParams& params, const RgbImage& picture, const blip::Encoder& encoder,
                      const train::RunModel& model)
      : RunExplaining(params, picture, encoder, model) {
    if (m_multimodal)
      for (std::size_t i = 0; i < m_result.words.size(); ++i)
        if (!m_result.words[i].special) m_words.push_back(i);
  }
  int total() const override { return m_params.grid * m_params.grid + static_cast<int>(m_words.size()); }

 protected:
  void prepare() override {
    startMap(m_params.grid, m_params.grid, kNan);
    for (const std::size_t word : m_words) m_result.words[word].weight = kNan;
    m_cover = basePixels();
    m_result.output = outputOf(m_input);
  }
  void work(int index) override {
    const int cells = m_params.grid * m_params.grid;
    if (index >= cells) return leaveOut(m_words[static_cast<std::size_t>(index - cells)]);
    const int row = index / m_params.grid, column = index % m_params.grid;
    const auto edge = [this](int cell) { return static_cast<std::size_t>(cell * m_side / m_params.grid); };
    const auto side = static_cast<std::size_t>(m_side);
    blip::NetworkInput covered = m_input;
    for (std::size_t plane = 0; plane < 3; ++plane)
      for (std::size_t y = edge(row); y < edge(row + 1); ++y)
        for (std::size_t x = edge(column); x < edge(column + 1); ++x) {
          const std::size_t i = (plane * side + y) * side + x;
          covered.pixels[i] = m_cover[i];
        }
    m_result.picture[static_cast<std::size_t>(index)] =
        static_cast<float>(m_result.output - outputOf(covered));
  }

 private:
  /// The caption without the word: what follows moves up, padding comes in at the end.
  void leaveOut(std::size_t word) {
    ExplainedWord& target = m_result.words[word];
    blip::NetworkInput shorter = m_input;
    const auto first = shorter.ids.begin() + target.first;
    shorter.ids.erase(first, first + target.count);
    shorter.ids.resize(m_input.ids.size(), 0);
    shorter.words = encoder().embedWords(shorter.ids);
    target.weight = m_result.output - outputOf(shorter);
  }

  std::vector<float> m_cover;
  std::vector<std::size_t> m_words;  ///< into m_result.words
};

class AttentionExplaining : public RunExplaining {
 public:
  using RunExplaining::RunExplaining;
  int total() const override { return 1; }

 protected:
  void work(int) override {
    m_result.output = outputOf(m_input);
    m_result.attention = encoder().crossAttention(m_input);
    std::vector<ExplainedWord> words;
    for (const ExplainedWord& word : m_result.words)
      if (!word.special) words.push_back(word);
    const int patches = patchesAcross();
    startMap(patches, patches, 0);
    m_result.picture =
        attentionHeat(m_result.attention, words.empty() ? m_result.words : words, -1, -1).patches;
    for (ExplainedWord& word : m_result.words)
      word.weight = metrics::gini(attentionHeat(m_result.attention, {word}, -1, -1).patches);
  }
};

void check(const ExplainParams& params, const train::RunModel& model) {
  if (params.method != ExplainMethod::Attention && params.voxels.empty())
    throw UsageError("there is no voxel to explain");
  for (const std::uint32_t voxel : params.voxels)
    if (voxel >= model.mask().size()) throw UsageError("a voxel to explain lies outside the run's mask");
  if (params.baseline != "grey" && params.baseline != "blur")
    throw UsageError("unknown baseline '" + params.baseline + "': use grey or blur");
  if (params.steps < 1 || params.steps > 1000) throw UsageError("integrated gradients take 1 to 1000 steps");
  if (params.grid < 1 || params.grid > 64) throw UsageError("the occlusion grid has 1 to 64 cells a side");
  if (params.method == ExplainMethod::Attention && model.info().features == "image")
    throw UsageError("this run's features are of the picture alone: there is no attention from words to it");
}

}  // namespace

std::unique_ptr<Explaining> beginExplaining(const ExplainParams& params, const RgbImage& picture,
                                            const blip::Encoder& encoder, const train::RunModel& model) {
  check(params, model);
  switch (params.method) {
    case ExplainMethod::Occlusion:
      return std::make_unique<OcclusionExplaining>(params, picture, encoder, model);
    case ExplainMethod::Attention:
      return std::make_unique<AttentionExplaining>(params, picture, encoder, model);
    default:
      return std::make_unique<GradientExplaining>(params, picture, encoder, model);
  }
}

}  // namespace vxs::workflow
