#include "core/train/LayerMaps.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::train;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

LayerMaps twoLayers(const std::filesystem::path& folder) {
  LayerMaps maps;
  maps.folder = folder;
  maps.store = "/data/store";
  maps.storeFingerprint = "feed";
  maps.maskName = "brain";
  maps.encoder = "demo encoder (pseudo-weights)";
  maps.encoderPath = "demo";
  maps.pooling = "class token";
  maps.demoEncoder = maps.syntheticSubject = true;
  maps.subject = 3;
  maps.split = "shared";
  maps.trainImages = 30;
  maps.validationImages = 10;
  maps.testImages = 20;
  maps.threshold = 0.2;
  maps.chanceThreshold = false;
  maps.mask = {{3, 2, 1}, Affine{}, {0, 1, 2, 4, 5}};
  maps.r = {{0.5F, 0.1F, kNan, 0.3F, 0.0F}, {0.1F, 0.7F, 0.2F, 0.5F, 0.0F}};
  LabelAtlas atlas{"areas", maps.mask.grid, maps.mask.affine, {1, 1, 1, 0, 2, 2}, {{1, "V1"}, {2, "V2"}}};
  judgeLayers(maps, {{0.6F, 0.3F, kNan, 0.3F, 0.1F}, {0.3F, 0.6F, kNan, 0.4F, 0.0F}}, {atlas});
  return maps;
}

}  // namespace

TEST_CASE("What is found is summarised by layer and by region") {
  const test::TempFolder folder;
  const LayerMaps maps = twoLayers(folder.path());
  CHECK(maps.judged == 3);
  CHECK(maps.below == 1);
  CHECK(maps.notFinite == 1);
  CHECK(maps.layers[0].preferredBy == 1);
  CHECK(maps.layers[1].preferredBy == 2);
  CHECK(maps.layers[0].medianR == doctest::Approx(0.3));  // of 0.5, 0.1, 0.3
  CHECK(maps.layers[1].medianR == doctest::Approx(0.5));  // of 0.1, 0.7, 0.5
  CHECK(maps.medianPreferredR == doctest::Approx(0.5));   // of 0.5, 0.7, 0.5
  REQUIRE(maps.regions.size() == 3);
  const double first = (1 * 0.36 + 2 * 0.09) / 0.45, second = (1 * 0.09 + 2 * 0.36) / 0.45,
               third = (1 * 0.09 + 2 * 0.16) / 0.25;
  CHECK(maps.regions[0].depth == doctest::Approx((first + second + third) / 3));
  CHECK(maps.regions[1].region == "V1");
  CHECK(maps.regions[1].judged == 2);
  CHECK(maps.regions[1].depth == doctest::Approx((first + second) / 2));
  CHECK(maps.regions[1].low == doctest::Approx(first + 0.25 * (second - first)));
  CHECK(maps.regions[2].depth == doctest::Approx(third));
}

TEST_CASE("A folder gives back what was written") {
  const test::TempFolder folder;
  const LayerMaps maps = twoLayers(folder / "layers");
  CHECK_FALSE(hasLayerMaps(maps.folder));
  writeLayerMaps(maps);
  CHECK(hasLayerMaps(maps.folder));
  const LayerMaps back = readLayerMaps(maps.folder);
  CHECK(back.mask.voxels == maps.mask.voxels);
  CHECK(back.preferred[0] == 1);
  CHECK(back.preferred[1] == 2);
  CHECK(std::isnan(back.preferred[2]));
  CHECK(back.depth[1] == maps.depth[1]);
  REQUIRE(back.r.size() == 2);
  CHECK(back.r[1][1] == 0.7F);
  CHECK(back.encoder == maps.encoder);
  CHECK(back.demoEncoder);
  CHECK(back.syntheticSubject);
  CHECK(back.threshold == 0.2);
  CHECK_FALSE(back.chanceThreshold);
  CHECK(back.validationImages == 10);
  CHECK(back.judged == 3);
  CHECK(back.regions[1].region == "V1");
  CHECK(back.regions[1].depth == doctest::Approx(maps.regions[1].depth));
  CHECK(back.medianPreferredR == doctest::Approx(0.5));
}

