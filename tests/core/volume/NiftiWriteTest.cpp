#include "core/base/AtomicFile.h"
#include "core/volume/Nifti.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;

namespace {

Volume sample() {
  Volume volume({5, 4, 3}, Affine({-1.8, 0.25, 0, 10, 0, 2, 0.5, -20, 0.125, 0, 2.5, 30}), 0);
  for (std::size_t i = 0; i < volume.values.size(); ++i) volume.values[i] = 0.37F * static_cast<float>(i) - 8;
  return volume;
}

}  // namespace

TEST_CASE("float volumes come back bit for bit, with their geometry") {
  const test::TempFolder folder;
  for (const std::string name : {"a.nii", "a.nii.gz"}) {
    Volume volume = sample();
    volume.values[9] = std::nanf("");
    writeNifti(folder / name, volume, NiftiType::Float32, "a test");
    const NiftiInfo info = inspectNifti(folder / name);
    CHECK(info.description == "a test");
    CHECK(info.datatype == "float32");
    CHECK(info.affineSource == "sform");
    CHECK(info.frames == 1);
    const Volume back = readNifti(folder / name);
    CHECK(back.grid == volume.grid);
    for (std::size_t i = 0; i < 12; ++i)
      CHECK(back.affine.rows()[i] == doctest::Approx(volume.affine.rows()[i]).epsilon(1e-7));
    CHECK(std::isnan(back.values[9]));
    REQUIRE(back.values.size() == volume.values.size());
    for (std::size_t i = 0; i < back.values.size(); ++i)
      if (i != 9) CHECK(back.values[i] == volume.values[i]);
  }
  CHECK(readFile(folder / "a.nii").size() == 352 + 60 * 4);
  CHECK(readFile(folder / "a.nii.gz").substr(0, 2) == "\x1f\x8b");
}

TEST_CASE("int16 rounds, saturates and stores slope 0") {
  const test::TempFolder folder;
  Volume volume({5, 1, 1}, Affine{}, 0);
  volume.values = {1.5F, -2.6F, 1e9F, -1e9F, std::nanf("")};
  writeNifti(folder / "a.nii", volume, NiftiType::Int16);
  CHECK(readNifti(folder / "a.nii").values == std::vector<float>{2, -3, 32767, -32768, 0});
  CHECK(readFile(folder / "a.nii").substr(112, 4) == std::string(4, '\0'));  // scl_slope
}

TEST_CASE("a series keeps frames and values") {
  const test::TempFolder folder;
  std::vector<std::int16_t> frames;
  for (int i = 0; i < 2 * 3 * 2 * 5; ++i) frames.push_back(static_cast<std::int16_t>(i * 31 - 400));
  writeNiftiSeries(folder / "s.nii.gz", {2, 3, 2}, Affine::centred({2, 3, 2}, 1.8), frames, 4.0 / 3);
  CHECK(inspectNifti(folder / "s.nii.gz").frames == 5);
  std::vector<std::int16_t> back;
  forEachNiftiFrame(folder / "s.nii.gz", [&](std::int64_t, const std::vector<float>& values) {
    for (const float value : values) back.push_back(static_cast<std::int16_t>(value));
  });
  CHECK(back == frames);
}

TEST_CASE("what cannot be written is said, and leaves nothing behind") {
  const test::TempFolder folder;
  CHECK(test::contains(test::errorOf([&] { writeNifti(folder / "no" / "a.nii", sample()); }), "a.nii"));
  Volume broken = sample();
  broken.values.pop_back();
  CHECK(test::contains(test::errorOf([&] { writeNifti(folder / "a.nii", broken); }), "59 values"));
  CHECK_THROWS_AS(writeNiftiSeries(folder / "a.nii", {2, 2, 2}, Affine{}, std::vector<std::int16_t>(9), 1),
                  Error);
  CHECK_THROWS_AS(writeNifti(folder / "a.nii", Volume({40000, 1, 1}, Affine{}, 0)), Error);
  CHECK(std::filesystem::is_empty(folder.path()));
}
