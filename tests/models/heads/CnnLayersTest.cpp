#include "models/heads/CnnHead.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace vxs;
using namespace vxs::heads;

namespace {

HeadOptions reportOptions() {
  HeadOptions options;
  options.kind = "cnn";
  options.grid = {81, 104, 83};
  options.voxels = {0, 349'596, 699'191};
  return options;
}

}  // namespace

// The rows of the report's table of layers.
TEST_CASE("at subj01's grid the CNN has the report's layers, row by row") {
  CnnHeadImpl head(reportOptions());
  const std::vector<LayerRow> rows = head.describeLayers();
  const std::vector<LayerRow> expected = {
      {"Conv2d-1", {64, 32, 24}, 18'496},          {"BatchNorm2d-2", {64, 32, 24}, 128},
      {"Conv2d-3", {128, 32, 24}, 73'856},         {"BatchNorm2d-4", {128, 32, 24}, 256},
      {"Conv2d-5", {256, 32, 24}, 295'168},        {"BatchNorm2d-6", {256, 32, 24}, 512},
      {"ConvTranspose2d-7", {128, 64, 48}, 295'040}, {"BatchNorm2d-8", {128, 64, 48}, 256},
      {"ConvTranspose2d-9", {81, 128, 96}, 93'393},  {"BatchNorm2d-10", {81, 128, 96}, 162},
      {"Linear-11", {81, 96, 104}, 13'416},        {"Linear-12", {81, 104, 83}, 8'051},
  };
  REQUIRE(rows.size() == expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(rows[i].name == expected[i].name);
    CHECK(rows[i].shape == expected[i].shape);
    CHECK(rows[i].parameters == expected[i].parameters);
  }
}

TEST_CASE("the CNN at subj01's grid has 798,734 parameters") {
  const CnnHeadImpl head(reportOptions());
  CHECK(parameterCount(head) == 798'734);
}

TEST_CASE("the voxels are read from the predicted grid, x fastest") {
  HeadOptions options = reportOptions();
  options.grid = {4, 5, 6};
  options.voxels = {0, 1, 4, 20, 119};
  CnnHeadImpl head(options);
  head.eval();
  const torch::NoGradGuard reading;
  const at::Tensor features = torch::rand({2, 32, 768});
  const at::Tensor grid = head.forwardGrid(features), values = head.forward(features);
  CHECK(grid.sizes() == at::IntArrayRef({2, 4, 5, 6}));
  const auto same = [&](int i, int x, int y, int z) {
    return at::equal(values.select(1, i), grid.select(1, x).select(1, y).select(1, z));
  };
  CHECK(same(0, 0, 0, 0));
  CHECK(same(1, 1, 0, 0));
  CHECK(same(2, 0, 1, 0));
  CHECK(same(3, 0, 0, 1));
  CHECK(same(4, 3, 4, 5));
}

TEST_CASE("describing the layers leaves mode and statistics alone") {
  CnnHeadImpl head(reportOptions());
  head.train();
  const at::Tensor before = head.named_buffers()["norm1.running_var"].clone();
  head.describeLayers();
  CHECK(head.is_training());
  CHECK(at::equal(before, head.named_buffers()["norm1.running_var"]));
}