TEST_CASE("A damaged folder names its file") {
  const test::TempFolder folder;
  const LayerMaps maps = twoLayers(folder / "layers");
  writeLayerMaps(maps);
  std::filesystem::remove(maps.folder / "r-layer-02.nii.gz");
  CHECK(test::contains(test::errorOf([&] { readLayerMaps(maps.folder); }), "r-layer-02.nii.gz"));
  writeFileAtomically(maps.folder / "layers.json", "{\"magic\": \"voxelscope-layers\", \"version\": 1}");
  CHECK(test::contains(test::errorOf([&] { readLayerMaps(maps.folder); }), "layers.json"));
  writeFileAtomically(maps.folder / "layers.json", "{");
  CHECK(test::contains(test::errorOf([&] { readLayerMaps(maps.folder); }), "damaged"));
}

TEST_CASE("Of two towers the depth is the place within the preferred layer's own") {
  const test::TempFolder folder;
  LayerMaps maps = twoLayers(folder / "layers");
  maps.layers = {{"image", 1, 0, 0}, {"image", 2, 0, 0}, {"text", 1, 0, 0}, {"text", 2, 0, 0}};
  maps.r.assign(4, std::vector<float>(5, 0.2F));
  LabelAtlas atlas{"areas", maps.mask.grid, maps.mask.affine, {1, 1, 1, 0, 2, 2}, {{1, "V1"}, {2, "V2"}}};
  // voxels 0, 1, 4 prefer the image's layers, 3 the text's, 2 none
  judgeLayers(maps,
              {{0.6F, 0.3F, kNan, 0.1F, 0.5F},
               {0.3F, 0.6F, kNan, 0.1F, 0.0F},
               {0.1F, 0.1F, kNan, 0.4F, 0.1F},
               {0.1F, 0.1F, kNan, 0.8F, 0.1F}},
              {atlas});
  CHECK(maps.bothTowers());
  CHECK(layerNames(maps) == std::vector<std::string>{"image 1", "image 2", "text 1", "text 2"});
  CHECK(maps.preferred[3] == 4);
  CHECK(maps.depth[0] == doctest::Approx((1 * 0.36 + 2 * 0.09) / 0.45));      // of the image's two alone
  CHECK(maps.depth[3] == doctest::Approx(2 + (1 * 0.16 + 2 * 0.64) / 0.80));  // counted on
  CHECK(maps.layers[3].preferredBy == 1);
  REQUIRE(maps.regions.size() == 3);
  CHECK(maps.regions[2].judged == 2);  // V2: voxels 3 and 4
  CHECK(maps.regions[2].text == 1);
  CHECK(maps.regions[2].depth == doctest::Approx(1));  // of voxel 4 alone
  writeLayerMaps(maps);
  const LayerMaps back = readLayerMaps(maps.folder);
  CHECK(layerNames(back) == layerNames(maps));
  CHECK(back.regions[2].text == 1);
  CHECK(layerNames(twoLayers(folder / "one")) == std::vector<std::string>{"1", "2"});
}

TEST_CASE("A run's own layers come before its store's, and those of other responses are refused") {
  const test::TempFolder folder;
  CHECK_FALSE(readLayerMapsOf(folder / "run", folder / "store", "feed"));
  writeLayerMaps(twoLayers(folder / "store" / "layers"));
  CHECK(layerMapsFolder(folder / "run", folder / "store") == folder / "store" / "layers");
  writeLayerMaps(twoLayers(folder / "run" / "layers"));
  const auto found = readLayerMapsOf(folder / "run", folder / "store", "feed");
  REQUIRE(found);
  CHECK(found->folder == folder / "run" / "layers");
  CHECK(test::contains(test::errorOf([&] { readLayerMapsOf(folder / "run", folder / "store", "other"); }),
                       "other responses"));
}
