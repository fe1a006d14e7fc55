#include "core/train/LayerFit.h"

#include "core/base/Error.h"
#include "core/metrics/LayerPreference.h"
#include "tests/core/train/LayerSubject.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using namespace vxs::train;
using test::LayerSubject;

TEST_CASE("A voxel prefers the layer that its responses were made from") {
  const test::TempFolder folder;
  const LayerSubject subject(folder.path());
  const TrainingData data(subject.store, "vision-layers");
  Progress quiet;
  const Split split = splitByImage(data.images(), "shared", 1);
  const LayerCorrelations found = correlateLayers(data, split, LayerSubject::kLayers, quiet);
  REQUIRE(found.validation.size() == 4);
  LayerMaps maps;
  maps.mask = data.store().mask();
  maps.r = found.test;
  maps.threshold = 0.4;
  judgeLayers(maps, found.validation, data.store().atlases());
  std::int64_t judged = 0;
  for (std::size_t v = 0; v < LayerSubject::kVoxels; ++v) {
    CAPTURE(v);
    const int layer = LayerSubject::layerOf(v);
    if (layer == 0) {
      CHECK(std::isnan(maps.preferred[v]));  // noise: |r| stays far below 0.4 over 90 validation images
      continue;
    }
    if (std::isnan(maps.preferred[v])) continue;  // few of its weights happened to be large
    ++judged;
    CHECK(maps.preferred[v] == layer);
    CHECK(std::abs(maps.depth[v] - static_cast<float>(layer)) < 0.6F);
    for (std::size_t other = 0; other < 4; ++other)
      if (static_cast<int>(other) + 1 != layer)
        CHECK(maps.r[other][v] < maps.r[static_cast<std::size_t>(layer - 1)][v]);
  }
  CHECK(judged >= 40);
  CHECK(maps.judged == judged);
  CHECK(maps.medianPreferredR > 0.5);
  REQUIRE(maps.regions.size() == 5);
  CHECK(maps.regions[0].region == "all");
  for (int layer = 1; layer <= 4; ++layer) {
    const LayerRegion& region = maps.regions[static_cast<std::size_t>(layer)];
    CHECK(region.region == "of layer " + std::to_string(layer));
    CHECK(region.voxels == 12);
    CHECK(std::abs(region.depth - layer) < 0.35);
    CHECK(region.low <= region.high);
  }
}

TEST_CASE("Test images take no part in the choice") {
  // what the split calls test images may be anything: the validation correlations stay the same
  const test::TempFolder folder;
  const LayerSubject subject(folder.path());
  const TrainingData data(subject.store, "vision-layers");
  Progress quiet;
  Split split = splitByImage(data.images(), "shared", 1);
  const LayerCorrelations whole = correlateLayers(data, split, LayerSubject::kLayers, quiet);
  split.test.resize(20);
  const LayerCorrelations few = correlateLayers(data, split, LayerSubject::kLayers, quiet);
  CHECK(few.validation == whole.validation);
  CHECK(few.test != whole.test);
}

TEST_CASE("Features that are no layers of equal size are refused, and a fit can be cancelled") {
  const test::TempFolder folder;
  const LayerSubject subject(folder.path(), 1.0, 40);
  const TrainingData data(subject.store, "vision-layers");
  Progress quiet;
  const Split split = splitByImage(data.images(), "shared", 1);
  CHECK_THROWS_AS(correlateLayers(data, split, 5, quiet), Error);
  struct Stopped : Progress {
    bool cancelled() const override { return true; }
  } stopped;
  CHECK_THROWS_AS(correlateLayers(data, split, 4, stopped), Cancelled);
}
