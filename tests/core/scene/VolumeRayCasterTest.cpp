#include "core/scene/VolumeRayCaster.h"
#include "tests/render/MadeUpBrain.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

ColorScale unthresholded() {
  ColorScale s;
  s.range = 3;
  return s;
}

Volume ball(const Vec3& at, double radius, float value, const Orientation& orientation = {}) {
  return phantom(orientation, {24, 28, 22}, {3, 3, 3}, {2, -4, 6},
                 [&](const Vec3& p) { return distance(p, at) <= radius ? value : 0.0F; });
}

RgbaImage drawn(const Volume& volume, const Camera& camera, int width, int height,
                const VolumeRayCaster::Quality& quality = VolumeRayCaster::Quality::full()) {
  // without a brain around it only the overlay is seen
  const Volume nothing(volume.grid, volume.affine, 0.0F);
  VolumeRayCaster caster;
  caster.setVolumes(volume, &nothing);
  caster.setScale(unthresholded());
  return caster.render(camera, width, height, quality);
}

/// Centre and extent of what is opaque enough to see.
struct Spot {
  double x = 0, y = 0, width = 0, height = 0;
  std::array<double, 3> color{};
};

Spot spotOf(const RgbaImage& image) {
  Spot spot;
  double weight = 0;
  int left = image.width, right = -1, top = image.height, bottom = -1;
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const std::uint8_t* p = &image.pixels[4 * static_cast<std::size_t>(y * image.width + x)];
      if (p[3] < 20) continue;
      weight += p[3];
      spot.x += p[3] * (x + 0.5);
      spot.y += p[3] * (y + 0.5);
      for (std::size_t c = 0; c < 3; ++c) spot.color[c] += p[c];
      left = std::min(left, x), right = std::max(right, x);
      top = std::min(top, y), bottom = std::max(bottom, y);
    }
  if (weight > 0) spot.x /= weight, spot.y /= weight;
  spot.width = right - left + 1;
  spot.height = bottom - top + 1;
  return spot;
}

}  // namespace

TEST_CASE("a ball is drawn where the camera projects it, round in windows of any shape") {
  const Vec3 at{14, -22, 15};
  const Volume volume = ball(at, 11, 3);
  for (const char* view : {"left", "anterior", "superior", "oblique"})
    for (const auto& [width, height, frame] : {std::tuple{160, 160, 1.0},
                                               {123, 147, 1.0},
                                               {200, 110, 1.0},
                                               {160, 160, 1.3},
                                               {123, 147, 1.3},
                                               {200, 110, 1.3},
                                               {123, 147, 0.8},
                                               {200, 110, 0.8}}) {
      CAPTURE(view);
      CAPTURE(width);
      CAPTURE(frame);
      Camera camera = Camera::standard(volume, view);
      camera.frameAspect = frame;
      const Spot spot = spotOf(drawn(volume, camera, width, height));
      const Vec3 expected = camera.project(at, width, height);
      CHECK(std::abs(spot.x - expected[0]) < 1.5);
      CHECK(std::abs(spot.y - expected[1]) < 1.5);
      CHECK(spot.width == doctest::Approx(spot.height).epsilon(0.15));
    }
}

TEST_CASE("the same ball in 48 orientations is drawn in the same place") {
  const Vec3 at{-16, 10, 18};
  const Camera camera = Camera::standard(ball(at, 9, 3), "oblique");
  const Vec3 expected = camera.project(at, 90, 110);
  for (const Orientation& orientation : allOrientations()) {
    const Spot spot = spotOf(drawn(ball(at, 9, 3, orientation), camera, 90, 110));
    CHECK(std::abs(spot.x - expected[0]) < 1.5);
    CHECK(std::abs(spot.y - expected[1]) < 1.5);
  }
}

TEST_CASE("strong positive is red, strong negative blue") {
  const Volume positive = ball({0, 0, 0}, 12, 3), negative = ball({0, 0, 0}, 12, -3);
  const Camera camera = Camera::standard(positive, "posterior");
  const Spot red = spotOf(drawn(positive, camera, 80, 80)), blue = spotOf(drawn(negative, camera, 80, 80));
  CHECK(red.color[0] > 1.5 * red.color[2]);
  CHECK(blue.color[2] > 1.5 * blue.color[0]);
}

TEST_CASE("twenty casters draw the same pixels") {
  const Volume volume = ball({5, 5, 5}, 15, 2.5);
  const Camera camera = Camera::standard(volume, "oblique");
  const RgbaImage first = drawn(volume, camera, 97, 141);
  for (int i = 0; i < 20; ++i) CHECK(drawn(volume, camera, 97, 141).pixels == first.pixels);
}

