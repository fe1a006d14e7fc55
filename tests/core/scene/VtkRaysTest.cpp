#include "core/scene/NullWindow.h"
#include "core/scene/VolumeRayCaster.h"
#include "core/scene/VolumeScene.h"
#include "tests/render/MadeUpBrain.h"

#include <doctest/doctest.h>

#include <vtkFixedPointVolumeRayCastMapper.h>

#include <algorithm>
#include <cstdlib>
#include <string>

// Our loop over rays against VTK's own, on the same scene.

namespace vxs::scene::test {
namespace {

struct Look {
  Volume overlay, underlay;
  ColorScale scale = test::scale();
  std::optional<Box> removed;
};

constexpr int kWidth = 150, kHeight = 120;

/// Premultiplied RGBA, rows from the top.
std::vector<std::uint8_t> byVtk(const Look& look, const Camera& camera) {
  vtkNew<NullWindow> window;
  vtkNew<vtkFixedPointVolumeRayCastMapper> mapper, unused;
  VolumeScene scene(mapper.Get(), unused.Get(), VolumeScene::Weighting::ByMapper);
  scene.setVolumes(look.overlay, &look.underlay);
  scene.setScale(look.scale);
  scene.setRemoved(look.removed);
  window->SetReadyForRendering(false);
  window->SetSize(kWidth, kHeight);
  window->AddRenderer(&scene.renderer());
  mapper->AutoAdjustSampleDistancesOff();
  mapper->IntermixIntersectingGeometryOff();
  scene.prepare(camera, kWidth, kHeight);
  mapper->SetSampleDistance(
      static_cast<float>(VolumeRenderer::Quality::full().sampleDistance * scene.voxelMm()));
  scene.volume().SetAllocatedRenderTime(1e30, nullptr);
  double depth[3] = {0, 0, 0};
  int extent[6] = {0, 0, 0, 0, 0, 0};
  mapper->PerImageInitialization(&scene.renderer(), &scene.volume(), 0, depth, depth, extent);
  mapper->PerVolumeInitialization(&scene.renderer(), &scene.volume());
  mapper->PerSubVolumeInitialization(&scene.renderer(), &scene.volume(), 0);
  mapper->RenderSubVolume();
  return readBack(*mapper->GetRayCastImage()).pixels;
}

std::vector<std::uint8_t> byUs(const Look& look, const Camera& camera) {
  VolumeRayCaster caster;
  caster.setVolumes(look.overlay, &look.underlay);
  caster.setScale(look.scale);
  caster.setRemoved(look.removed);
  return caster.render(camera, kWidth, kHeight, VolumeRenderer::Quality::full()).pixels;
}

void compare(const Look& look, const Camera& camera) {
  const std::vector<std::uint8_t> expected = byVtk(look, camera), drawn = byUs(look, camera);
  REQUIRE(drawn.size() == expected.size());
  int farthest = 0;
  std::size_t lit = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    farthest = std::max(farthest, std::abs(drawn[i] - expected[i]));
    lit += expected[i] > 0;
  }
  CHECK(lit > expected.size() / 8);
  CHECK(farthest <= 1);  // the last bit of 8, never more
}

}  // namespace

TEST_CASE("rays that leap show what VTK's own rays show") {
  Look look;
  look.overlay = stored(response);
  look.underlay = stored(brain);
  for (const char* view : {"oblique", "left", "superior"}) {
    CAPTURE(std::string(view));
    const Camera camera = Camera::standard(look.underlay, view);
    compare(look, camera);
    look.scale.thresholdZ = 0;
    look.scale.range = 1;
    compare(look, camera);
    look.removed = cutoutBox(CutoutSide::Corner, {-10, -30, 10}, camera);
    compare(look, camera);
    look.removed.reset();
    look.scale = test::scale();
  }
}

}  // namespace vxs::scene::test
