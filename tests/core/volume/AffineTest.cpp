#include "core/volume/Affine.h"

#include "core/base/Error.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <set>

using namespace vxs;

namespace {

Affine affineOf(const nlohmann::json& numbers) {
  return Affine(numbers.get<std::array<double, 12>>());
}

}  // namespace

TEST_CASE("the 48 orientations, turned and sheared, get nibabel's axis codes and voxel sizes") {
  std::ifstream stream(VXS_TEST_REFERENCE_DIR "/volume/volume.json");
  const nlohmann::json reference = nlohmann::json::parse(stream).at("orientations");
  REQUIRE(reference.size() == 48);
  std::set<std::string> seen;
  for (const auto& one : reference) {
    const Affine affine = affineOf(one.at("affine"));
    CHECK(affine.axisCodes() == one.at("codes").get<std::string>());
    seen.insert(affine.axisCodes());
    for (std::size_t d = 0; d < 3; ++d)
      CHECK(affine.voxelSizeMm()[d] == doctest::Approx(one.at("zooms")[d].get<double>()).epsilon(1e-12));
    const Vec3 back = affine.toVoxel(affine.toRasMm({3, -4.5, 70}));
    CHECK(back[0] == doctest::Approx(3).epsilon(1e-10));
    CHECK(back[1] == doctest::Approx(-4.5).epsilon(1e-10));
    CHECK(back[2] == doctest::Approx(70).epsilon(1e-10));
  }
  CHECK(seen.size() == 48);
}

TEST_CASE("NSD's centred transform has the published origins") {
  // nsd.md 5.3: subj01 at 1.8 mm, and the func1mm file whose header a notebook prints
  const Affine subject01 = Affine::centred({81, 104, 83}, 1.8);
  CHECK(subject01.rows()[3] == doctest::Approx(-72.0));
  CHECK(subject01.rows()[7] == doctest::Approx(-92.7));
  CHECK(subject01.rows()[11] == doctest::Approx(-73.8));
  CHECK(subject01.axisCodes() == "RAS");
  CHECK(Affine::centred({145, 186, 148}, 1).toRasMm({0, 0, 0}) == Vec3{-72, -92.5, -73.5});
}

TEST_CASE("a flat matrix has no inverse") {
  const Affine flat({1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0});
  CHECK_THROWS_AS(flat.inverse(), Error);
  CHECK_THROWS_AS(flat.toVoxel({0, 0, 0}), Error);
  CHECK(Affine({0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}).axisCodes() == "?AS");
}
