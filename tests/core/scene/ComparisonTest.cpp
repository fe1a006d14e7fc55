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

TEST_CASE("3-D draws the underlay within the brain, and all of it where the brain is not known") {
  ComparisonData data;
  const Grid grid{2, 2, 1};
  data.underlay = Volume(grid, Affine(), 5.0F);
  data.volumes[0] = Volume(grid, Affine(), 1.0F);
  CHECK(underlayOfBrain(data).values == std::vector<float>(4, 5.0F));
  CHECK(&extentOf(data, Layer::Measured) == &data.underlay);
  Volume brain(grid, Affine(), 0.0F);
  brain.values[2] = 1;
  data.brain = std::make_shared<const Volume>(brain);
  CHECK(underlayOfBrain(data).values == std::vector<float>{0, 0, 5, 0});
  CHECK(&extentOf(data, Layer::Measured) == data.brain.get());
  CHECK(framedPart(data.brain.get(), data.underlay).values == brain.values);
  CHECK(framedPart(nullptr, data.underlay).values == std::vector<float>(4, 1.0F));  // its head
  CHECK(framedPart(nullptr, {}).empty());
  data.underlay = Volume({2, 1, 2}, Affine(), 5.0F);  // another grid
  CHECK(underlayOfBrain(data).values == std::vector<float>(4, 5.0F));
}

TEST_CASE("a state survives its JSON, number for number") {
  ComparisonState state;
  state.crosshairRasMm = {0.1, -1.0 / 3, 1e-17};
  state.camera.position = {100.125, -2, 3};
  state.camera.viewUp = {0, 0.6, 0.8};
  state.camera.viewAngleDegrees = 12.5;
  state.camera.frameAspect = 1.3;
  state.scale = {"viridis", 2.7, 0.8, 0.35, {1, 2, 3}, true};
  state.mapScale = {"inferno", 0.6, 0.05, 0.9, {4, 5, 6}, false, true};
  state.convention = Convention::Radiological;
  state.smoothSlices = true;
  state.pairMode = PairMode::Fade;
  state.pairAmount = 0.3;
  state.evidence = Evidence::Ceiling;
  state.evidenceFull = 0.45;
  state.scale.smallestCluster = 20;
  state.outlineAtlas = "prf-visualrois";
  state.cutout = CutoutSide::Anterior;
  state.maximumIntensity = true;
  state.mosaic = {Plane::Sagittal, 12, 4.5};
  const std::string text = toJson(state);
  const ComparisonState again = comparisonStateFromJson(text);
  CHECK(again.crosshairRasMm == state.crosshairRasMm);
  CHECK(again.camera == state.camera);
  CHECK(again.scale.map == "viridis");
  CHECK(again.scale.nanColor == state.scale.nanColor);
  CHECK(again.pairMode == PairMode::Fade);
  CHECK(again.evidence == Evidence::Ceiling);
  CHECK(again.outlineAtlas == "prf-visualrois");
  CHECK(again.cutout == CutoutSide::Anterior);
  CHECK(again.maximumIntensity);
  CHECK(again.mosaic == state.mosaic);
  CHECK(again.mapScale == state.mapScale);
  CHECK(again.scale == state.scale);
  CHECK(&again.scaleOf(Layer::Map) == &again.mapScale);
  CHECK(&again.scaleOf(Layer::Second) == &again.scale);
  CHECK(again.convention == Convention::Radiological);
  CHECK(toJson(again) == text);
}

TEST_CASE("a state that an older version wrote is read") {
  // as 0.1.0's first figures carry it
  const ComparisonState state = comparisonStateFromJson(
      R"({"camera":{"focalPoint":[0,0,0],"position":[0,-300,0],"viewAngleDegrees":30,"viewUp":[0,0,1]},)"
      R"("convention":"neurological","crosshairRasMm":[1,2,3],"scale":{"map":"blue-red","nanColor":[128,128,128],)"
      R"("opacity":1,"range":2.1,"showNan":false,"thresholdZ":0.63},"smoothSlices":false})");
  CHECK(state.scale.range == 2.1);
  CHECK(state.camera.frameAspect == 1);
  CHECK(!state.scale.fromZero);
  CHECK(state.mapScale == ColorScale::forMaps());
}

TEST_CASE("every layer says where it comes from and whose marks it carries") {
  ComparisonData data;
  data.subjectLine = "subject";
  data.modelLine = "first";
  data.secondLine = "second";
  data.map = {"r", "first, report metric, 12 test images", "Pearson r", false};
  data.demoEncoder = true;
  CHECK(data.source(Layer::Measured) == "subject");
  CHECK(data.source(Layer::Difference) == "first");
  CHECK(data.source(Layer::Second) == "second");
  CHECK(data.source(Layer::Map) == data.map.provenance);
  CHECK(data.title(Layer::Map) == "r");
  CHECK(data.title(Layer::Second) == "Second model");
  CHECK(data.runOf(Layer::Predicted).empty());  // there is one run
  data.firstRun = "run-1";
  data.secondRun = "run-2";
  CHECK(data.runOf(Layer::Predicted) == "run-1");
  CHECK(data.runOf(Layer::Second) == "run-2");
  CHECK(data.runOf(Layer::Measured).empty());
  CHECK(!data.isFromDemoEncoder(Layer::Measured));
  CHECK(data.isFromDemoEncoder(Layer::Difference));
  CHECK(!data.isFromDemoEncoder(Layer::Second));
  CHECK(!data.isFromDemoEncoder(Layer::Map));
}

TEST_CASE("text that is no state is refused, naming what is wrong in plain words") {
  const auto refusal = [](const std::string& text) {
    return vxs::test::errorOf([&] { comparisonStateFromJson(text); });
  };
  const auto with = [](const std::string& from, const std::string& to) {
    std::string text = toJson(ComparisonState());
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
  };
  const auto check = [&](const std::string& text, const std::string& word) {
    const std::string said = refusal(text);
    CAPTURE(said);
    CHECK(said.starts_with("the state of the view is damaged: "));
    CHECK(vxs::test::contains(said, word));
    CHECK(!vxs::test::contains(said, "json."));
  };
  check("{", "no JSON object");
  check("[3]", "no JSON object");
  check("{}", "'crosshairRasMm' is missing");
  check(with("\"camera\":{", "\"camera\":3,\"other\":{"), "'camera' is missing or not what it should be");
  check(with("\"range\":", "\"rage\":"), "'range' is missing");
  check(with("\"pairMode\":\"side by side\"", "\"pairMode\":\"upside down\""),
        "'upside down' is no pairMode");
  check(with("\"pairMode\":\"side by side\"", "\"pairMode\":4"), "'pairMode'");
  check(with("\"pairAmount\":", "\"pairAmount\":\"half\",\"other\":"), "'pairAmount'");
  check(with("\"frameAspect\":1.0", "\"frameAspect\":0"), "'frameAspect'");
  check(with("\"mosaic\":{", "\"mosaic\":7,\"other\":{"), "'mosaic'");
  ComparisonState state;
  state.scale.map = "jet";
  CHECK(vxs::test::contains(refusal(toJson(state)), "unknown colour map 'jet'"));
}
