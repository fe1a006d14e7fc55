#include "core/synthetic/Brain.h"
#include "core/synthetic/Preset.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <stdexcept>
#include <string_view>

using namespace vxs;
using namespace vxs::synthetic;

namespace {

const Brain& demoBrain() {
  static const Brain kBrain = makeBrain(presetNamed("demo").grid, presetNamed("demo").voxelSizeMm);
  return kBrain;
}

Vec3 positionOf(const BrainVoxel& voxel) {
  const auto [x, y, z] = demoBrain().grid.position(voxel.index);
  return demoBrain().affine.toRasMm({double(x), double(y), double(z)});
}

const LabelAtlas& atlasNamed(const std::vector<LabelAtlas>& atlases, std::string_view name) {
  for (const LabelAtlas& atlas : atlases)
    if (atlas.name == name) return atlas;
  throw std::runtime_error("no atlas " + std::string(name));
}

}  // namespace

TEST_CASE("two hemispheres, right where x > 0, with gray matter, white matter and every area in both") {
  std::map<Area, std::array<int, 2>> areas;
  std::map<Tissue, int> tissues;
  for (const BrainVoxel& voxel : demoBrain().voxels) {
    CHECK(voxel.rightHemisphere == (positionOf(voxel)[0] > 0));
    ++areas[voxel.area][voxel.rightHemisphere];
    ++tissues[voxel.tissue];
    if (voxel.area != Area::None) {
      CHECK(voxel.tissue == Tissue::Gray);
      CHECK(voxel.visual);
    }
  }
  for (int a = 1; a <= static_cast<int>(Area::VWFA1); ++a) {
    CAPTURE(a);
    CHECK(areas[static_cast<Area>(a)][0] >= 5);
    CHECK(areas[static_cast<Area>(a)][1] >= 5);
  }
  CHECK(tissues[Tissue::Gray] > 5000);
  CHECK(tissues[Tissue::White] > 1000);
}

TEST_CASE(
    "early areas see the opposite half of the field, ventral ones its upper and dorsal ones its lower "
    "quarter") {
  int fields = 0;
  for (const BrainVoxel& voxel : demoBrain().voxels) {
    const bool early = voxel.area >= Area::V1v && voxel.area <= Area::hV4;
    CHECK((voxel.fieldSize > 0) == early);
    if (!early) continue;
    ++fields;
    CHECK(voxel.rightHemisphere == (voxel.fieldX < 1e-5));
    if (voxel.area == Area::V1v || voxel.area == Area::V2v || voxel.area == Area::V3v)
      CHECK(voxel.fieldY > -1e-5);
    if (voxel.area == Area::V1d || voxel.area == Area::V2d || voxel.area == Area::V3d)
      CHECK(voxel.fieldY < 1e-5);
    CHECK(std::hypot(voxel.fieldX, voxel.fieldY) < 4.2);
  }
  CHECK(fields > 300);
  // the periphery lies in front of the fovea: eccentricity grows with y in V1
  double sxy = 0, sxx = 0, syy = 0, mx = 0, my = 0, n = 0;
  for (int pass = 0; pass < 2; ++pass)
    for (const BrainVoxel& voxel : demoBrain().voxels) {
      if (voxel.area != Area::V1v && voxel.area != Area::V1d) continue;
      const double x = positionOf(voxel)[1], y = std::hypot(voxel.fieldX, voxel.fieldY);
      if (pass == 0) {
        mx += x, my += y, n += 1;
      } else {
        sxy += (x - mx / n) * (y - my / n), sxx += std::pow(x - mx / n, 2), syy += std::pow(y - my / n, 2);
      }
    }
  CHECK(sxy / std::sqrt(sxx * syy) > 0.9);
}

TEST_CASE("atlases say -1 outside cortex, 0 without label, and name every label that they use") {
  const std::vector<LabelAtlas> atlases = demoBrain().atlases();
  CHECK(atlases.size() == 7);
  std::map<std::uint32_t, const BrainVoxel*> byIndex;
  for (const BrainVoxel& voxel : demoBrain().voxels) byIndex[voxel.index] = &voxel;
  for (const LabelAtlas& atlas : atlases) {
    CAPTURE(atlas.name);
    std::map<int, int> counts;
    for (std::uint32_t i = 0; i < atlas.labels.size(); ++i) {
      ++counts[atlas.labels[i]];
      const auto found = byIndex.find(i);
      const bool gray = found != byIndex.end() && found->second->tissue == Tissue::Gray;
      CHECK((atlas.labels[i] == -1) == !gray);
    }
    CHECK(counts[0] > 0);
    CHECK(counts.size() > 2);
    for (const auto& [label, count] : counts)
      if (label > 0) CHECK(atlas.names.contains(label));
  }
  const LabelAtlas& visual = atlasNamed(atlases, "prf-visualrois");
  const LabelAtlas& faces = atlasNamed(atlases, "floc-faces");
  const LabelAtlas& general = atlasNamed(atlases, "nsdgeneral");
  for (const BrainVoxel& voxel : demoBrain().voxels) {
    if (voxel.area == Area::V1d) CHECK(visual.regionName(visual.labels[voxel.index]) == "V1d");
    if (voxel.area == Area::hV4) CHECK(visual.regionName(visual.labels[voxel.index]) == "hV4");
    if (voxel.area == Area::FFA1) CHECK(faces.regionName(faces.labels[voxel.index]) == "FFA-1");
    if (voxel.tissue == Tissue::Gray) CHECK((general.labels[voxel.index] > 0) == voxel.visual);
  }
}

TEST_CASE("the underlay separates the tissues as a T1 does") {
  const Volume t1 = demoBrain().underlay();
  std::map<Tissue, std::pair<double, int>> mean;
  for (const BrainVoxel& voxel : demoBrain().voxels) {
    mean[voxel.tissue].first += t1.values[voxel.index];
    ++mean[voxel.tissue].second;
  }
  const auto of = [&](Tissue tissue) { return mean[tissue].first / mean[tissue].second; };
  CHECK(of(Tissue::White) > of(Tissue::Gray));
  CHECK(of(Tissue::Gray) > of(Tissue::Fluid));
}

TEST_CASE("the underlay shows a head: air, scalp and bone around the brain, the brain within it") {
  CHECK(t1At({0, 0, 74}) == 0);
  const double scalp = t1At({-71, -1, 0}), bone = t1At({-67, -1, 0});
  CHECK(scalp > 4 * bone);
  CHECK(bone > 0);
  // every voxel of the brain lies within the bone: going outward from it there is scalp before air
  for (const BrainVoxel& voxel : demoBrain().voxels) {
    const auto [x, y, z] = demoBrain().grid.position(voxel.index);
    const Vec3 ras = demoBrain().affine.toRasMm({double(x), double(y), double(z)});
    CHECK(t1At({ras[0] * 1.04, ras[1] * 1.04, ras[2] * 1.04}) > 0);
  }
}
