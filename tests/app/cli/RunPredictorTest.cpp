#include "core/workflow/neural/RunPredictor.h"

#include "core/base/AtomicFile.h"
#include "core/nsd/Dataset.h"
#include "core/store/VoxelStore.h"
#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace vxs;
using test::tiny;

namespace {

RgbImage plain(std::uint8_t red, int width, int height) {
  RgbImage image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), 90)};
  for (std::size_t i = 0; i < image.pixels.size(); i += 3) image.pixels[i] = red;
  return image;
}

/// NaN equals NaN.
bool same(const Volume& a, const Volume& b) {
  if (a.values.size() != b.values.size()) return false;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    if (a.values[i] != b.values[i] && !(std::isnan(a.values[i]) && std::isnan(b.values[i]))) return false;
  return true;
}

}  // namespace

TEST_CASE("An edited caption costs no encoding of the picture") {
  const auto neural = workflow::loadNeural({0, "cpu"});
  const auto predictor = neural->openPredictor(tiny().run());
  CHECK(predictor->info().head == "ridge");
  CHECK(predictor->encoder().demo);
  CHECK_THROWS_AS(predictor->predict("too early"), Error);
  CHECK_THROWS_AS(predictor->setPicture({}), Error);

  predictor->setPicture(plain(200, 50, 30));
  CHECK(predictor->preview().width == predictor->encoder().imageSize);
  const auto first = predictor->predict("a red wall");
  CHECK(first.imageMs > 0);
  CHECK(first.caption.count == predictor->tokenize("a red wall").count);
  const auto edited = predictor->predict("a blue wall");
  CHECK(edited.imageMs == 0);
  CHECK(edited.textMs > 0);
  CHECK_FALSE(same(edited.volume, first.volume));
  predictor->setPicture(plain(200, 50, 30));  // the same picture once more
  const auto back = predictor->predict("a red wall");
  CHECK(back.imageMs == 0);
  CHECK(same(back.volume, first.volume));

  predictor->setPicture(plain(10, 50, 30));
  const auto other = predictor->predict("a red wall");
  CHECK(other.imageMs > 0);
  CHECK_FALSE(same(other.volume, first.volume));
}

TEST_CASE("An image of the store is predicted from the features that are kept there") {
  const auto neural = workflow::loadNeural({0, "cpu"});
  const auto info = neural->runInfo(tiny().run());
  const auto store = store::VoxelStore::open(info.store);
  const nsd::Dataset dataset(store.info().datasetRoot);
  const auto predictor = neural->openPredictor(tiny().run());
  for (const std::int32_t id : {info.testImages.front(), info.trainImages.front()}) {
    const std::string own = dataset.captions(id).front();
    const RgbImage picture = dataset.stimulus(id);
    predictor->setPicture(picture);
    const auto encoded = predictor->predict(own);
    CHECK(encoded.imageMs > 0);
    CHECK_FALSE(encoded.keptFeatures);
    predictor->setPicture(plain(1, 2, 3));  // so that nothing of the picture is kept
    predictor->setPicture(picture, workflow::StoreImage{id, own});
    const auto kept = predictor->predict(own);
    CHECK(kept.keptFeatures);
    CHECK(kept.imageMs == 0);
    CHECK(kept.caption.count == encoded.caption.count);
    REQUIRE(kept.volume.values.size() == encoded.volume.values.size());
    double furthest = 0;
    for (std::size_t i = 0; i < kept.volume.values.size(); ++i)
      if (std::isfinite(encoded.volume.values[i]))
        furthest = std::max(furthest, std::abs(double(kept.volume.values[i]) - encoded.volume.values[i]));
    CHECK(furthest < 1e-4);  // rounding: a fill may have more threads
    CHECK(std::isnan(kept.volume.values.front()) == std::isnan(encoded.volume.values.front()));

    predictor->encodePicture();
    const auto edited = predictor->predict(own + " at night");
    CHECK_FALSE(edited.keptFeatures);
    CHECK(edited.imageMs == 0);  // was done before
    CHECK(edited.textMs > 0);
    CHECK_FALSE(same(edited.volume, kept.volume));
    // captions that are compared are all encoded
    for (const auto& each : predictor->predictMany({own, own + " at night"})) CHECK_FALSE(each.keptFeatures);
  }
  predictor->setPicture(plain(200, 50, 30), workflow::StoreImage{1 << 30, "a red wall"});
  CHECK_FALSE(predictor->predict("a red wall").keptFeatures);  // the store has no such image
}

TEST_CASE("Features of the store that cannot be read are named, and the encoder predicts") {
  const auto neural = workflow::loadNeural({0, "cpu"});
  const auto info = neural->runInfo(tiny().run());
  const auto predictor = neural->openPredictor(tiny().run());
  const std::filesystem::path description =
      info.store / "features" / (info.features + "-" + predictor->encoder().fingerprint) / "cache.json";
  const std::string kept = readFile(description);
  writeFileAtomically(description, "{");
  const nsd::Dataset dataset(store::VoxelStore::open(info.store).info().datasetRoot);
  const std::int32_t id = info.testImages.front();
  predictor->setPicture(dataset.stimulus(id), workflow::StoreImage{id, dataset.firstCaption(id)});
  const auto encoded = predictor->predict(dataset.firstCaption(id));
  writeFileAtomically(description, kept);
  CHECK_FALSE(encoded.keptFeatures);
  CHECK(encoded.keptProblem.find(description.string()) != std::string::npos);
  const auto mended = predictor->predict(dataset.firstCaption(id));
  CHECK(mended.keptFeatures);
  CHECK(mended.keptProblem.empty());
}

TEST_CASE("A run's information is read without its head") {
  const auto neural = workflow::loadNeural({1, "cpu"});
  const auto info = neural->runInfo(tiny().run());
  CHECK(info.head == "ridge");
  CHECK(info.syntheticSubject);
  CHECK_THROWS_AS(neural->runInfo(tiny().path("nowhere")), Error);
}
