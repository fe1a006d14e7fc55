#include "models/heads/Ridge.h"
#include "tests/models/heads/Pseudo.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <limits>

using namespace vxs;
using namespace vxs::heads;
using namespace vxs::heads::test;
using vxs::test::contains;
using vxs::test::errorOf;

namespace {

/// The problem of make_heads_reference.py's ridge(name, ...).
struct Problem {
  std::int64_t rows, features, voxels;
  std::vector<float> x, y, repeats, fresh;

  Problem(const std::string& name, std::int64_t n, std::int64_t p, std::int64_t v)
      : rows(n), features(p), voxels(v) {
    const at::Tensor strong =
        at::matmul(pseudoTensor(name + ".scores", {n, 3}), pseudoTensor(name + ".loadings", {3, p}));
    const at::Tensor inputs = strong + 0.3 * pseudoTensor(name + ".x", {n, p});
    const at::Tensor scale = at::pow(3.0, at::arange(v, at::kDouble) - 3);
    const at::Tensor truth = pseudoTensor(name + ".truth", {p, v}) * scale;
    const at::Tensor odd = at::arange(p, at::kDouble).remainder(2);
    const at::Tensor outputs = at::matmul(strong + inputs * odd, truth) / std::sqrt(static_cast<double>(p)) +
                               pseudoTensor(name + ".noise", {n, v}) + 0.3;
    x = toFloats(inputs);
    y = toFloats(outputs);
    repeats = toFloats(((pseudoTensor(name + ".repeats", {n}) + 1) * 1.499 + 1).floor());
    fresh = toFloats(pseudoTensor(name + ".fresh", {3, p}));
  }

  static std::vector<float> toFloats(const at::Tensor& tensor) {
    const at::Tensor dense = tensor.to(at::kFloat).contiguous();
    return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
  }
  RidgeData data() const {
    return {rows, features, voxels, x, repeats, [this](std::int64_t first, std::int64_t count) {
              std::vector<float> block;
              for (std::int64_t i = 0; i < rows; ++i)
                for (std::int64_t v = first; v < first + count; ++v)
                  block.push_back(y[static_cast<std::size_t>(i * voxels + v)]);
              return block;
            }};
  }
  RidgeModel fit(std::vector<double> alphas = {}) const {
    Progress silent;
    return fitRidge(data(), silent, std::move(alphas));
  }
  std::span<const float> freshRow(std::size_t i) const {
    const auto p = static_cast<std::size_t>(features);
    return std::span(fresh).subspan(i * p, p);
  }
};

void compare(const std::string& name, std::int64_t n, std::int64_t p) {
  const nlohmann::json expected = reference().at("ridge-" + name);
  const Problem problem(name, n, p, 5);
  const RidgeModel model = problem.fit(expected.at("alphas").get<std::vector<double>>());
  const auto chosen = expected.at("chosen").get<std::vector<double>>();
  for (std::size_t v = 0; v < 5; ++v) CHECK(model.alpha[v] == doctest::Approx(chosen[v]).epsilon(1e-4));
  for (std::size_t i = 0; i < 3; ++i) {
    const std::vector<float> prediction = model.predict(problem.freshRow(i));
    for (std::size_t v = 0; v < 5; ++v) {
      CAPTURE(i);
      CAPTURE(v);
      CHECK(prediction[v] ==
            doctest::Approx(expected.at("predictions")[i][v].get<double>()).epsilon(1e-3).scale(1.0));
    }
  }
}

}  // namespace

TEST_CASE("penalties and predictions are scikit-learn's with brute-force GCV, more rows than features") {
  compare("primal", 40, 6);
}

TEST_CASE("penalties and predictions are scikit-learn's with brute-force GCV, more features than rows") {
  compare("dual", 24, 60);
}

TEST_CASE("repeats weigh like rows written twice, at a given penalty") {
  const Problem once("twice", 12, 4, 2);
  Problem weighted = once, doubled = once;
  for (float& k : weighted.repeats) k = 2;
  for (float& k : doubled.repeats) k = 1;
  doubled.rows = 24;
  for (auto* values : {&doubled.x, &doubled.y, &doubled.repeats})
    values->insert(values->end(), values->begin(), values->begin() + std::ptrdiff_t(values->size()));
  const auto a = weighted.fit({0.1}).predict(once.freshRow(0)), b = doubled.fit({0.1}).predict(once.freshRow(0));
  for (std::size_t v = 0; v < 2; ++v) CHECK(a[v] == doctest::Approx(b[v]).epsilon(1e-4));
}

TEST_CASE("a constant voxel and a constant feature cost nothing and predict the mean") {
  Problem problem("primal", 40, 6, 5);
  for (std::size_t i = 0; i < 40; ++i) {
    problem.y[i * 5 + 2] = 0.75F;
    problem.x[i * 6 + 1] = 4;
  }
  const RidgeModel model = problem.fit();
  CHECK(model.scale[1] == 0);
  CHECK(model.predict(problem.freshRow(0))[2] == doctest::Approx(0.75));
  CHECK(std::isfinite(model.predict(problem.freshRow(0))[0]));
}

TEST_CASE("pure noise takes a heavy penalty, a clean signal a light one") {
  Problem problem("primal", 40, 6, 2);
  const std::vector<double> noise = pseudo("nothing to see", 40);
  for (std::size_t i = 0; i < 40; ++i) {
    problem.y[i * 2] = static_cast<float>(noise[i]);
    problem.y[i * 2 + 1] = 2 * problem.x[i * 6] - problem.x[i * 6 + 5];
  }
  const RidgeModel model = problem.fit();
  CHECK(model.alpha[0] > 100 * model.alpha[1]);
}

TEST_CASE("refusals") {
  Problem problem("primal", 40, 6, 5);
  problem.x[7] = std::numeric_limits<float>::quiet_NaN();
  CHECK(contains(errorOf([&] { problem.fit(); }), "features hold values that are not finite"));
  const Problem two("primal", 2, 6, 5);
  CHECK(contains(errorOf([&] { two.fit(); }), "at least 3 training images, there are 2"));
  const RidgeModel model = Problem("primal", 40, 6, 5).fit();
  CHECK(errorOf([&] { model.predict(std::vector<float>(5)); }) == "ridge expects 6 features, got 5");
  struct Stopped : Progress {
    bool cancelled() const override { return true; }
  } stopped;
  CHECK_THROWS_AS(fitRidge(Problem("primal", 40, 6, 5).data(), stopped), Cancelled);
}
