#include "core/scene/Slice.h"
#include "core/scene/Weights.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

const float kNan = std::nanf("");

/// The patterns of tests/reference/scene/make_clusters.py.
Volume pattern(int number) {
  Volume volume({9, 8, 7}, Affine(), 0);
  for (int z = 0; z < 7; ++z)
    for (int y = 0; y < 8; ++y)
      for (int x = 0; x < 9; ++x)
        volume.values[volume.grid.index(x, y, z)] =
            number == 0 ? static_cast<float>((7 * x + 13 * y + 5 * z + x * y * z) % 11 - 5)
                        : static_cast<float>((x * x + 3 * y + 2 * z * z + x * y) % 17 - 8);
  return volume;
}

Volume row(const std::vector<float>& values) {
  Volume volume({static_cast<int>(values.size()), 1, 1}, Affine(), 0);
  volume.values = values;
  return volume;
}

}  // namespace

TEST_CASE("clusters are those of scipy.ndimage.label") {
  std::ifstream file(VXS_TEST_REFERENCE_DIR "/scene/clusters.txt");
  REQUIRE(file.good());
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    std::istringstream words(line);
    int number = 0;
    ColorScale scale;
    words >> number >> scale.thresholdZ;
    std::vector<std::uint32_t> expected;
    std::uint32_t size = 0;
    while (words >> size) expected.push_back(size);
    REQUIRE(expected.size() == 504);
    CHECK(clusterSizes(pattern(number), scale) == expected);
    ++cases;
  }
  CHECK(cases == 4);
}

TEST_CASE("signs and missing values part clusters; a scale from zero knows no negative ones") {
  ColorScale scale;
  scale.thresholdZ = 1;
  const Volume volume = row({2, 2, -2, -2, -2, kNan, 3, 0.5F, 1});
  CHECK(clusterSizes(volume, scale) == std::vector<std::uint32_t>{2, 2, 3, 3, 3, 0, 1, 0, 1});
  scale.fromZero = true;
  CHECK(clusterSizes(volume, scale) == std::vector<std::uint32_t>{2, 2, 0, 0, 0, 0, 1, 0, 1});
}

TEST_CASE(
    "weights are evidence up to full, nothing where it is unknown, and nothing outside large clusters") {
  ColorScale scale;
  scale.thresholdZ = 1;
  const Volume overlay = row({2, 2, 0.5F, 3, 2, 2}), evidence = row({0.1F, 0.4F, 0.9F, kNan, -0.2F, 0.2F});
  CHECK(overlayWeights(overlay, scale, nullptr, 0.4).empty());
  const Volume byEvidence = overlayWeights(overlay, scale, &evidence, 0.4);
  const std::vector<float> expected{0.25F, 1, 1, 0, 0, 0.5F};
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK(byEvidence.values[i] == doctest::Approx(expected[i]));
  scale.smallestCluster = 3;
  const Volume both = overlayWeights(overlay, scale, &evidence, 0.4);
  CHECK(both.values[1] == 0);  // its cluster has two
  CHECK(both.values[2] == 0);  // below the threshold
  CHECK(both.values[5] == doctest::Approx(0.5));
  const Volume other({2, 2, 2}, Affine(), 1);
  scale.smallestCluster = 1;
  CHECK(overlayWeights(overlay, scale, &other, 0.4).empty());
}

TEST_CASE("a state says which volume is the evidence; a map is not its own") {
  ComparisonData data;
  data.ceiling = Volume({2, 2, 2}, Affine(), 0.3F);
  data.ceilingName = "noise ceiling, one trial";
  data.map.name = "r";
  ComparisonState state;
  CHECK(evidenceOf(data, state, Layer::Measured) == nullptr);
  state.evidence = Evidence::Ceiling;
  CHECK(evidenceOf(data, state, Layer::Measured) == &data.ceiling);
  CHECK(evidenceOf(data, state, Layer::Map) == &data.ceiling);
  CHECK(evidenceName(data, state, Layer::Map) == "noise ceiling, one trial");
  state.evidence = Evidence::Map;
  CHECK(evidenceOf(data, state, Layer::Measured) == nullptr);  // there is none yet
  data.volumes[indexOf(Layer::Map)] = Volume({2, 2, 2}, Affine(), 0.3F);
  CHECK(evidenceOf(data, state, Layer::Measured) == &data.volume(Layer::Map));
  CHECK(evidenceOf(data, state, Layer::Map) == nullptr);
  CHECK(evidenceName(data, state, Layer::Predicted) == "r");
}

TEST_CASE("the ceiling of n trials is ncsnr^2 / (ncsnr^2 + 1 / n)") {
  Mask mask = Mask::whole({3, 1, 1}, Affine());
  mask.voxels = {0, 2};
  const Volume one = ceilingVolume(mask, {1, 2}, 1), three = ceilingVolume(mask, {1, kNan}, 3);
  CHECK(one.values[0] == doctest::Approx(0.5));
  CHECK(one.values[2] == doctest::Approx(0.8));
  CHECK(std::isnan(one.values[1]));
  CHECK(three.values[0] == doctest::Approx(0.75));
  CHECK(std::isnan(three.values[2]));
}

TEST_CASE("a slice's overlay is as opaque as its weights say") {
  const auto one = [](const Vec3&) { return 1.0F; };
  const Volume gray = phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0}, one);
  const Volume overlay = phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0}, one);
  const Volume weights = phantom({}, {4, 4, 4}, {1, 1, 1}, {0, 0, 0}, [](const Vec3& p) {
    return p[0] < -1 ? 0.0F : p[0] < 0 ? 0.5F : 1.0F;
  });
  ColorScale scale;
  scale.range = 1;
  const auto g = SliceGeometry::covering(gray, Plane::Axial, Convention::Neurological, 0.5);
  const RgbaImage image = renderSlice(g, {&gray, &overlay, scale, false, &weights});
  const Rgb full = colorMap("blue-red").at(1);
  CHECK(int(image.pixels[1]) == 185);
  CHECK(std::abs(image.pixels[4 + 1] - (185 + full[1]) / 2) <= 2);
  CHECK(std::abs(image.pixels[8 + 1] - full[1]) <= 1);
  const RgbaImage bare = renderSlice(g, {nullptr, &overlay, scale, false, &weights});
  CHECK(int(bare.pixels[3]) == 0);
  CHECK(std::abs(bare.pixels[4 + 3] - 128) <= 1);
}
