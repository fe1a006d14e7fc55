#include "core/scene/Slice.h"
#include "core/scene/VolumeRayCaster.h"
#include "tests/core/scene/Phantom.h"
#include "tests/support/ImageCompare.h"

#include <doctest/doctest.h>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

// Pictures of a made-up brain against tests/render/baselines. With VXS_WRITE_BASELINES=1 in the environment they are
// written anew; look at them before they are committed.
using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

double ellipsoid(const Vec3& p, const Vec3& centre, const Vec3& radius) {
  return std::hypot((p[0] - centre[0]) / radius[0], (p[1] - centre[1]) / radius[1],
                    (p[2] - centre[2]) / radius[2]);
}

/// Two hemispheres with folds on them, brighter inside.
float brain(const Vec3& p) {
  const double side = p[0] < 0 ? -1 : 1;
  const double d = ellipsoid(p, {side * 32, -15, 10}, {31, 70, 52});
  const double folds = 0.05 * std::sin(p[1] / 5) * std::cos(p[2] / 6 + p[0] / 9);
  if (d + folds > 1) return 0;
  return static_cast<float>(d + folds < 0.85 ? 900 : 600);
}

/// Positive at the left back, negative at the right front, NaN outside the brain.
float response(const Vec3& p) {
  if (brain(p) == 0) return std::nanf("");
  const double positive = ellipsoid(p, {-30, -70, 5}, {18, 16, 18}), negative = ellipsoid(p, {32, 25, 20}, {16, 20, 16});
  return static_cast<float>(3 * std::exp(-positive * positive) - 2.6 * std::exp(-negative * negative));
}

Volume stored(float (*value)(const Vec3&)) {
  return phantom({{1, 0, 2}, {-1, 1, 1}}, {44, 52, 40}, {3.6, 3.6, 3.6}, {0, -15, 10}, value);
}

ColorScale scale() {
  ColorScale s;
  s.range = 3;
  s.thresholdZ = 0.9;
  return s;
}

/// Over a gray page, as the eye sees it.
vxs::test::Pixels onPage(const RgbaImage& image) {
  vxs::test::Pixels page{image.width, image.height, 3, {}};
  for (std::size_t i = 0; i < image.pixels.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c)
      page.values.push_back(
          static_cast<std::uint8_t>(image.pixels[i + c] + 200 * (255 - image.pixels[i + 3]) / 255));
  return page;
}

void checkBaseline(const std::string& name, const RgbaImage& image) {
  CAPTURE(name);
  vxs::test::Pixels drawn = onPage(image);
  cv::Mat bgr(drawn.height, drawn.width, CV_8UC3);
  for (std::size_t i = 0; i < drawn.values.size(); i += 3)
    std::reverse_copy(&drawn.values[i], &drawn.values[i] + 3, bgr.data + i);
  const std::string baseline = VXS_TEST_RENDER_DIR "/baselines/" + name + ".png";
  if (std::getenv("VXS_WRITE_BASELINES")) REQUIRE(cv::imwrite(baseline, bgr));
  const cv::Mat expected = cv::imread(baseline, cv::IMREAD_COLOR);
  REQUIRE_MESSAGE(!expected.empty(), "no baseline ", baseline);
  REQUIRE(expected.size() == bgr.size());
  const auto pixels = [](const cv::Mat& m) {
    return vxs::test::Pixels{m.cols, m.rows, 3, {m.data, m.data + m.total() * 3}};
  };
  const auto difference = vxs::test::compareImages(pixels(expected), pixels(bgr));
  if (!difference.within()) {
    std::filesystem::create_directories(VXS_TEST_OUTPUT_DIR);
    const std::string actual = VXS_TEST_OUTPUT_DIR "/" + name + ".png";
    cv::imwrite(actual, bgr);
    FAIL_CHECK(difference.text() << "; drawn: " << actual << ", expected: " << baseline);
  }
}

}  // namespace

TEST_CASE("slices look as they did") {
  const Volume underlay = stored(brain), overlay = stored(response);
  SliceLayers layers{&underlay, &overlay, scale(), false};
  checkBaseline("axial-neurological",
                renderSlice(SliceGeometry::covering(underlay, Plane::Axial, Convention::Neurological, 8, 1), layers));
  checkBaseline("coronal-radiological",
                renderSlice(SliceGeometry::covering(underlay, Plane::Coronal, Convention::Radiological, -66, 1), layers));
  layers.smooth = true;
  checkBaseline("sagittal-smooth",
                renderSlice(SliceGeometry::covering(underlay, Plane::Sagittal, Convention::Neurological, -30, 1), layers));
  layers.scale.map = "viridis";
  layers.scale.showNan = true;
  layers.underlay = nullptr;
  checkBaseline("axial-nan-viridis",
                renderSlice(SliceGeometry::covering(underlay, Plane::Axial, Convention::Neurological, 8, 1), layers));
}

TEST_CASE("3-D looks as it did") {
  const Volume underlay = stored(brain), overlay = stored(response);
  VolumeRayCaster caster;
  caster.setVolumes(overlay, &underlay);
  caster.setScale(scale());
  const auto full = VolumeRayCaster::Quality::full();
  checkBaseline("oblique", caster.render(Camera::standard(overlay, "oblique"), 220, 180, full));
  checkBaseline("left", caster.render(Camera::standard(overlay, "left"), 160, 160, full));
  checkBaseline("oblique-interactive", caster.render(Camera::standard(overlay, "oblique"), 220, 180,
                                                     VolumeRayCaster::Quality::interactive()));
}
