#include "core/scene/Slice.h"
#include "core/scene/VolumeRayCaster.h"
#include "tests/render/MadeUpBrain.h"

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
