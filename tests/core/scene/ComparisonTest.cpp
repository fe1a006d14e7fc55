#include "core/scene/Comparison.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using namespace vxs::scene;

TEST_CASE("the difference is measured minus predicted, NaN where either is") {
  ComparisonData data;
  const Grid grid{2, 2, 1};
  data.volumes[0] = Volume(grid, Affine(), 1.0F);
  data.volumes[1] = Volume(grid, Affine(), 0.25F);
  data.volumes[0].values[1] = std::nanf("");
  data.volumes[1].values[2] = std::nanf("");
  computeDifference(data);
  const Volume& difference = data.volumes[2];
  CHECK(difference.values[0] == 0.75F);
  CHECK(std::isnan(difference.values[1]));
  CHECK(std::isnan(difference.values[2]));
  CHECK(difference.affine == data.volumes[0].affine);
}

TEST_CASE("without one of them, or on another grid, there is no difference") {
  ComparisonData data;
  data.volumes[1] = Volume({2, 2, 1}, Affine(), 1.0F);
  computeDifference(data);
  CHECK(data.volumes[2].empty());
  data.volumes[0] = Volume({2, 1, 2}, Affine(), 1.0F);
  computeDifference(data);
  CHECK(data.volumes[2].empty());
}

TEST_CASE("a state survives its JSON, number for number") {
  ComparisonState state;
  state.crosshairRasMm = {0.1, -1.0 / 3, 1e-17};
  state.camera.position = {100.125, -2, 3};
  state.camera.viewUp = {0, 0.6, 0.8};
  state.camera.viewAngleDegrees = 12.5;
  state.scale = {"viridis", 2.7, 0.8, 0.35, {1, 2, 3}, true};
  state.convention = Convention::Radiological;
  state.smoothSlices = true;
  const std::string text = toJson(state);
  const ComparisonState again = comparisonStateFromJson(text);
  CHECK(again.crosshairRasMm == state.crosshairRasMm);
  CHECK(again.camera == state.camera);
  CHECK(again.scale.map == "viridis");
  CHECK(again.scale.nanColor == state.scale.nanColor);
  CHECK(again.convention == Convention::Radiological);
  CHECK(toJson(again) == text);
}

TEST_CASE("text that is no state is refused") {
  const auto refusal = [](const std::string& text) {
    return vxs::test::errorOf([&] { comparisonStateFromJson(text); });
  };
  CHECK(vxs::test::contains(refusal("{"), "not a comparison's state"));
  CHECK(vxs::test::contains(refusal("{\"camera\": 3}"), "not a comparison's state"));
  ComparisonState state;
  state.scale.map = "jet";
  CHECK(vxs::test::contains(refusal(toJson(state)), "unknown colour map 'jet'"));
}
