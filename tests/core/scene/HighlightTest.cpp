#include "core/base/Error.h"
#include "core/scene/Highlight.h"

#include <doctest/doctest.h>

using namespace vxs;
using namespace vxs::scene;

namespace {

/// Which pixels of a grey picture became `color`.
int painted(const RgbaImage& picture, const Rgb& color) {
  int count = 0;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 4)
    count += picture.pixels[i] == color[0] && picture.pixels[i + 1] == color[1] &&
             picture.pixels[i + 2] == color[2];
  return count;
}

struct Box {
  Volume mask;
  SliceGeometry geometry;
  RgbaImage picture;
  explicit Box(int side, double pixelMm = 1) : mask(Grid{10, 10, 10}, Affine(), 0.0F) {
    for (int z = 0; z < 10; ++z)
      for (int y = 3; y < 3 + side; ++y)
        for (int x = 2; x < 2 + side; ++x) mask.values[mask.grid.index(x, y, z)] = 1;
    geometry = SliceGeometry::covering(mask, Plane::Axial, Convention::Neurological, 5, pixelMm);
    picture = {geometry.width, geometry.height,
               std::vector<std::uint8_t>(static_cast<std::size_t>(4 * geometry.width * geometry.height), 50)};
  }
};

}  // namespace

TEST_CASE("only the edge of a region is drawn, whatever the convention") {
  Box box(5);
  outlineSlice(box.picture, box.geometry, box.mask, {255, 176, 0});
  CHECK(painted(box.picture, {255, 176, 0}) == 16);  // 5 x 5 without its 3 x 3
  const auto pixel = box.geometry.pixelOf({2, 3, 5});
  const auto at = static_cast<std::size_t>(pixel[1] + 0.5) * static_cast<std::size_t>(box.geometry.width) +
                  static_cast<std::size_t>(pixel[0] + 0.5);
  CHECK(box.picture.pixels[4 * at] == 255);
  CHECK(box.picture.pixels[4 * at + 3] == 255);
  Box turned(5);
  turned.geometry = SliceGeometry::covering(turned.mask, Plane::Axial, Convention::Radiological, 5, 1);
  outlineSlice(turned.picture, turned.geometry, turned.mask, {255, 176, 0});
  CHECK(painted(turned.picture, {255, 176, 0}) == 16);
}

TEST_CASE("a single voxel is seen, and finer pixels give a finer edge") {
  Box single(1);
  outlineSlice(single.picture, single.geometry, single.mask, {1, 2, 3});
  CHECK(painted(single.picture, {1, 2, 3}) == 1);
  Box fine(4, 0.25);
  outlineSlice(fine.picture, fine.geometry, fine.mask, {1, 2, 3});
  CHECK(painted(fine.picture, {1, 2, 3}) == 4 * 16 - 4);
}

TEST_CASE("a slice that misses the region stays as it is; another size is refused") {
  Box box(3);
  const Volume nothing(Grid{10, 10, 10}, Affine(), 0.0F);
  outlineSlice(box.picture, box.geometry, nothing, {1, 2, 3});
  CHECK(painted(box.picture, {1, 2, 3}) == 0);
  ++box.geometry.width;
  CHECK_THROWS_AS(outlineSlice(box.picture, box.geometry, box.mask, {1, 2, 3}), Error);
}
