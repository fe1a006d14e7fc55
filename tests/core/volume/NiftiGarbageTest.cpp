#include "core/base/AtomicFile.h"
#include "core/base/Random.h"
#include "core/volume/Nifti.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <limits>

using namespace vxs;
using test::contains;
using test::errorOf;

namespace {

const std::string kFolder = VXS_TEST_REFERENCE_DIR "/volume/";

/// Writes `content`, reads it as a volume and returns the complaint, which must name the file.
std::string complaint(const test::TempFolder& folder, const std::string& content,
                      const std::string& name = "x.nii") {
  writeFileAtomically(folder / name, content);
  const std::string message = errorOf([&] { readNifti(folder / name); });
  if (!message.empty()) CHECK(contains(message, (folder / name).string()));
  return message;
}

template <class Field>
std::string with(std::string content, std::size_t at, Field value) {
  content.replace(at, sizeof value, reinterpret_cast<const char*>(&value), sizeof value);
  return content;
}

}  // namespace

TEST_CASE("what is no NIfTI file is told so") {
  const test::TempFolder folder;
  CHECK(contains(complaint(folder, ""), "empty"));
  CHECK(contains(complaint(folder, "abc"), "few bytes"));
  CHECK(contains(complaint(folder, std::string(2000, 'q')), "not a NIfTI file"));
  CHECK(contains(errorOf([&] { readNifti(folder / "missing.nii"); }), "No such file"));
  CHECK(contains(errorOf([&] { readNifti(folder.path()); }), "folder"));
  CHECK(contains(errorOf([&] { readNifti(kFolder + "series.nii.gz", 3); }), "no frame 3"));
}

TEST_CASE("a header's lies are caught before memory is taken") {
  const test::TempFolder folder;
  const std::string good = readFile(kFolder + "int16_le_n1.nii");
  CHECK(complaint(folder, good).empty());
  CHECK(contains(complaint(folder, with<std::int16_t>(good, 40, 9)), "9 dimensions"));
  CHECK(contains(complaint(folder, with<std::int16_t>(good, 42, -3)), "dimension 1 is -3"));
  CHECK(contains(complaint(folder, with<std::int16_t>(good, 44, 0)), "dimension 2 is 0"));
  CHECK(contains(complaint(folder, with<std::int16_t>(good, 42, 32767)), "ends before its declared size"));
  std::string huge = good;
  for (std::size_t at = 42; at < 48; at += 2) huge = with<std::int16_t>(huge, at, 32767);
  CHECK(contains(complaint(folder, huge), "more than 2^31 voxels"));
  CHECK(contains(complaint(folder, with<std::int16_t>(good, 70, 32)), "COMPLEX64"));
  CHECK(contains(complaint(folder, with<std::int16_t>(good, 70, 128)), "RGB24"));
  CHECK(contains(complaint(folder, with<std::int16_t>(good, 70, 12345)), "12345"));
  CHECK(contains(complaint(folder, with<float>(good, 108, -400)), "said to begin at byte"));
  CHECK(contains(complaint(folder, with<float>(good, 108, std::numeric_limits<float>::quiet_NaN())),
                 "begin at byte"));
  CHECK(contains(complaint(folder, with<float>(good, 108, 1e9F)), "ends before"));
  CHECK(contains(complaint(folder, with<char>(good, 345, 'i')), "pair"));
  CHECK(contains(complaint(folder, with<char>(good, 344, '\0')), "signature"));
  const std::string two = readFile(kFolder + "five.nii");
  CHECK(complaint(folder, two).empty());
  std::string wide = two;
  for (std::size_t d = 4; d < 8; ++d) wide = with<std::int64_t>(wide, 16 + 8 * d, 2'000'000'000);
  wide = with<std::int64_t>(wide, 16, 7);
  CHECK(contains(complaint(folder, wide), "impossible"));
  CHECK(contains(complaint(folder, with<std::int64_t>(two, 24, std::int64_t{1} << 40)), "dimension 1 is"));
}

TEST_CASE("every cut of a plain and of a compressed file is one clear error") {
  const test::TempFolder folder;
  for (const std::string name : {"int16_be_n1.nii", "float64_le_n2.nii.gz"}) {
    const std::string good = readFile(kFolder + name);
    for (std::size_t size = 0; size < good.size(); size += 7)
      CHECK_FALSE(complaint(folder, good.substr(0, size), name).empty());
    CHECK_FALSE(complaint(folder, good.substr(0, good.size() - 1), name).empty());
  }
}

TEST_CASE("a flipped bit in compressed data fails the checksum") {
  const test::TempFolder folder;
  std::string content = readFile(kFolder + "float32_le_n2.nii.gz");
  content[content.size() - 6] = static_cast<char>(content[content.size() - 6] ^ 1);  // within CRC-32
  CHECK(contains(complaint(folder, content, "x.nii.gz"), "damaged"));
}

TEST_CASE("a small compressed file that declares gigabytes is refused at once") {
  const test::TempFolder folder;
  Volume volume({4, 4, 4}, Affine{}, 1);
  writeNifti(folder / "a.nii", volume);
  std::string content = readFile(folder / "a.nii");
  for (std::size_t at = 42; at < 48; at += 2) content = with<std::int16_t>(content, at, 1200);
  const auto begin = std::chrono::steady_clock::now();
  CHECK(contains(complaint(folder, content), "declared size"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
}

TEST_CASE("random damage to a header never gets past an Error") {
  const test::TempFolder folder;
  const std::string good = readFile(kFolder + "int16_le_n1.nii");
  Random random(7);
  int refused = 0;
  for (int round = 0; round < 500; ++round) {
    std::string content = good;
    for (int i = 0; i < 3; ++i) content[random.below(352)] = static_cast<char>(random.below(256));
    refused += complaint(folder, content).empty() ? 0 : 1;
  }
  CHECK(refused > 20);
  CHECK(refused < 500);
}

TEST_CASE("a declared but useless transform yields to the next") {
  const test::TempFolder folder;
  std::string content = readFile(kFolder + "int16_le_n1.nii");
  content = with<float>(content, 280, std::numeric_limits<float>::infinity());
  writeFileAtomically(folder / "a.nii", content);
  CHECK(inspectNifti(folder / "a.nii").affineSource == "qform");
  content = with<std::int16_t>(with<std::int16_t>(content, 252, 0), 254, 0);
  writeFileAtomically(folder / "b.nii", content);
  const NiftiInfo info = inspectNifti(folder / "b.nii");
  CHECK(info.affineSource == "pixdim");
  CHECK(info.affine.voxelSizeMm()[1] == doctest::Approx(2.0));
  CHECK(info.affine.toRasMm({0, 0, 0}) == Vec3{0, 0, 0});
}
