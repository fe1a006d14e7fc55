#include "tests/models/heads/Pseudo.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::heads;
using namespace vxs::heads::test;

namespace {

/// Backpropagation held against central differences in double at a few places of every parameter and of the
/// input.
void compareGradients(HeadModule& head, const at::Tensor& features) {
  const at::Tensor weights = pseudoTensor("weights of the sum", head.forward(features).sizes());
  const auto objective = [&] { return (head.forward(features) * weights).sum(); };
  features.requires_grad_(true);
  head.zero_grad();
  objective().backward();
  const auto check = [&](const std::string& name, at::Tensor values) {
    const at::Tensor gradient = values.grad().flatten();
    const std::int64_t count = values.numel();
    for (std::int64_t k = 0; k < std::min<std::int64_t>(count, 5); ++k) {
      const std::int64_t i = (k * 7919) % count;
      const torch::NoGradGuard measuring;
      double& place = values.data_ptr<double>()[i];
      const double start = place, step = 1e-6 * std::max(1.0, std::abs(start));
      place = start + step;
      const double above = objective().item<double>();
      place = start - step;
      const double below = objective().item<double>();
      place = start;
      const double expected = (above - below) / (2 * step);
      CAPTURE(name);
      CAPTURE(i);
      CHECK(gradient[i].item<double>() == doctest::Approx(expected).epsilon(1e-4).scale(1.0));
    }
  };
  for (auto& item : head.named_parameters()) check(item.key(), item.value());
  check("features", features);
}

}  // namespace

TEST_CASE("gradients of MLP and SIREN agree with finite differences") {
  for (const char* kind : {"mlp", "lucid", "official"}) {
    CAPTURE(kind);
    const bool mlp = std::string(kind) == "mlp";
    const auto head = makeHead(mlp ? smallOptions("mlp") : smallOptions("siren", kind));
    fillByName(*head);
    compareGradients(*head, pseudoTensor("features", {2, 4, 6}));
  }
}

TEST_CASE("gradients through a dense readout agree with finite differences") {
  for (const char* kind : {"mlp", "siren"}) {
    CAPTURE(kind);
    HeadOptions options = smallOptions(kind);
    options.readout = "dense";
    const auto head = makeHead(options);
    fillByName(*head);
    compareGradients(*head, pseudoTensor("features", {2, 4, 6}));
  }
}

TEST_CASE("gradients of the CNN agree with finite differences, scored") {
  HeadOptions options = smallOptions("cnn");
  options.width = 768;
  const auto head = makeHead(options);
  fillByName(*head);
  head->eval();
  compareGradients(*head, pseudoTensor("features", {1, 4, 768}));
}
