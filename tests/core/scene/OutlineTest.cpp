#include "core/scene/Outline.h"
#include "tests/core/scene/Phantom.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
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

TEST_CASE("borders are exactly the edges between pixels of unlike labels, in 48 orientations") {
  for (const Orientation& orientation : allOrientations()) {
    const Volume frame = phantom(orientation, {14, 12, 11}, {2, 3, 2.5}, {1, -2, 3}, [](const Vec3& p) {
      return std::floor(std::fmod(std::abs(3.1 * p[0] + 5.7 * p[1] + 2.3 * p[2]), 4));  // 0 to 3
    });
    LabelAtlas areas{"areas", frame.grid, frame.affine, {}, {{1, "A"}, {2, "B"}, {3, "C"}}};
    for (const float value : frame.values) areas.labels.push_back(static_cast<std::int32_t>(value));
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
      const auto g = SliceGeometry::covering(frame, plane, Convention::Radiological, 2.2, 0.7);
      const auto label = [&](int column, int row) {
        const bool inside = column >= 0 && row >= 0 && column < g.width && row < g.height;
        return inside ? std::max(0, labelAt(areas, g.rasAt(column, row))) : 0;
      };
      // edges by where they lie and whose they are: (twice the middle, label)
      std::map<std::array<int, 3>, int> expected, found;
      for (int row = -1; row <= g.height; ++row)
        for (int column = -1; column <= g.width; ++column)
          for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
            if (const int own = label(column, row); own > 0 && own != label(column + dx, row + dy))
              ++expected[{2 * column + 1 + dx, 2 * row + 1 + dy, own}];
      for (const OutlineSegment& s : outlines(g, areas)) {
        const bool upright = s.x0 == s.x1;
        for (float at = upright ? s.y0 : s.x0; at < (upright ? s.y1 : s.x1); ++at)
          ++found[{int(2 * s.x0) + (upright ? 0 : int(2 * (at - s.x0)) + 1),
                   int(2 * s.y0) + (upright ? int(2 * (at - s.y0)) + 1 : 0), s.label}];
      }
      REQUIRE(expected.size() > 50);
      CHECK(found == expected);
    }
  }
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
