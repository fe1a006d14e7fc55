#include "core/scene/Camera.h"
#include "tests/core/scene/Phantom.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

Volume head() {
  return phantom({}, {20, 26, 20}, {4, 4, 4}, {3, -8, 11}, [](const Vec3&) { return 1.0F; });
}

/// Where a step along a world axis goes on a picture of 200 x 200: {to the right, upwards}.
std::array<int, 2> direction(const Camera& camera, std::size_t axis) {
  Vec3 end = camera.focalPoint;
  end[axis] += 10;
  const Vec3 p = camera.project(end, 200, 200);
  const auto sign = [](double d) { return d > 1 ? 1 : d < -1 ? -1 : 0; };
  return {sign(p[0] - 100), sign(100 - p[1])};
}

using Way = std::array<int, 2>;
constexpr Way kRight{1, 0}, kLeft{-1, 0}, kUp{0, 1}, kNone{0, 0};

}  // namespace

TEST_CASE("standard views look from where they say, upright") {
  const Volume volume = head();
  const auto check = [&](const char* view, Way r, Way a, Way s) {
    CAPTURE(view);
    const Camera camera = Camera::standard(volume, view);
    CHECK(direction(camera, 0) == r);
    CHECK(direction(camera, 1) == a);
    CHECK(direction(camera, 2) == s);
    CHECK(distance(camera.focalPoint, {3, -8, 11}) < 1e-9);
  };
  check("left", kNone, kLeft, kUp);
  check("right", kNone, kRight, kUp);
  check("anterior", kLeft, kNone, kUp);
  check("posterior", kRight, kNone, kUp);
  check("superior", kRight, kUp, kNone);
  check("inferior", kLeft, kUp, kNone);
  CHECK(vxs::test::contains(vxs::test::errorOf([&] { Camera::standard(volume, "top"); }),
                            "unknown view 'top'"));
}

TEST_CASE("a standard view frames the volume's faces") {
  const Volume volume = head();
  for (const char* view : {"left", "right", "anterior", "posterior", "superior", "inferior"})
    for (int face = 0; face < 6; ++face) {
      Vec3 ras{3, -8, 11};
      const auto axis = static_cast<std::size_t>(face / 2);
      ras[axis] += (face % 2 ? 2 : -2) * (axis == 1 ? 26 : 20);
      const Vec3 p = Camera::standard(volume, view).project(ras, 300, 300);
      CHECK(std::min(p[0], p[1]) > 0);
      CHECK(std::max(p[0], p[1]) < 300);
    }
}

TEST_CASE("a framed part fills pictures of every shape in their middle, and is never cut off") {
  const auto inside = [](const Vec3& p) {
    return std::hypot((p[0] - 15) / 30, (p[1] + 20) / 45, (p[2] - 5) / 25) <= 1;
  };
  for (const Orientation& orientation : {Orientation{}, Orientation{{1, 2, 0}, {-1, 1, -1}}}) {
    const Volume part = phantom(orientation, {40, 50, 40}, {3, 3, 3}, {3, -8, 11},
                                [&](const Vec3& p) { return inside(p) ? 1.0F : 0.0F; });
    for (const char* view : {"left", "right", "anterior", "posterior", "superior", "inferior", "oblique"}) {
      const Camera camera = Camera::framing(part, view);
      for (const double shape : {0.5, 1.0, camera.frameAspect, 3.0}) {
        CAPTURE(view);
        CAPTURE(shape);
        const int height = 600, width = static_cast<int>(std::lround(height * shape));
        double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
        for (std::size_t i = 0; i < part.values.size(); ++i) {
          if (!(part.values[i] > 0)) continue;
          const auto at = part.grid.position(i);
          for (int corner = 0; corner < 8; ++corner) {
            const Vec3 p = camera.project(
                part.affine.toRasMm({at[0] - 0.5 + (corner & 1), at[1] - 0.5 + (corner >> 1 & 1),
                                     at[2] - 0.5 + (corner >> 2)}),
                width, height);
            left = std::min(left, p[0]), right = std::max(right, p[0]);
            top = std::min(top, p[1]), bottom = std::max(bottom, p[1]);
          }
        }
        const double across = (right - left) / width, up = (bottom - top) / height;
        CHECK(left >= 0);
        CHECK(top >= 0);
        CHECK(std::abs(left + right - width) < 1);
        CHECK(std::abs(top + bottom - height) < 1);
        CHECK(std::max(across / 0.94, up / 0.86) == doctest::Approx(1).epsilon(0.01));
        if (shape == camera.frameAspect) CHECK(std::min(across / 0.94, up / 0.86) > 0.99);
      }
    }
    CHECK(Camera::framing(part, "left").frameAspect > 1.4 * Camera::framing(part, "anterior").frameAspect);
  }
  const Volume nothing = phantom({}, {4, 4, 4}, {3, 3, 3}, {0, 0, 0}, [](const Vec3&) { return 0.0F; });
  CHECK(Camera::framing(nothing, "left") == Camera::standard(nothing, "left"));
}

TEST_CASE("rotation keeps the distance and comes round") {
  const Camera start = Camera::standard(head(), "oblique");
  Camera camera = start;
  for (int i = 0; i < 12; ++i) {
    camera = camera.rotated(30, 0);
    CHECK(distance(camera.position, camera.focalPoint) ==
          doctest::Approx(distance(start.position, start.focalPoint)));
  }
  CHECK(distance(camera.position, start.position) < 1e-6);
  const Camera quarter = Camera::standard(head(), "posterior").rotated(90, 0);
  CHECK(direction(quarter, 0) == kNone);
  CHECK(direction(quarter, 2) == kUp);
}

TEST_CASE("looking over the top does not flip the picture") {
  Camera camera = Camera::standard(head(), "posterior");
  double before = camera.project({23, -8, 11}, 200, 200)[0];
  for (int i = 0; i < 60; ++i) {
    camera = camera.rotated(0, 5);
    const double now = camera.project({23, -8, 11}, 200, 200)[0];
    CHECK(now == doctest::Approx(before).epsilon(1e-6));  // the axis of elevation stays where it is
    before = now;
  }
}

TEST_CASE("zoom enlarges about the focal point, pan moves the picture by parts of its height") {
  const Camera camera = Camera::standard(head(), "anterior");
  const Vec3 point{13, -8, 11};
  const double once = camera.project(point, 400, 200)[0] - 200,
               twice = camera.zoomed(2).project(point, 400, 200)[0] - 200;
  CHECK(twice == doctest::Approx(2 * once));
  const Vec3 moved = camera.panned(0.25, -0.1).project(camera.focalPoint, 400, 200);
  CHECK(moved[0] == doctest::Approx(200 + 50));
  CHECK(moved[1] == doctest::Approx(100 + 20));
}
