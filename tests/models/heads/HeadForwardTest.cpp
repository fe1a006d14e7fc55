#include "tests/models/heads/Pseudo.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <utility>

using namespace vxs;
using namespace vxs::heads;
using namespace vxs::heads::test;

namespace {

constexpr double kTolerance = 1e-7;  // the reference is written with nine digits

HeadOptions cnnOptions(const nlohmann::json& expected) {
  HeadOptions options = smallOptions("cnn");
  options.width = 768;
  options.voxels = expected.at("voxels").get<std::vector<std::uint32_t>>();
  return options;
}

}  // namespace

TEST_CASE("MLP and both SIREN conventions give PyTorch's values") {
  const nlohmann::json expected = reference();
  const at::Tensor features = pseudoTensor("features", {2, 4, 6});
  const auto difference = [&](const HeadOptions& options, const char* key) {
    const auto head = makeHead(options);
    fillByName(*head);
    const at::Tensor values = head->forward(features);
    CHECK(values.sizes() == at::IntArrayRef({2, 13}));
    return largestDifference(values, expected.at(key));
  };
  CHECK(difference(smallOptions("mlp"), "mlp") < kTolerance);
  CHECK(difference(smallOptions("siren", "lucid"), "siren-lucid") < kTolerance);
  CHECK(difference(smallOptions("siren", "official"), "siren-official") < kTolerance);
  CHECK(difference(smallOptions("siren", "official"), "siren-lucid") > 0.01);
}

TEST_CASE("a dense readout leads from every output of every query to every voxel") {
  HeadOptions options = smallOptions("mlp");
  options.readout = "dense";
  const auto head = makeHead(options);
  fillByName(*head);
  const at::Tensor features = pseudoTensor("features", {1, 4, 6});
  const at::Tensor values = head->forward(features);
  REQUIRE(values.sizes() == at::IntArrayRef({1, 13}));
  auto p = head->named_parameters();
  REQUIRE(p["readout.dense.weight"].sizes() == at::IntArrayRef({13, 6 * kDenseOutputs}));
  const auto x = features.accessor<double, 3>();
  const auto w1 = p["first.weight"].accessor<double, 2>(), w2 = p["second.weight"].accessor<double, 2>(),
             w3 = p["readout.dense.weight"].accessor<double, 2>();
  const auto b1 = p["first.bias"].accessor<double, 1>(), b2 = p["second.bias"].accessor<double, 1>(),
             b3 = p["readout.dense.bias"].accessor<double, 1>();
  for (int v = 0; v < 13; ++v) {
    double sum = b3[v];
    for (int q = 0; q < 6; ++q)
      for (int d = 0; d < kDenseOutputs; ++d) {
        double output = b2[d];
        for (int h = 0; h < 5; ++h) {
          double unit = b1[h];
          for (int t = 0; t < 4; ++t) unit += w1[h][t] * x[0][t][q];
          output += w2[d][h] * std::max(0.0, unit);
        }
        sum += w3[v][q * kDenseOutputs + d] * output;
      }
    CAPTURE(v);
    CHECK(values[0][v].item<double>() == doctest::Approx(sum));
  }
}

TEST_CASE("the CNN gives PyTorch's values, scored and training") {
  const nlohmann::json expected = reference().at("cnn");
  const HeadOptions options = cnnOptions(expected);
  const at::Tensor features = pseudoTensor("features", {2, 4, 768});
  const auto head = makeHead(options);
  fillByName(*head);
  head->eval();
  CHECK(largestDifference(head->forward(features), expected.at("eval")) < kTolerance);
  head->train();
  CHECK(largestDifference(head->forward(features), expected.at("train")) < kTolerance);
}

TEST_CASE("a seed gives the same head again, another seed another") {
  HeadOptions options = smallOptions("mlp");
  const at::Tensor features = pseudoTensor("features", {2, 4, 6}).to(at::kFloat);
  const auto first = makeHead(options)->forward(features);
  CHECK(at::equal(first, makeHead(options)->forward(features)));
  options.seed = 2;
  CHECK(!at::equal(first, makeHead(options)->forward(features)));
}

TEST_CASE("the small start leaves outputs near 0 and everything trainable") {
  const std::pair<const char*, const char*> heads[] = {
      {"mlp", "joined"}, {"siren", "joined"}, {"cnn", "joined"}, {"mlp", "dense"}, {"siren", "dense"}};
  for (const auto& [kind, readout] : heads) {
    CAPTURE(kind);
    CAPTURE(readout);
    HeadOptions options = smallOptions(kind);
    options.readout = readout;
    options.width = 768;
    options.smallOutput = true;
    const auto head = makeHead(options);
    const at::Tensor values = head->forward(pseudoTensor("features", {2, 4, 768}).to(at::kFloat));
    CHECK(values.abs().max().item<double>() < 0.25);
    values.square().sum().backward();
    for (const auto& item : head->named_parameters()) {
      CAPTURE(item.key());
      CHECK(item.value().grad().defined());
    }
  }
}

TEST_CASE("what cannot be built is refused by name") {
  const auto refusal = [](HeadOptions options) { return vxs::test::errorOf([&] { makeHead(options); }); };
  HeadOptions options = smallOptions("perceptron");
  CHECK(refusal(options) == "unknown head 'perceptron': use mlp, siren, cnn or ridge");
  CHECK(vxs::test::contains(refusal(smallOptions("siren", "mine")), "unknown SIREN convention 'mine'"));
  options = smallOptions("mlp");
  options.readout = "wide";
  CHECK(refusal(options) == "unknown readout 'wide': use joined or dense");
  options = smallOptions("siren");
  options.readout = "dense";
  options.width = 768;
  options.voxels.resize(699192);
  CHECK(vxs::test::contains(refusal(options), "a dense readout to 699192 voxels is too large to train"));
  CHECK(refusal(smallOptions("cnn")) == "the CNN head needs features of width 768, these have 6");
  options = smallOptions("mlp");
  options.voxels.clear();
  CHECK(refusal(options) == "a head needs at least one voxel to predict");
}
