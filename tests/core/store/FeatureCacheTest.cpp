#include "core/store/FeatureCache.h"

#include "core/base/AtomicFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace vxs;
using store::FeatureCache;
using store::FeatureCacheInfo;
using store::FeatureKey;

namespace {

FeatureCacheInfo demoInfo(const std::string& fingerprint = "0123") {
  return {"demo (pseudo-weights)", "demo", fingerprint, "multimodal", true, 2, 3};
}

std::vector<float> block(float first) {
  return {first, first + 1, first + 2, -first, 0.5F, 1e-20F};
}

std::vector<float> valuesOf(const FeatureCache& cache, const FeatureKey& key) {
  const auto values = cache.features(key);
  return {values.begin(), values.end()};
}

void fill(const std::filesystem::path& folder, int count) {
  FeatureCache cache = FeatureCache::openOrCreate(folder, demoInfo());
  for (int i = 0; i < count; ++i) cache.append({100 + i, i % 2}, block(static_cast<float>(i)));
}

}  // namespace

TEST_CASE("features come back exactly, while the cache grows and when it is opened again") {
  const test::TempFolder folder;
  {
    FeatureCache cache = FeatureCache::openOrCreate(folder.path(), demoInfo());
    CHECK(cache.keys().empty());
    cache.append({7, 0}, block(1));
    CHECK(valuesOf(cache, {7, 0}) == block(1));
    cache.append({7, 1}, block(2));
    cache.append({7, 0}, block(9));  // there already: kept
    CHECK(valuesOf(cache, {7, 1}) == block(2));
    CHECK(valuesOf(cache, {7, 0}) == block(1));
  }
  const FeatureCache cache = FeatureCache::open(folder.path(), "multimodal");
  CHECK((cache.keys() == std::vector<FeatureKey>{{7, 0}, {7, 1}}));
  CHECK(valuesOf(cache, {7, 1}) == block(2));
  CHECK(cache.info().encoder == "demo (pseudo-weights)");
  CHECK(cache.info().encoderPath == "demo");
  CHECK(cache.info().demo);
  CHECK(cache.info().tokens == 2);
  CHECK(cache.info().width == 3);
  CHECK_FALSE(cache.contains({8, 0}));
  CHECK(test::contains(test::errorOf([&] { cache.features({8, 0}); }), "no features of image 8, caption 0"));
}

TEST_CASE("a crash at any byte loses at most the last block, and the fill goes on to the same files") {
  const test::TempFolder whole;
  fill(whole.path(), 4);
  const std::string name = "features/multimodal-0123/";
  const std::string blocks = readFile(whole / (name + "blocks.f32")),
                    index = readFile(whole / (name + "index.bin"));
  REQUIRE(blocks.size() == 4 * 24);
  REQUIRE(index.size() == 4 * 8);
  for (const auto& [blockBytes, indexBytes, left] : {std::tuple{96, 24, 3},
                                                     {80, 24, 3},
                                                     {80, 32, 3},
                                                     {96, 29, 3},
                                                     {71, 24, 2},
                                                     {96, 0, 0},
                                                     {0, 32, 0},
                                                     {5, 3, 0}}) {
    CAPTURE(blockBytes);
    CAPTURE(indexBytes);
    const test::TempFolder folder;
    fill(folder.path(), 4);
    std::filesystem::resize_file(folder / (name + "blocks.f32"), static_cast<std::uintmax_t>(blockBytes));
    std::filesystem::resize_file(folder / (name + "index.bin"), static_cast<std::uintmax_t>(indexBytes));
    CHECK(FeatureCache::open(folder.path(), "multimodal").keys().size() == static_cast<std::size_t>(left));
    fill(folder.path(), 4);
    CHECK(readFile(folder / (name + "blocks.f32")) == blocks);
    CHECK(readFile(folder / (name + "index.bin")) == index);
  }
}

TEST_CASE("a cache is opened for what it was made for") {
  const test::TempFolder folder;
  CHECK(test::contains(test::errorOf([&] { FeatureCache::open(folder.path(), "image"); }),
                       "fill them with 'voxelscope-cli features"));
  fill(folder.path(), 1);
  FeatureCacheInfo wider = demoInfo();
  wider.width = 4;
  CHECK(test::contains(test::errorOf([&] { FeatureCache::openOrCreate(folder.path(), wider); }),
                       "holds features of 2 x 3, the encoder gives 2 x 4"));
  FeatureCache reading = FeatureCache::open(folder.path(), "multimodal");
  CHECK(test::contains(test::errorOf([&] { reading.append({1, 0}, block(0)); }), "reading only"));
  FeatureCache other = FeatureCache::openOrCreate(folder.path(), demoInfo("4567"));
  CHECK(test::contains(test::errorOf([&] {
                         other.append({1, 0}, std::vector<float>(5));
                       }),
                       "5 values, expected 6"));
  CHECK(test::contains(test::errorOf([&] { FeatureCache::open(folder.path(), "multimodal"); }),
                       "several multimodal"));
  CHECK(FeatureCache::open(folder.path(), "multimodal", "4567").keys().empty());
}

TEST_CASE("two programs never fill one cache at the same time") {
  const test::TempFolder folder;
  FeatureCache first = FeatureCache::openOrCreate(folder.path(), demoInfo());
  first.append({1, 0}, block(0));
  CHECK(test::contains(test::errorOf([&] { FeatureCache::openOrCreate(folder.path(), demoInfo()); }),
                       "is being filled by another program"));
  CHECK(FeatureCache::open(folder.path(), "multimodal").keys().size() == 1);  // reading is no harm
  { const FeatureCache done = std::move(first); }
  CHECK_NOTHROW(FeatureCache::openOrCreate(folder.path(), demoInfo()));
}

TEST_CASE("damaged descriptions are named") {
  const test::TempFolder folder;
  fill(folder.path(), 1);
  const std::filesystem::path file = folder / "features/multimodal-0123/cache.json";
  const auto openError = [&] {
    return test::errorOf([&] { FeatureCache::open(folder.path(), "multimodal"); });
  };
  writeFileAtomically(file, "{\"magic\": ");
  CHECK(test::contains(openError(), "cache.json is damaged"));
  writeFileAtomically(file, "{\"magic\": \"other\", \"version\": 1}");
  CHECK(test::contains(openError(), "not a feature cache"));
  writeFileAtomically(
      file,
      R"({"magic": "voxelscope-features", "version": 1, "encoder": "", "encoderPath": "", "fingerprint": "",
                          "mode": "", "demo": true, "tokens": -2, "width": 3})");
  CHECK(test::contains(openError(), "features of -2 x 3"));
}
