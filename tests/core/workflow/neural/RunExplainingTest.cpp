#include "core/workflow/neural/RunExplaining.h"

#include "core/workflow/neural/RunPredictor.h"
#include "core/workflow/neural/TorchSetup.h"
#include "tests/core/workflow/neural/DemoHead.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>

using namespace vxs;
using namespace vxs::workflow;

namespace {

const char* const kCaption = "a red disc on the left";

const test::DemoHead& headOf(std::string_view kind) {
  static std::map<std::string, std::unique_ptr<test::DemoHead>> heads;
  const std::string name(kind);
  auto& head = heads[name];
  if (!head) head = std::make_unique<test::DemoHead>(name);
  return *head;
}

Explanation explain(const test::DemoHead& head, ExplainParams params) {
  params.caption = kCaption;
  const auto explaining = beginExplaining(params, test::discPicture(3), head.encoder(), head.model());
  while (!explaining->finished()) explaining->step();
  explaining->step();  // one too many does nothing
  CHECK(explaining->done() == explaining->total());
  return explaining->soFar();
}

ExplainParams with(ExplainMethod method) {
  ExplainParams params;
  params.method = method;
  params.voxels = {3, 4, 17};
  return params;
}

/// Mean prediction of the voxels for any input.
double outputOf(const test::DemoHead& head, const blip::NetworkInput& input) {
  const auto prediction = head.model().predict(head.encoder().features(input, true).values);
  return (double(prediction[3]) + prediction[4] + prediction[17]) / 3;
}

double sumOf(const Explanation& explanation) {
  double sum = 0;
  for (const float value : explanation.picture) sum += value;
  for (const ExplainedWord& word : explanation.words) sum += word.weight;
  return sum;
}

}  // namespace

TEST_CASE("Gauss-Legendre nodes integrate polynomials exactly") {
  for (const int n : {1, 2, 5, 32}) {
    const Quadrature rule = gaussLegendre(n);
    for (int degree = 0; degree < std::min(2 * n, 20); ++degree) {
      double integral = 0;
      for (std::size_t i = 0; i < rule.nodes.size(); ++i)
        integral += rule.weights[i] * std::pow(rule.nodes[i], degree);
      CHECK(integral == doctest::Approx(1.0 / (degree + 1)).epsilon(1e-12));
    }
    CHECK(std::is_sorted(rule.nodes.begin(), rule.nodes.end()));
  }
}

TEST_CASE("Blurring keeps what is flat, and the mean away from edges") {
  std::vector<float> flat(3 * 16 * 16, 0.7F);
  for (const float value : blurred(flat, 16, 1.5)) CHECK(value == doctest::Approx(0.7));
  std::vector<float> point(3 * 31 * 31, 0.0F);
  point[15 * 31 + 15] = 1;
  const auto spread = blurred(point, 31, 2);
  CHECK(std::accumulate(spread.begin(), spread.begin() + 31 * 31, 0.0) == doctest::Approx(1));
  // the middle of a sampled Gaussian of 2 pixels, both ways
  CHECK(spread[15 * 31 + 15] == doctest::Approx(1 / (2 * 3.14159265 * 4)).epsilon(0.01));
  CHECK(spread[31 * 31 + 15 * 31 + 15] == 0);
}

TEST_CASE("A head's gradient agrees with finite differences, whatever the head") {
  for (const std::string kind : {"ridge", "mlp", "siren", "cnn"}) {
    CAPTURE(kind);
    const test::DemoHead& head = headOf(kind);
    std::vector<float> x =
        head.encoder().features(head.encoder().input(test::discPicture(1), kCaption), true).values;
    std::vector<float> weights(test::DemoHead::kVoxels, 0.0F);
    weights[3] = weights[4] = weights[17] = 1.0F / 3;
    const std::vector<float> gradient = head.model().gradient(x, weights);
    REQUIRE(gradient.size() == x.size());
    Random random(9);
    std::vector<float> direction(x.size());
    for (float& value : direction) value = static_cast<float>(random.normal());
    const auto at = [&](double by) {
      std::vector<float> moved = x;
      for (std::size_t i = 0; i < moved.size(); ++i)
        moved[i] = static_cast<float>(moved[i] + by * direction[i]);
      const auto p = head.model().predict(moved);
      return (double(p[3]) + p[4] + p[17]) / 3;
    };
    const double step = 2e-4, expected = (at(step) - at(-step)) / (2 * step);
    CHECK(std::inner_product(gradient.begin(), gradient.end(), direction.begin(), 0.0) ==
          doctest::Approx(expected).epsilon(0.03).scale(0.02));
    // many rows at once predict what they do alone
    std::vector<float> both = x;
    both.insert(both.end(), direction.begin(), direction.end());
    const auto together = head.model().predictMany(both), alone = head.model().predict(direction);
    REQUIRE(together.size() == 2 * alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i)
      CHECK(together[alone.size() + i] == doctest::Approx(alone[i]).epsilon(1e-4).scale(1));
    CHECK_THROWS_AS(head.model().gradient(x, std::vector<float>(3)), Error);
  }
}

