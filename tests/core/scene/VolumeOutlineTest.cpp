#include "core/scene/VolumeOutline.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

#include <set>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

constexpr std::array<int, 3> kCount{40, 44, 38};
constexpr Vec3 kSize{2, 2, 2}, kCentre{2, -4, 6};
constexpr double kRadius = 30, kSurfaceRadius = 31;  ///< interpolated, where a quarter of the brain is left
constexpr int kWidth = 300, kHeight = 260;

/// A ball of brain.
Volume head(const Orientation& orientation = {}) {
  return phantom(orientation, kCount, kSize, kCentre,
                 [](const Vec3& p) { return distance(p, kCentre) <= kRadius ? 900.0F : 0.0F; });
}

LabelAtlas atlasOf(const std::function<int(const Vec3&)>& label, const Orientation& orientation = {}) {
  const Volume volume = phantom(orientation, kCount, kSize, kCentre,
                                [&](const Vec3& p) { return static_cast<float>(label(p)); });
  LabelAtlas atlas{"areas", volume.grid, volume.affine, {}, {}};
  for (const float value : volume.values) atlas.labels.push_back(static_cast<std::int32_t>(value));
  return atlas;
}

bool ribbon(const Vec3& p) {
  return distance(p, kCentre) <= kRadius && distance(p, kCentre) > kRadius - 4;
}

/// The ribbon's halves: 1 on the subject's left, 2 on the right.
int halves(const Vec3& p) {
  return !ribbon(p) ? -1 : p[0] < kCentre[0] ? 1 : 2;
}

std::vector<RegionBorder> bordersOf(const LabelAtlas& atlas, const Volume* brain, const Camera& camera,
                                    const std::optional<Box>& removed = {}) {
  return volumeOutlines({&atlas, brain, removed}, camera, kWidth, kHeight);
}

/// The circle as which a ball is seen.
double seenRadius(const Camera& camera, double radius, const Vec3& centre = kCentre) {
  const double far = distance(camera.position, centre);
  const Vec3 focus = camera.project(camera.focalPoint, kWidth, kHeight);
  const double scale =
      camera.framePixels(kWidth, kHeight) / 2 / std::tan(camera.viewAngleDegrees * M_PI / 360);
  CHECK(focus[0] == doctest::Approx(kWidth / 2.0));
  return scale * std::tan(std::asin(radius / far));
}

double signedArea(const RegionBorder& border) {
  double twice = 0;
  for (std::size_t i = 0; i < border.points.size(); ++i) {
    const auto &a = border.points[i], &b = border.points[(i + 1) % border.points.size()];
    twice += double(a[0]) * double(b[1]) - double(b[0]) * double(a[1]);
  }
  return twice / 2;
}

}  // namespace

TEST_CASE("two halves of a ball have a straight border in the middle and else the ball's outline") {
  const LabelAtlas atlas = atlasOf(halves);
  const Volume brain = head();
  const Camera camera = Camera::standard(brain, "anterior");
  const auto borders = bordersOf(atlas, &brain, camera);
  REQUIRE(borders.size() == 2);
  const Vec3 middle = camera.project(kCentre, kWidth, kHeight);
  const double radius = seenRadius(camera, kSurfaceRadius);
  for (const RegionBorder& border : borders) {
    CHECK(border.closed);
    int straight = 0, round = 0;
    for (const auto& [x, y] : border.points) {
      const double dx = double(x) - middle[0], dy = double(y) - middle[1];
      // seen from the front the subject's left is on the right
      CHECK((border.label == 1 ? dx : -dx) > -1);
      const bool onOutline = std::abs(std::hypot(dx, dy) - radius) < 2.5;
      const bool onMiddle = std::abs(dx) < 0.5;
      CHECK_MESSAGE((onOutline || onMiddle || std::hypot(std::abs(dx), std::abs(dy) - radius) < 4), dx, " ",
                    dy);
      straight += onMiddle;
      round += onOutline;
    }
    CHECK(straight > 60);
    CHECK(round > 80);
    // the region lies on the left of the way: seen with y down, that is counter-clockwise
    CHECK(signedArea(border) == doctest::Approx(-M_PI * radius * radius / 2).epsilon(0.05));
  }
}

TEST_CASE("in 48 orientations borders are the same") {
  const Camera camera = Camera::standard(head(), "oblique");
  const auto largest = [&](const Orientation& orientation) {
    const Volume brain = head(orientation);
    std::array<double, 3> areas{};  // at the ball's outline there may be a sliver more
    for (const RegionBorder& border : bordersOf(atlasOf(halves, orientation), &brain, camera)) {
      double& area = areas.at(static_cast<std::size_t>(border.label));
      area = std::min(area, signedArea(border));
    }
    return areas;
  };
  const auto first = largest({});
  CHECK(first[1] < 4 * first[2]);
  CHECK(first[2] < -2000);
  for (const Orientation& orientation : allOrientations()) {
    const auto areas = largest(orientation);
    for (const std::size_t label : {1U, 2U})
      CHECK(areas[label] == doctest::Approx(first[label]).epsilon(0.005));
  }
}

