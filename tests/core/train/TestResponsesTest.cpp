#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/Random.h"
#include "core/train/TestResponses.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <array>
#include <cstring>

using namespace vxs;
using namespace vxs::train;

namespace {

struct Written {
  test::TempFolder folder;
  std::filesystem::path file = folder / "test-responses.f16";
  std::vector<TestImage> images{{12, 3}, {7, 1}, {90000, 2}};
  std::vector<float> measured, predicted;
  std::uint64_t checksum = 0;

  Written() {
    Random random(4);
    for (int i = 0; i < 15; ++i) {
      measured.push_back(static_cast<float>(random.below(64)) / 16 - 2);  // exact as half floats
      predicted.push_back(static_cast<float>(random.below(64)) / 32 - 1);
    }
    TestResponsesWriter writer(file, images, {5, 11, 22});
    for (std::size_t i = 0; i < 3; ++i)
      writer.add(std::span(measured).subspan(5 * i, 5), std::span(predicted).subspan(5 * i, 5));
    checksum = writer.finish();
  }
  void rewrite(const std::string& content) const { writeFileAtomically(file, content); }
};

}  // namespace

TEST_CASE("what was written is read back, by image and by voxel") {
  const Written w;
  const TestResponses r = TestResponses::open(w.file);
  CHECK(r.images() == w.images);
  CHECK(r.voxelCount() == 5);
  CHECK(r.header().maskFingerprint == 11);
  CHECK(r.header().runFingerprint == 22);
  CHECK(r.checksum() == w.checksum);
  CHECK(r.indexOf(90000) == 2);
  CHECK(r.indexOf(8) == -1);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(r.measured(i) == std::vector<float>(w.measured.begin() + 5 * i, w.measured.begin() + 5 * i + 5));
    CHECK(r.predicted(i) == std::vector<float>(w.predicted.begin() + 5 * i, w.predicted.begin() + 5 * i + 5));
  }
  const std::vector<std::uint32_t> members{4, 1};
  CHECK(r.measuredAt(members) == std::vector<float>{w.measured[4], w.measured[1], w.measured[9],
                                                    w.measured[6], w.measured[14], w.measured[11]});
  CHECK(r.predicted(1, members) == std::vector<float>{w.predicted[9], w.predicted[6]});
  const TestResponses same = TestResponses::inMemory(w.images, w.measured, w.predicted, {5, 11, 22});
  CHECK(same.measuredAt(members) == r.measuredAt(members));
  CHECK_THROWS_AS(r.measured(3), Error);
}

TEST_CASE("the header lies where the format says") {
  const Written w;
  const std::string bytes = readFile(w.file);
  CHECK(bytes.size() == 64 + 3 * 8 + 3 * 5 * (2 + 4));
  CHECK(bytes.substr(0, 8) == "VXSTESTR");
  CHECK(bytes[8] == 2);
  CHECK(bytes[16] == 3);
  CHECK(bytes[24] == 5);
  CHECK(bytes[64] == 12);
  CHECK(bytes[68] == 3);
}

TEST_CASE("a prediction that hardly varies keeps its digits") {
  const std::vector<float> measured{0.5F, -0.5F}, predicted{0.25F + 1e-6F, 3e-9F};
  const TestResponses r = TestResponses::inMemory({{1, 3}}, measured, predicted, {2, 0, 0});
  CHECK(r.predicted(0) == predicted);
}

TEST_CASE("files of version 1, predictions as half floats, are still read") {
  const test::TempFolder folder;
  std::string old(64, '\0');
  const auto put = [&](std::size_t at, auto value) { std::memcpy(old.data() + at, &value, sizeof value); };
  std::memcpy(old.data(), "VXSTESTR", 8);
  put(8, std::uint32_t{1});
  put(16, std::uint64_t{1});
  put(24, std::uint64_t{2});
  put(32, std::uint64_t{0xde99aed6125a2e03});  // made outside of this program
  old.resize(64 + 8 + 2 * 2 * 2);
  put(64, std::int32_t{12});
  put(68, std::int32_t{3});
  put(72, std::array<std::uint16_t, 4>{0x3c00, 0xc000, 0x3800, 0x3400});
  writeFileAtomically(folder / "old.f16", old);
  const TestResponses r = TestResponses::open(folder / "old.f16");
  CHECK(r.measured(0) == std::vector<float>{1, -2});
  CHECK(r.predicted(0) == std::vector<float>{0.5F, 0.25F});
  CHECK(r.predictedAt(std::vector<std::uint32_t>{1}) == std::vector<float>{0.25F});
}

TEST_CASE("an unfinished file never appears") {
  const test::TempFolder folder;
  {
    TestResponsesWriter writer(folder / "a.f16", {{1, 1}, {2, 1}}, {2, 0, 0});
    writer.add(std::vector<float>{1, 2}, std::vector<float>{3, 4});
    CHECK_THROWS_AS(writer.add(std::vector<float>{1}, std::vector<float>{3, 4}), Error);
    CHECK_THROWS_AS(writer.finish(), Error);
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("every cut and every flipped bit is noticed") {
  const Written w;
  const std::string good = readFile(w.file);
  for (std::size_t size = 0; size < good.size(); ++size) {
    w.rewrite(good.substr(0, size));
    CHECK_THROWS_WITH_AS(TestResponses::open(w.file), doctest::Contains("test-responses.f16"), Error);
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    if ((at >= 12 && at < 16) || (at >= 40 && at < 64))
      continue;  // reserved; fingerprints, checked by others
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    w.rewrite(bad);
    CAPTURE(at);
    CHECK_THROWS_AS(TestResponses::open(w.file), Error);
  }
  w.rewrite(good + "x");
  CHECK_THROWS_AS(TestResponses::open(w.file), Error);
  CHECK_THROWS_AS(TestResponses::open(w.folder / "nothing"), Error);
}

TEST_CASE("sizes that would overflow are refused") {
  const Written w;
  std::string bad = readFile(w.file);
  for (std::size_t i = 16; i < 32; ++i) bad[i] = static_cast<char>(0xff);
  w.rewrite(bad);
  CHECK_THROWS_WITH_AS(TestResponses::open(w.file), doctest::Contains("claims"), Error);
}

TEST_CASE("masks of other voxels or another grid have another fingerprint") {
  Mask a{{4, 4, 4}, Affine{}, {1, 5, 9}};
  Mask b = a, c = a;
  b.voxels[2] = 10;
  c.grid = {4, 2, 8};
  CHECK(fingerprintOf(a) == fingerprintOf(Mask(a)));
  CHECK(fingerprintOf(a) != fingerprintOf(b));
  CHECK(fingerprintOf(a) != fingerprintOf(c));
}