TEST_CASE("Integrated gradients sum to the difference of outputs, and better with more steps") {
  for (const std::string kind : {"ridge", "mlp", "siren", "cnn"}) {
    CAPTURE(kind);
    const test::DemoHead& head = headOf(kind);
    ExplainParams params = with(ExplainMethod::Integrated);
    params.steps = 24;
    const Explanation fine = explain(head, params);
    CHECK(sumOf(fine) == doctest::Approx(fine.attributed).epsilon(1e-3).scale(0.01));
    CHECK(std::accumulate(fine.pixels.begin(), fine.pixels.end(), 0.0) ==
          doctest::Approx(std::accumulate(fine.picture.begin(), fine.picture.end(), 0.0))
              .epsilon(1e-3)
              .scale(0.01));
    CHECK(std::isfinite(fine.gapPercent()));
    if (kind != "siren") CHECK(fine.gapPercent() < 10);
    const blip::NetworkInput input = head.encoder().input(test::discPicture(3), kCaption);
    CHECK(fine.output == doctest::Approx(outputOf(head, input)).epsilon(1e-4).scale(0.01));
    CHECK(fine.rows == 8);
    CHECK(fine.side == 128);
    // start and end have no part in it: they are the same in the baseline
    CHECK(fine.words.front().weight == 0);
    CHECK(fine.words.back().weight == 0);
    CHECK(fine.words.size() == 8);
  }
}

TEST_CASE("Gradient x input is the gradient at the input times the way from the baseline") {
  const test::DemoHead& head = headOf("ridge");
  const Explanation explanation = explain(head, with(ExplainMethod::Gradient));
  // moving the whole picture a little towards grey changes the output by the sum over the picture
  blip::NetworkInput input = head.encoder().input(test::discPicture(3), kCaption);
  const double before = outputOf(head, input);
  constexpr double kStep = 1e-3;
  for (float& pixel : input.pixels) pixel = static_cast<float>(pixel * (1 - kStep));
  double sum = 0;
  for (const float value : explanation.picture) sum += value;
  CHECK(sum == doctest::Approx((before - outputOf(head, input)) / kStep).epsilon(0.05).scale(0.02));
  CHECK(explanation.output == doctest::Approx(before).epsilon(1e-5).scale(0.01));
}

TEST_CASE("Occlusion agrees with covering by hand, cell by cell and word by word") {
  const test::DemoHead& head = headOf("mlp");
  for (const std::string baseline : {"grey", "blur"}) {
    CAPTURE(baseline);
    ExplainParams params = with(ExplainMethod::Occlusion);
    params.grid = 3;  // 128 is not a multiple of 3
    params.baseline = baseline;
    const Explanation explanation = explain(head, params);
    REQUIRE(explanation.picture.size() == 9);
    const blip::NetworkInput input = head.encoder().input(test::discPicture(3), kCaption);
    const std::vector<float> cover =
        baseline == "blur" ? blurred(input.pixels, 128, 8) : std::vector<float>(input.pixels.size(), 0.0F);
    const int edges[] = {0, 42, 85, 128};
    for (const int cell : {0, 5, 8}) {
      blip::NetworkInput covered = input;
      for (int c = 0; c < 3; ++c)
        for (int y = edges[cell / 3]; y < edges[cell / 3 + 1]; ++y)
          for (int x = edges[cell % 3]; x < edges[cell % 3 + 1]; ++x) {
            const auto i = static_cast<std::size_t>((c * 128 + y) * 128 + x);
            covered.pixels[i] = cover[i];
          }
      CHECK(explanation.picture[static_cast<std::size_t>(cell)] ==
            doctest::Approx(outputOf(head, input) - outputOf(head, covered)).epsilon(1e-3).scale(1e-3));
    }
    const double without = outputOf(head, head.encoder().input(test::discPicture(3), "a disc on the left"));
    REQUIRE(explanation.words[2].text == "red");
    CHECK(explanation.words[2].weight ==
          doctest::Approx(outputOf(head, input) - without).epsilon(1e-3).scale(1e-3));
    CHECK(std::isnan(explanation.attributed));
  }
}