TEST_CASE("one caster reused for other sizes, scales and volumes draws what a fresh one draws") {
  const Volume first = ball({5, 5, 5}, 15, 2.5), second = ball({-15, 5, -5}, 9, -2.5);
  const Camera camera = Camera::standard(first, "left");
  VolumeRayCaster caster;
  const Volume nothing(first.grid, first.affine, 0.0F);
  caster.setVolumes(first, &nothing);
  ColorScale other = unthresholded();
  other.range = 6;
  other.thresholdZ = 2;
  caster.setScale(other);
  caster.render(camera, 61, 40, VolumeRayCaster::Quality::interactive());
  caster.setVolumes(second, &nothing);
  caster.setScale(unthresholded());
  const RgbaImage reused = caster.render(camera.rotated(20, 10), 97, 141, VolumeRayCaster::Quality::full());
  CHECK(reused.pixels == drawn(second, camera.rotated(20, 10), 97, 141).pixels);
}

TEST_CASE("interactive quality shows the same thing at the same size") {
  const Volume volume = ball({5, -5, 5}, 15, 2.5);
  const Camera camera = Camera::standard(volume, "right");
  const RgbaImage coarse = drawn(volume, camera, 131, 120, VolumeRayCaster::Quality::interactive());
  CHECK(coarse.width == 131);
  CHECK(coarse.height == 120);
  const Spot a = spotOf(coarse), b = spotOf(drawn(volume, camera, 131, 120));
  CHECK(std::abs(a.x - b.x) < 2);
  CHECK(std::abs(a.y - b.y) < 2);
  CHECK(std::abs(a.width - b.width) <= 5);
}

TEST_CASE("colours are premultiplied: none exceeds its alpha") {
  const Volume volume = ball({0, 0, 0}, 20, 3);
  VolumeRayCaster caster;
  const Volume brain(volume.grid, volume.affine, 700.0F);
  caster.setVolumes(volume, &brain);
  caster.setScale(unthresholded());
  const RgbaImage image =
      caster.render(Camera::standard(volume, "oblique"), 100, 100, VolumeRayCaster::Quality::full());
  int wrong = 0;
  for (std::size_t i = 0; i < image.pixels.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c) wrong += image.pixels[i + c] > image.pixels[i + 3];
  CHECK(wrong == 0);
}

