#include "core/scene/InitialLook.h"

#include <doctest/doctest.h>

using namespace vxs;

TEST_CASE("A run's first look: range of the 99.5th percentile, threshold at 0.3 of it, the strongest voxel") {
  // magnitudes 0.01 .. 2.00, signs alternating; element 0.995 * 199 = 198 of them (from 0) is 1.99
  Volume volume(Grid{10, 10, 2}, Affine({2, 0, 0, -10, 0, 2, 0, 5, 0, 0, 3, 1}));
  for (std::size_t i = 0; i < volume.values.size(); ++i)
    volume.values[i] = static_cast<float>(i + 1) * (i % 2 ? -0.01F : 0.01F);
  const scene::InitialLook look = scene::initialLook(volume);
  CHECK(look.range == doctest::Approx(2.0));  // rounded up to two digits
  CHECK(look.thresholdZ == doctest::Approx(0.4));
  CHECK(look.crosshairRasMm == Vec3{8, 23, 4});  // voxel 9, 9, 1
}

TEST_CASE("Without a value the first look is still one that can be drawn") {
  const Volume nothing(Grid{2, 2, 2}, Affine({1, 0, 0, 7, 0, 1, 0, 8, 0, 0, 1, 9}));
  CHECK(scene::initialLook(nothing) == scene::InitialLook{1, 0.2, {7, 8, 9}});
  CHECK(scene::initialLook(Volume()) == scene::InitialLook{1, 0.2, {0, 0, 0}});
}
