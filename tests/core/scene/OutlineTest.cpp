#include "core/scene/Outline.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

#include <map>

using namespace vxs;
using namespace vxs::scene;
using namespace vxs::scene::test;

namespace {

/// Two touching boxes: label 1 for x in 2..4, label 2 for x in 5..6, both y in 2..5, and -1 beside them.
LabelAtlas atlas() {
  const Grid grid{10, 10, 3};
  LabelAtlas result{"areas",
                    grid,
                    Affine({1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}),
                    std::vector<std::int32_t>(grid.voxelCount(), -1),
                    {{1, "V1"}, {2, "V2"}}};
  for (int y = 2; y < 6; ++y)
    for (int x = 2; x < 7; ++x) result.labels[grid.index(x, y, 1)] = x < 5 ? 1 : 2;
  return result;
}

}  // namespace

TEST_CASE("borders are closed, joined to straight pieces, and lie on the region's edge") {
  const LabelAtlas areas = atlas();
  const Volume frame(areas.grid, areas.affine, 0);
  const auto g = SliceGeometry::covering(frame, Plane::Axial, Convention::Neurological, 1);
  const auto segments = outlines(g, areas);
  std::map<std::int32_t, double> length;
  for (const OutlineSegment& s : segments) {
    length[s.label] += std::abs(double(s.x1 - s.x0)) + std::abs(double(s.y1 - s.y0));
    CHECK((s.x0 == s.x1) != (s.y0 == s.y1));
  }
  CHECK(segments.size() == 8);  // four sides each
  CHECK(length[1] == 2 * (3 + 4));
  CHECK(length[2] == 2 * (2 + 4));
  // y 2..5 is seen from the top: rows 4..7 of 10
  for (const OutlineSegment& s : segments) CHECK((s.y0 >= 4 && s.y1 <= 8));
  const auto other = SliceGeometry::covering(frame, Plane::Axial, Convention::Neurological, 0);
  CHECK(outlines(other, areas).empty());
}

TEST_CASE("in radiological convention the borders change sides too") {
  const LabelAtlas areas = atlas();
  const Volume frame(areas.grid, areas.affine, 0);
  const auto leftmost = [&](Convention convention) {
    float x = 1e9F;
    for (const auto& s : outlines(SliceGeometry::covering(frame, Plane::Axial, convention, 1), areas))
      if (s.label == 1) x = std::min(x, s.x0);
    return x;
  };
  CHECK(leftmost(Convention::Neurological) == 2);
  CHECK(leftmost(Convention::Radiological) == 5);
}

TEST_CASE("a position's region is that of its voxel") {
  const LabelAtlas areas = atlas();
  CHECK(labelAt(areas, {4.4, 3, 1.2}) == 1);
  CHECK(labelAt(areas, {4.6, 3, 1.2}) == 2);
  CHECK(labelAt(areas, {0, 0, 0}) == -1);
  CHECK(labelAt(areas, {-50, 0, 0}) == 0);
}