TEST_CASE("abort from another thread ends a long picture with nothing") {
  const Volume volume = ball({0, 0, 0}, 30, 0.5);
  VolumeRayCaster caster;
  caster.setVolumes(volume, nullptr);
  caster.setScale(unthresholded());
  const Camera camera = Camera::standard(volume, "oblique");
  std::atomic<bool> done{false};
  RgbaImage image;
  std::thread worker([&] {
    image = caster.render(camera, 2400, 2400, {1, 0.05});
    done = true;
  });
  while (!done) {
    caster.abort();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  worker.join();
  CHECK(image.pixels.empty());
  CHECK(!caster.render(camera, 40, 40, VolumeRayCaster::Quality::full()).pixels.empty());
}

TEST_CASE("no volume gives a transparent picture, no size none") {
  VolumeRayCaster caster;
  caster.setVolumes({}, nullptr);
  const RgbaImage image = caster.render({}, 8, 6, VolumeRayCaster::Quality::full());
  CHECK(image.pixels == std::vector<std::uint8_t>(4 * 8 * 6, 0));
  CHECK(caster.render({}, 0, 6, VolumeRayCaster::Quality::full()).pixels.empty());
}

namespace {

/// Two balls behind each other for a camera from the left: a weak positive one in front of a strong negative
/// one.
Volume pairOfBalls(const Orientation& orientation = {}) {
  return phantom(orientation, {24, 28, 22}, {3, 3, 3}, {2, -4, 6}, [](const Vec3& p) {
    if (distance(p, {-16, 5, 5}) <= 11) return 1.2F;
    return distance(p, {16, 5, 5}) <= 11 ? -3.0F : 0.0F;
  });
}

Spot seen(VolumeRayCaster& caster, const Camera& camera) {
  return spotOf(caster.render(camera, 120, 120, VolumeRayCaster::Quality::full()));
}

}  // namespace

TEST_CASE("weights of one change little, weights of zero hide, halves in between") {
  const Volume volume = ball({5, 5, 5}, 13, 3), nothing(volume.grid, volume.affine, 0.0F);
  const Camera camera = Camera::standard(volume, "oblique");
  VolumeRayCaster caster;
  caster.setVolumes(volume, &nothing);
  caster.setScale(unthresholded());
  const auto opacity = [&](const Volume& weights) {
    caster.setWeights(weights);
    const RgbaImage image = caster.render(camera, 100, 100, VolumeRayCaster::Quality::full());
    double sum = 0;
    for (std::size_t i = 3; i < image.pixels.size(); i += 4) sum += image.pixels[i];
    return sum;
  };
  const double plain = opacity({}), ones = opacity(Volume(volume.grid, volume.affine, 1.0F)),
               tenth = opacity(Volume(volume.grid, volume.affine, 0.1F)),
               none = opacity(Volume(volume.grid, volume.affine, 0.0F));
  CHECK(ones == doctest::Approx(plain).epsilon(0.001));
  CHECK(none == 0);
  CHECK(tenth < 0.8 * ones);
  CHECK(tenth > 0.05 * ones);
  CHECK(opacity({}) == plain);
}

TEST_CASE(
    "a caster draws what a fresh one draws whatever changes: threshold, range, weights, volumes, mode") {
  const Volume underlay = stored(brain), half(underlay.grid, underlay.affine, 450.0F);
  struct Look {
    Volume overlay = stored(response), weights{};
    const Volume* around = nullptr;
    ColorScale scale = scene::test::scale();
    bool maximum = false;
  };
  const Camera camera = Camera::standard(underlay, "oblique");
  const auto drawnBy = [&](VolumeRayCaster& caster, const Look& look) {
    caster.setVolumes(look.overlay, look.around);
    caster.setScale(look.scale);
    caster.setWeights(look.weights);
    caster.setMaximumIntensity(look.maximum);
    return caster.render(camera, 90, 80, VolumeRenderer::Quality::full()).pixels;
  };
  Look first;
  first.around = &underlay;
  std::vector<Look> looks(9, first);
  looks[1].scale.thresholdZ = 2;
  looks[2].weights = looks[3].weights = stored([](const Vec3& p) { return p[1] < -40 ? 0.3F : 1.0F; });
  looks[3].scale.thresholdZ = 2;
  looks[4].maximum = looks[5].maximum = looks[6].maximum = true;
  looks[5].scale.thresholdZ = 2;
  looks[6].scale.range = 2;
  for (float& value : looks[7].overlay.values) value *= -1;
  looks[8].around = &half;
  VolumeRayCaster reused;
  std::vector<std::vector<std::uint8_t>> pictures;
  for (const Look& look : looks) {
    VolumeRayCaster fresh;
    pictures.push_back(drawnBy(reused, look));
    CAPTURE(pictures.size());
    CHECK(pictures.back() == drawnBy(fresh, look));
    for (std::size_t other = 0; other + 1 < pictures.size(); ++other)
      CHECK(pictures[other] != pictures.back());
  }
  // and without the volumes being handed over once more
  reused.setScale(looks[3].scale);
  reused.setWeights(looks[3].weights);
  reused.setVolumes(first.overlay, &underlay);
  CHECK(reused.render(camera, 90, 80, VolumeRenderer::Quality::full()).pixels == pictures[3]);
  reused.setScale(looks[2].scale);
  CHECK(reused.render(camera, 90, 80, VolumeRenderer::Quality::full()).pixels == pictures[2]);
  reused.setWeights({});
  reused.setMaximumIntensity(true);
  for (const std::size_t look : {4, 5, 6, 4}) {
    reused.setScale(looks[look].scale);
    CHECK(reused.render(camera, 90, 80, VolumeRenderer::Quality::full()).pixels == pictures[look]);
  }
}

TEST_CASE("weights and maximum intensity lose no part of the volume") {
  // VTK's threads make a table of empty blocks that is wrong for them in all parts but the first
  const Volume volume = stored(response), underlay = stored(brain);
  const Camera camera = Camera::standard(volume, "oblique");
  VolumeRayCaster plain, weighted, strongest;
  for (VolumeRayCaster* caster : {&plain, &weighted, &strongest}) {
    caster->setVolumes(volume, &underlay);
    caster->setScale(unthresholded());
  }
  weighted.setWeights(Volume(volume.grid, volume.affine, 1.0F));
  strongest.setMaximumIntensity(true);
  const auto full = VolumeRenderer::Quality::full();
  const RgbaImage a = plain.render(camera, 150, 130, full), b = weighted.render(camera, 150, 130, full),
                  c = strongest.render(camera, 150, 130, full);
  int lost = 0, missing = 0;
  for (std::size_t i = 3; i < a.pixels.size(); i += 4) {
    lost += a.pixels[i] > 60 && b.pixels[i] < 30;
    missing += a.pixels[i] > 60 && c.pixels[i] < 60;
  }
  CHECK(lost == 0);
  CHECK(missing == 0);
  const Vec3 negative = camera.project({32, 25, 20}, 150, 130);  // the upper one: it was half gone
  const std::uint8_t* p =
      &c.pixels[4 * (static_cast<std::size_t>(negative[1]) * 150 + static_cast<std::size_t>(negative[0]))];
  CHECK(p[2] > p[0] + 60);
}

TEST_CASE("weights hide the same part of the world in 48 orientations") {
  for (const Orientation& orientation : allOrientations()) {
    const Volume volume = pairOfBalls(orientation), nothing(volume.grid, volume.affine, 0.0F);
    const Volume weights = phantom(orientation, {24, 28, 22}, {3, 3, 3}, {2, -4, 6},
                                   [](const Vec3& p) { return p[0] < 0 ? 0.0F : 1.0F; });
    VolumeRayCaster caster;
    caster.setVolumes(volume, &nothing);
    caster.setScale(unthresholded());
    caster.setWeights(weights);
    const Camera camera = Camera::standard(volume, "anterior");
    const Spot spot = spotOf(caster.render(camera, 90, 90, VolumeRayCaster::Quality::full()));
    const Vec3 expected = camera.project({16, 5, 5}, 90, 90);
    CHECK(std::abs(spot.x - expected[0]) < 1.5);
    CHECK(std::abs(spot.y - expected[1]) < 1.5);
  }
}

TEST_CASE("with maximum intensity the strongest value shows in its colour through what is before it") {
  const Volume volume = pairOfBalls(), nothing(volume.grid, volume.affine, 0.0F);
  const Camera camera = Camera::standard(volume, "left");
  VolumeRayCaster caster;
  caster.setVolumes(volume, &nothing);
  caster.setScale(unthresholded());
  const auto middle = [&] {
    const RgbaImage image = caster.render(camera, 120, 120, VolumeRayCaster::Quality::full());
    const Vec3 at = camera.project({0, 5, 5}, 120, 120);
    const std::size_t i = 4 * (static_cast<std::size_t>(at[1]) * 120 + static_cast<std::size_t>(at[0]));
    return std::array<int, 4>{image.pixels[i], image.pixels[i + 1], image.pixels[i + 2], image.pixels[i + 3]};
  };
  caster.setMaximumIntensity(true);
  const auto strongest = middle();
  CHECK(strongest[2] > strongest[0] + 60);  // blue, the far ball's
  CHECK(strongest[3] > 230);
  caster.setMaximumIntensity(false);
  const auto composite = middle();
  CHECK(composite[0] + 60 > composite[2]);  // the near ball is in the way
}

TEST_CASE("what is cut out is not drawn, and the rest is, in 48 orientations") {
  for (const Orientation& orientation : allOrientations()) {
    const Volume volume = pairOfBalls(orientation), nothing(volume.grid, volume.affine, 0.0F);
    const Camera camera = Camera::standard(volume, "anterior");
    VolumeRayCaster caster;
    caster.setVolumes(volume, &nothing);
    caster.setScale(unthresholded());
    caster.setRemoved(cutoutBox(CutoutSide::Left, {0, 0, 0}, camera));
    const Spot right = seen(caster, camera);
    const Vec3 expected = camera.project({16, 5, 5}, 120, 120);
    CHECK(std::abs(right.x - expected[0]) < 2);
    CHECK(right.color[2] > right.color[0]);
    caster.setRemoved(cutoutBox(CutoutSide::Right, {0, 0, 0}, camera));
    CHECK(seen(caster, camera).color[0] > seen(caster, camera).color[2]);
  }
  const Volume volume = pairOfBalls(), nothing(volume.grid, volume.affine, 0.0F);
  VolumeRayCaster caster;
  caster.setVolumes(volume, &nothing);
  caster.setScale(unthresholded());
  const Camera camera = Camera::standard(volume, "anterior");
  const RgbaImage whole = caster.render(camera, 80, 80, VolumeRayCaster::Quality::full());
  caster.setRemoved(cutoutBox(CutoutSide::Superior, {0, 0, 400}, camera));  // beyond the volume
  CHECK(caster.render(camera, 80, 80, VolumeRayCaster::Quality::full()).pixels == whole.pixels);
  caster.setRemoved(std::nullopt);
  CHECK(caster.render(camera, 80, 80, VolumeRayCaster::Quality::full()).pixels == whole.pixels);
}
