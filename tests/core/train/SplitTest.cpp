#include "core/base/Error.h"
#include "core/train/Split.h"
#include "core/train/TrainingData.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace vxs;
using namespace vxs::train;

namespace {

/// 200 images, three trials each in three rounds, every fourth one shared.
std::vector<nsd::Trial> trials() {
  std::vector<nsd::Trial> all;
  for (int t = 0; t < 600; ++t) {
    const int image = (t * 7) % 200;
    all.push_back({t + 1, 1 + t / 300, t % 300, 5000 + image, t / 200, image % 4 == 0});
  }
  return all;
}

std::set<std::int32_t> all(const Split& split) {
  std::set<std::int32_t> ids;
  for (const auto* part : {&split.train, &split.validation, &split.test})
    ids.insert(part->begin(), part->end());
  return ids;
}

}  // namespace

TEST_CASE("trials are grouped by image, all of its repeats together") {
  const auto images = groupByImage(trials());
  REQUIRE(images.size() == 200);
  std::set<std::size_t> rows;
  for (const ImageTrials& image : images) {
    CHECK(image.rows.size() == 3);
    CHECK(image.shared == ((image.nsdId - 5000) % 4 == 0));
    for (const std::size_t row : image.rows) CHECK(trials()[row].nsdId == image.nsdId);
    rows.insert(image.rows.begin(), image.rows.end());
  }
  CHECK(rows.size() == 600);
  CHECK(std::is_sorted(images.begin(), images.end(), [](auto& a, auto& b) { return a.nsdId < b.nsdId; }));
}

TEST_CASE("no image is in two parts of a split, none is lost, and the shared images are the test set") {
  const auto images = groupByImage(trials());
  const Split shared = splitByImage(images, "shared", 1), random = splitByImage(images, "random", 1);
  for (const Split& split : {shared, random}) {
    CHECK(all(split).size() == 200);
    CHECK(split.train.size() + split.validation.size() + split.test.size() == 200);
  }
  CHECK(shared.test.size() == 50);
  for (const std::int32_t id : shared.test) CHECK((id - 5000) % 4 == 0);
  CHECK(shared.validation.size() == 15);
  CHECK(random.test.size() == 20);
  CHECK(random.validation.size() == 20);
}

TEST_CASE("a split depends on its seed only") {
  const auto images = groupByImage(trials());
  CHECK(splitByImage(images, "shared", 4).validation == splitByImage(images, "shared", 4).validation);
  CHECK(splitByImage(images, "shared", 4).validation != splitByImage(images, "shared", 5).validation);
  CHECK(splitByImage(images, "random", 4).test != splitByImage(images, "random", 5).test);
}

TEST_CASE("a split that cannot be made says why") {
  CHECK_THROWS_AS(splitByImage(groupByImage(trials()), "subject", 1), UsageError);
  auto unshared = trials();
  for (auto& trial : unshared) trial.shared = false;
  CHECK_THROWS_WITH_AS(splitByImage(groupByImage(unshared), "shared", 1),
                       doctest::Contains("and 0 test images: each part needs at least one"), Error);
  CHECK_THROWS_AS(splitByImage(groupByImage({trials().front()}), "random", 1), Error);
}

TEST_CASE("the control gives no image its own features, and every image's features to one other") {
  for (const std::size_t count : {2, 3, 10, 1000}) {
    CAPTURE(count);
    const auto order = derangement(count, 3);
    for (std::size_t i = 0; i < count; ++i) CHECK(order[i] != i);
    CHECK(std::set<std::size_t>(order.begin(), order.end()).size() == count);
    CHECK(order == derangement(count, 3));
  }
  CHECK(derangement(1000, 3) != derangement(1000, 4));
}