TEST_CASE("what is on the far side, deep, or behind other cortex has no border") {
  const Volume brain = head();
  const Camera camera = Camera::standard(brain, "anterior");
  const auto cap = [](const Vec3& p) { return !ribbon(p) ? -1 : p[1] > kCentre[1] + 20 ? 1 : 0; };
  CHECK(bordersOf(atlasOf(cap), &brain, camera).size() == 1);
  CHECK(bordersOf(atlasOf(cap), &brain, Camera::standard(brain, "posterior")).empty());
  const auto core = [](const Vec3& p) { return distance(p, kCentre) <= 12 ? 1 : -1; };
  CHECK(bordersOf(atlasOf(core), &brain, camera).empty());
  // other cortex above it; where these are no cortex it is found below them
  const auto below = [&](int above) {
    return atlasOf([above](const Vec3& p) {
      const double r = distance(p, kCentre);
      return r > kRadius ? -1 : r > kRadius - 2 ? above : r > kRadius - 6 && p[1] > kCentre[1] ? 1 : -1;
    });
  };
  CHECK(bordersOf(below(0), &brain, camera).empty());
  CHECK(bordersOf(below(-1), &brain, camera).size() == 1);
  for (const RegionBorder& border : bordersOf(below(2), &brain, camera)) CHECK(border.label == 2);
}

TEST_CASE("0 hides nothing where an atlas does not tell what is no cortex") {
  const Volume brain = head();
  const Camera camera = Camera::standard(brain, "anterior");
  const auto deep = [](int around) {
    return atlasOf([around](const Vec3& p) {
      const double r = distance(p, kCentre);
      return r <= kRadius - 2 && r > kRadius - 6 && p[1] > kCentre[1] ? 1 : around;
    });
  };
  const auto marked = bordersOf(deep(-1), &brain, camera), plain = bordersOf(deep(0), &brain, camera);
  REQUIRE(marked.size() == 1);
  REQUIRE(plain.size() == 1);
  CHECK(plain[0].points == marked[0].points);
}

TEST_CASE("a cut brings what lies on its face, at the face's depth") {
  const Volume brain = head();
  const Camera camera = Camera::standard(brain, "anterior");
  const auto core = [](const Vec3& p) { return distance(p, kCentre) <= 12 ? 3 : -1; };
  const LabelAtlas atlas = atlasOf(core);
  for (const double depth : {0.0, 6.0, 9.0}) {
    const Vec3 at{kCentre[0], kCentre[1] + depth, kCentre[2]};
    const auto borders = bordersOf(atlas, &brain, camera, cutoutBox(CutoutSide::Anterior, at, camera));
    REQUIRE(borders.size() == 1);
    CHECK(borders[0].label == 3);
    const Vec3 middle = camera.project(at, kWidth, kHeight);
    const double onFace = std::sqrt(12 * 12 - depth * depth);
    const Vec3 edge = camera.project({at[0], at[1], at[2] + onFace}, kWidth, kHeight);
    const double radius = middle[1] - edge[1];
    CHECK(std::sqrt(-signedArea(borders[0]) / M_PI) == doctest::Approx(radius).epsilon(0.06));
    for (const auto& [x, y] : borders[0].points)
      CHECK(std::abs(std::hypot(double(x) - middle[0], double(y) - middle[1]) - radius) < 4);
  }
  // a face that stops 2 mm before it does not show it, although as far below a surface it would
  const Vec3 before{kCentre[0], kCentre[1] + 14, kCentre[2]};
  CHECK(bordersOf(atlas, &brain, camera, cutoutBox(CutoutSide::Anterior, before, camera)).empty());
}

TEST_CASE("without a brain the atlas's own cortex is the surface") {
  const Volume brain = head();
  const Camera camera = Camera::standard(brain, "anterior");
  const auto with = bordersOf(atlasOf(halves), &brain, camera);
  const auto without = bordersOf(atlasOf(halves), nullptr, camera);
  REQUIRE(without.size() == 2);
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(signedArea(without[i]) == doctest::Approx(signedArea(with[i])).epsilon(0.05));
}

TEST_CASE("zoomed in, borders end at the picture's edge, and from inside nothing breaks") {
  const Volume brain = head();
  const LabelAtlas atlas = atlasOf(halves);
  const auto borders = bordersOf(atlas, &brain, Camera::standard(brain, "anterior").zoomed(4));
  REQUIRE(borders.size() == 2);
  for (const RegionBorder& border : borders) {
    CHECK(!border.closed);
    for (const auto& [x, y] : border.points) CHECK(std::abs(double(x) - kWidth / 2.0) < 1);
  }
  Camera inside = Camera::standard(brain, "anterior");
  inside.position = {kCentre[0] + 3, kCentre[1] + 5, kCentre[2]};
  bordersOf(atlas, &brain, inside);
  inside.position = {kCentre[0], kCentre[1] + 300, kCentre[2]};
  inside.focalPoint = {kCentre[0], kCentre[1] + 400, kCentre[2]};
  CHECK(bordersOf(atlas, &brain, inside).empty());
}

TEST_CASE("borders are the same each time, and none when given up") {
  const Volume brain = head();
  const LabelAtlas atlas = atlasOf(halves);
  const Camera camera = Camera::standard(brain, "oblique");
  const auto first = bordersOf(atlas, &brain, camera);
  for (int i = 0; i < 5; ++i) {
    const auto again = bordersOf(atlas, &brain, camera);
    REQUIRE(again.size() == first.size());
    for (std::size_t k = 0; k < first.size(); ++k) CHECK(again[k].points == first[k].points);
  }
  CancelFlag flag;
  flag.raise();
  CHECK(volumeOutlines({&atlas, &brain, {}}, camera, kWidth, kHeight, &flag).empty());
  CHECK(volumeOutlines({nullptr, &brain, {}}, camera, kWidth, kHeight).empty());
  CHECK(volumeOutlines({&atlas, &brain, {}}, camera, 0, kHeight).empty());
}
