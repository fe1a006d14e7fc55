#include "tests/models/heads/Pseudo.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

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
  for (const char* kind : {"mlp", "siren", "cnn"}) {
    CAPTURE(kind);
    HeadOptions options = smallOptions(kind);
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
  const auto refusal = [](HeadOptions options) {
    return vxs::test::errorOf([&] { makeHead(options); });
  };
  HeadOptions options = smallOptions("perceptron");
  CHECK(refusal(options) == "unknown head 'perceptron': use mlp, siren, cnn or ridge");
  CHECK(vxs::test::contains(refusal(smallOptions("siren", "mine")), "unknown SIREN convention 'mine'"));
  CHECK(refusal(smallOptions("cnn")) == "the CNN head needs features of width 768, these have 6");
  options = smallOptions("mlp");
  options.voxels.clear();
  CHECK(refusal(options) == "a head needs at least one voxel to predict");
}