TEST_CASE("An occlusion shows what it has so far") {
  const test::DemoHead& head = headOf("ridge");
  ExplainParams params = with(ExplainMethod::Occlusion);
  params.caption = kCaption;
  params.grid = 2;
  const auto explaining = beginExplaining(params, test::discPicture(3), head.encoder(), head.model());
  CHECK(explaining->total() == 4 + 6);
  explaining->step();
  const Explanation part = explaining->soFar();
  CHECK(std::isfinite(part.picture[0]));
  CHECK(std::isnan(part.picture[1]));
  CHECK(std::isnan(part.words[1].weight));
  CHECK_FALSE(explaining->finished());
}

TEST_CASE("Attention belongs to the caption; the randomised encoder has other rows") {
  const test::DemoHead& head = headOf("ridge");
  ExplainParams params = with(ExplainMethod::Attention);
  const Explanation explanation = explain(head, params);
  CHECK(explanation.attention.imageTokens == 65);
  CHECK(explanation.rows == 8);
  double sum = 0;
  for (const float value : explanation.picture) sum += value;
  CHECK(sum > 0);
  CHECK(sum <= 1.0001);
  params.randomised = true;
  const Explanation randomised = explain(head, params);
  CHECK(randomised.randomised);
  CHECK(randomised.picture != explanation.picture);
  const SanityCheck check = sanityCheck(explanation, randomised);
  CHECK(check.cells == 64);
  CHECK(std::abs(check.ofValues) <= 1);
}

TEST_CASE("The randomised encoder is the same for a seed") {
  const test::DemoHead& head = headOf("ridge");
  ExplainParams params = with(ExplainMethod::Gradient);
  params.randomised = true;
  const Explanation first = explain(head, params), again = explain(head, params);
  CHECK(first.picture == again.picture);
  params.seed = 2;
  CHECK(explain(head, params).picture != first.picture);
  CHECK(explain(head, with(ExplainMethod::Gradient)).picture != first.picture);
}

TEST_CASE("Image features have no words, and no attention to explain") {
  const test::DemoHead head("ridge", "image");
  const Explanation explanation = explain(head, with(ExplainMethod::Integrated));
  for (const ExplainedWord& word : explanation.words) CHECK(word.weight == 0);
  CHECK(explanation.gapPercent() < 10);
  CHECK_THROWS_AS(explain(head, with(ExplainMethod::Attention)), UsageError);
  ExplainParams occlusion = with(ExplainMethod::Occlusion);
  occlusion.grid = 2;
  CHECK(explain(head, occlusion).picture.size() == 4);
}

TEST_CASE("Parameters that make no sense are refused") {
  const test::DemoHead& head = headOf("ridge");
  const auto refused = [&](auto&& change) {
    ExplainParams params = with(ExplainMethod::Integrated);
    change(params);
    CHECK_THROWS_AS(beginExplaining(params, test::discPicture(0), head.encoder(), head.model()), UsageError);
  };
  refused([](ExplainParams& p) { p.voxels.clear(); });
  refused([](ExplainParams& p) { p.voxels = {1000}; });
  refused([](ExplainParams& p) { p.baseline = "pink"; });
  refused([](ExplainParams& p) { p.steps = 0; });
  refused([](ExplainParams& p) { p.grid = 100; });
}

TEST_CASE("A prediction is the same to the last bit, however many threads LibTorch was given meanwhile") {
  const auto predictor = openRunPredictor(headOf("ridge").run(), "cpu", 2);
  const auto predicted = [&] {
    predictor->setPicture(test::discPicture(4));  // so that nothing of the picture is kept
    predictor->setPicture(test::discPicture(3));
    return headOf("ridge").model().mask().gather(predictor->predict(kCaption).volume);
  };
  const std::vector<float> first = predicted();
  setUpTorchThreads(1);
  CHECK(predicted() == first);
  setUpTorchThreads(0);
}

TEST_CASE("A predictor explains its picture and predicts many captions as it does one") {
  const test::DemoHead& head = headOf("ridge");
  const auto predictor = openRunPredictor(head.run(), "cpu", 0);
  CHECK_THROWS_AS(predictor->explain(with(ExplainMethod::Gradient)), Error);
  predictor->setPicture(test::discPicture(3));
  ExplainParams params = with(ExplainMethod::Gradient);
  params.caption = kCaption;
  const auto explaining = predictor->explain(params);
  predictor->setPicture(test::discPicture(9));  // what was begun stays with its picture
  explaining->step();
  CHECK(explaining->soFar().picture == explain(head, params).picture);
  const auto many = predictor->predictMany({"a red disc", "a blue disc", ""});
  REQUIRE(many.size() == 3);
  CHECK(many[0].imageMs > 0);
  const auto one = predictor->predict("a blue disc");
  CHECK(one.imageMs == 0);
  for (const std::uint32_t voxel : head.model().mask().voxels)
    CHECK(many[1].volume.values[voxel] == doctest::Approx(one.volume.values[voxel]).epsilon(1e-4).scale(0.1));
  CHECK(predictor->predictMany({}).empty());
}
