#include "core/scene/Picking.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

constexpr std::array<int, 3> kCount{24, 28, 22};
constexpr Vec3 kSize{3, 3, 3}, kCentre{2, -4, 6}, kFront{20, 22, 21}, kBack{-10, -25, -3};

/// A weaker ball near the oblique camera's far side and a stronger one elsewhere.
Volume balls(const Orientation& orientation = {}) {
  return phantom(orientation, kCount, kSize, kCentre, [](const Vec3& p) {
    return distance(p, kFront) <= 8 ? -2.0F : distance(p, kBack) <= 8 ? 3.0F : 0.1F;
  });
}

Volume head(const Orientation& orientation = {}) {
  return phantom(orientation, kCount, kSize, kCentre,
                 [](const Vec3& p) { return distance(p, kCentre) <= 30 ? 900.0F : 0.0F; });
}

ColorScale scale() {
  ColorScale s;
  s.range = 3;
  s.thresholdZ = 1;
  return s;
}

}  // namespace

TEST_CASE("a ray goes through the pixel that its points are projected to") {
  Camera camera = Camera::standard(balls(), "oblique").rotated(20, -10);
  camera.frameAspect = 1.6;
  for (const auto& [x, y] : {std::pair{10.0, 20.0}, {160.0, 50.0}, {99.5, 74.5}}) {
    const Vec3 direction = camera.rayThrough(x, y, 200, 150);
    for (const double t : {50.0, 300.0}) {
      Vec3 p{};
      for (std::size_t d = 0; d < 3; ++d) p[d] = camera.position[d] + t * direction[d];
      const Vec3 pixel = camera.project(p, 200, 150);
      CHECK(pixel[0] == doctest::Approx(x));
      CHECK(pixel[1] == doctest::Approx(y));
    }
  }
}

TEST_CASE("in 48 orientations a click on a ball hits a voxel of that ball, where it is seen") {
  int wrong = 0;
  for (const Orientation& orientation : allOrientations()) {
    const Volume volume = balls(orientation);
    for (const char* view : {"left", "anterior", "superior", "oblique"})
      for (const Vec3& ball : {kFront, kBack}) {
        const Camera camera = Camera::standard(volume, view);
        const Vec3 at = camera.project(ball, 180, 160);
        const auto picked =
            pick({&volume, nullptr, nullptr, scale(), false, {}}, camera, at[0], at[1], 180, 160);
        if (!picked || picked->surface || distance(picked->rasMm, ball) > 8 + 1e-9) {
          ++wrong;
          continue;
        }
        // what was hit lies under the click and on the near side
        const Vec3 hit = camera.project(picked->rasMm, 180, 160);
        const double pixelMm = 2 * at[2] * std::tan(camera.viewAngleDegrees * M_PI / 360) / 160;
        if (std::hypot(hit[0] - at[0], hit[1] - at[1]) * pixelMm > 3 || hit[2] > at[2] - 4) ++wrong;
      }
  }
  CHECK(wrong == 0);
}

TEST_CASE("beside every response the brain's surface is hit, beside the brain nothing") {
  for (const Orientation& orientation : allOrientations()) {
    const Volume volume = balls(orientation), brain = head(orientation);
    const Camera camera = Camera::standard(volume, "left");
    const Vec3 target{2, 15, -10};
    const Vec3 at = camera.project(target, 180, 160);
    const auto picked = pick({&volume, nullptr, &brain, scale(), false, {}}, camera, at[0], at[1], 180, 160);
    REQUIRE(picked);
    CHECK(picked->surface);
    CHECK(distance(picked->rasMm, kCentre) == doctest::Approx(30).epsilon(0.1));
    CHECK(picked->rasMm[0] < kCentre[0]);  // seen from the left
    CHECK(!pick({&volume, nullptr, &brain, scale(), false, {}}, camera, 2, 2, 180, 160));
  }
}

