#include "core/scene/SliceSampler.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

constexpr std::array<int, 3> kCount{6, 5, 7};
constexpr Vec3 kSize{3, 2, 4}, kCentre{-4, 11, 6};

float valueAt(const Vec3& ras) {
  const double value = std::sin(0.7 * ras[0]) + 0.3 * ras[1] * std::cos(0.2 * ras[2]);
  return ras[0] + ras[1] > 8 ? std::nanf("") : static_cast<float>(value);
}

/// The same volume turned by an angle that nobody sees, but too far for its axes to run along the world's.
Volume barelyTurned(Volume volume) {
  auto rows = volume.affine.rows();
  const auto straight = rows;
  constexpr double kAngle = 1e-7;
  for (std::size_t i = 0; i < 3; ++i) {
    rows[i] = straight[i] - kAngle * straight[4 + i];
    rows[4 + i] = straight[4 + i] + kAngle * straight[i] - kAngle * straight[8 + i];
    rows[8 + i] = straight[8 + i] + kAngle * straight[4 + i];
  }
  volume.affine = Affine(rows);
  return volume;
}

std::vector<float> sampled(const SliceGeometry& geometry, const Volume& volume, SliceSampler::By by) {
  const SliceSampler sampler(geometry, volume, by);
  const auto width = static_cast<std::size_t>(geometry.width);
  std::vector<float> all(width * static_cast<std::size_t>(geometry.height));
  for (int row = 0; row < geometry.height; ++row)
    sampler.row(row, std::span(all).subspan(static_cast<std::size_t>(row) * width, width));
  return all;
}

}  // namespace

TEST_CASE("the quick way along straight axes and the way through any affine agree in 48 orientations") {
  int compared = 0, nans = 0, unlike = 0;
  for (const Orientation& orientation : allOrientations()) {
    const Volume straight = phantom(orientation, kCount, kSize, kCentre, valueAt);
    const Volume turned = barelyTurned(straight);
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal})
      for (const auto by : {SliceSampler::By::NearestVoxel, SliceSampler::By::Trilinear}) {
        // off the voxels' centres and edges, where one way may round up and the other down
        const double at = kCentre[plane == Plane::Axial ? 2 : plane == Plane::Coronal ? 1 : 0] + 0.63;
        auto geometry = SliceGeometry::covering(straight, plane, Convention::Neurological, at, 0.77);
        geometry.leftMm += 0.0131;
        geometry.topMm -= 0.0173;
        const auto quick = sampled(geometry, straight, by), general = sampled(geometry, turned, by);
        REQUIRE(quick.size() == general.size());
        for (std::size_t i = 0; i < quick.size(); ++i) {
          ++compared;
          nans += std::isnan(quick[i]);
          const bool both = std::isnan(quick[i]) == std::isnan(general[i]);
          if (!both || (!std::isnan(quick[i]) && std::abs(quick[i] - general[i]) > 1e-4)) ++unlike;
        }
      }
  }
  CHECK(compared > 100000);
  CHECK(nans > compared / 20);
  CHECK(nans < compared * 2 / 3);
  CHECK(unlike == 0);
}

TEST_CASE("a slice beside the volume has no values") {
  const Volume volume = phantom({}, kCount, kSize, kCentre, [](const Vec3&) { return 1.0F; });
  const double above = kCentre[2] + kSize[2] * kCount[2];
  const auto geometry = SliceGeometry::covering(volume, Plane::Axial, Convention::Neurological, above);
  for (const auto by : {SliceSampler::By::NearestVoxel, SliceSampler::By::Trilinear})
    for (const float value : sampled(geometry, volume, by)) CHECK(std::isnan(value));
}
