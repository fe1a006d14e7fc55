#include "tests/models/heads/Pseudo.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::heads;
using namespace vxs::heads::test;

namespace {

struct Spread {
  double largest, deviation;
};

Spread spread(const HeadModule& head, const std::string& name) {
  const at::Tensor values = head.named_parameters()[name];
  return {values.abs().max().item<double>(), values.std().item<double>()};
}

HeadOptions options(const char* convention) {
  HeadOptions result = smallOptions("siren", convention);
  result.tokens = 32;
  result.width = 8;
  result.hidden = 256;
  result.voxels.resize(800);
  std::iota(result.voxels.begin(), result.voxels.end(), 0U);
  result.grid = {20, 20, 20};
  return result;
}

/// Uniform on +-bound: never beyond it, nearly reaching it, deviation bound / sqrt(3).
void checkUniform(const Spread& s, double bound) {
  CHECK(s.largest <= bound);
  CHECK(s.largest > 0.95 * bound);
  CHECK(s.deviation == doctest::Approx(bound / std::sqrt(3.0)).epsilon(0.05));
}

}  // namespace

TEST_CASE("official SIREN starts with Sitzmann's bounds") {
  const auto head = makeHead(options("official"));
  checkUniform(spread(*head, "first.weight"), 1.0 / 32);
  checkUniform(spread(*head, "hidden.weight"), std::sqrt(6.0 / 256) / 30);
  checkUniform(spread(*head, "last.weight"), std::sqrt(6.0 / 256) / 30);
  checkUniform(spread(*head, "first.bias"), 1 / std::sqrt(32.0));
}

TEST_CASE("lucid SIREN starts without the factor of w0") {
  const auto head = makeHead(options("lucid"));
  checkUniform(spread(*head, "first.weight"), 1.0 / 32);
  checkUniform(spread(*head, "first.bias"), 1.0 / 32);
  checkUniform(spread(*head, "hidden.weight"), std::sqrt(6.0 / 256));
  checkUniform(spread(*head, "hidden.bias"), std::sqrt(6.0 / 256));
  checkUniform(spread(*head, "last.weight"), std::sqrt(6.0 / 256));
}