TEST_CASE("a response that shines through the brain is hit with its depth below the surface") {
  for (const Orientation& orientation : allOrientations()) {
    const Volume brain = head(orientation);
    const auto ballAt = [&](const Vec3& centre) {
      return phantom(orientation, kCount, kSize, kCentre,
                     [&](const Vec3& p) { return distance(p, centre) <= 6 ? 2.0F : 0.0F; });
    };
    const Camera camera = Camera::standard(brain, "left");
    // behind the left end of a head of 30 mm: its near face 24 mm below it, and outside of it
    const Vec3 at = camera.project(kCentre, 180, 160);
    const Volume deep = ballAt(kCentre), outside = ballAt({kCentre[0] - 33, kCentre[1], kCentre[2]});
    for (const bool strongest : {false, true}) {
      const auto below =
          pick({&deep, nullptr, &brain, scale(), strongest, {}}, camera, at[0], at[1], 180, 160);
      REQUIRE(below);
      CHECK(!below->surface);
      CHECK(std::abs(below->depthMm - 24) < 4);
    }
    const auto before = pick({&outside, nullptr, &brain, scale(), false, {}}, camera, at[0], at[1], 180, 160);
    REQUIRE(before);
    CHECK(before->depthMm == 0);
    CHECK(pick({&deep, nullptr, nullptr, scale(), false, {}}, camera, at[0], at[1], 180, 160)->depthMm == 0);
  }
}

TEST_CASE("hidden, removed and outshone voxels are not hit") {
  const Volume volume = balls();
  // a camera that has both balls in one line, the weak one in front
  Camera camera = Camera::standard(volume, "left");
  for (std::size_t d = 0; d < 3; ++d) camera.position[d] = kFront[d] + 8 * (kFront[d] - kBack[d]);
  camera.focalPoint = kBack;
  const auto hit = [&](const PickTarget& target) {
    const auto picked = pick(target, camera, 80, 80, 160, 160);
    if (!picked) return 0;
    return distance(picked->rasMm, kFront) <= 8 ? 1 : distance(picked->rasMm, kBack) <= 8 ? 2 : 3;
  };
  PickTarget target{&volume, nullptr, nullptr, scale(), false, {}};
  CHECK(hit(target) == 1);
  target.maximumIntensity = true;
  CHECK(hit(target) == 2);
  target.maximumIntensity = false;
  const Volume weights = phantom({}, kCount, kSize, kCentre,
                                 [](const Vec3& p) { return distance(p, kFront) <= 9 ? 0.0F : 1.0F; });
  target.weights = &weights;
  CHECK(hit(target) == 2);
  target.weights = nullptr;
  target.removed = cutoutBox(CutoutSide::Anterior, {0, 0, 0}, camera);
  CHECK(hit(target) == 2);
  target.removed.reset();
  target.scale.thresholdZ = 2.5;
  CHECK(hit(target) == 2);
}

TEST_CASE("a cut-out is on the named side of the crosshair, or between it and the camera") {
  Camera camera;
  camera.focalPoint = {0, 0, 0};
  camera.position = {-100, 200, 50};
  const Vec3 at{5, 6, 7};
  CHECK(!cutoutBox(CutoutSide::None, at, camera));
  CHECK(cutoutBox(CutoutSide::Left, at, camera)->contains({4, 50, -50}));
  CHECK(!cutoutBox(CutoutSide::Left, at, camera)->contains({6, 50, -50}));
  CHECK(cutoutBox(CutoutSide::Superior, at, camera)->contains({0, 0, 8}));
  CHECK(!cutoutBox(CutoutSide::Posterior, at, camera)->contains({0, 7, 8}));
  const Box corner = *cutoutBox(CutoutSide::Corner, at, camera);
  CHECK(corner.contains({4, 7, 8}));
  for (const Vec3& kept : {Vec3{6, 7, 8}, {4, 5, 8}, {4, 7, 6}}) CHECK(!corner.contains(kept));
}
