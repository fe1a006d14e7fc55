#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/Random.h"
#include "core/train/EpochFile.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::train;

namespace {

EpochFile example(int epoch = 7) {
  return {epoch,
          70,
          12,
          {0.5F, -0.25F, std::numeric_limits<float>::quiet_NaN(), 0.1F, 0.0F},
          {{345, "test"}, {9, "validation"}},
          {{1.0F, 2.0F, -3.0F, 0.125F, 0.0F}, {5.0F, 4.0F, 3.0F, 2.0F, 1.0F}},
          {0.9F, 0.875F, 0.1F}};
}

std::vector<std::int32_t> numbered(int count) {
  std::vector<std::int32_t> ids;
  for (int i = 0; i < count; ++i) ids.push_back(100 + i);
  return ids;
}

}  // namespace

TEST_CASE("an epoch is read as it was written, to half precision where it says so") {
  const test::TempFolder folder;
  writeEpochFile(folder.path(), example());
  const EpochFile epoch = readEpochFile(folder.path(), 7);
  CHECK(epoch.epoch == 7);
  CHECK(epoch.step == 70);
  CHECK(epoch.validationImages == 12);
  CHECK(epoch.images == example().images);
  CHECK(epoch.predictions == example().predictions);  // exact in half precision
  CHECK(epoch.batchLoss == example().batchLoss);
  CHECK(readEpochLosses(folder.path(), 7).batchLoss == example().batchLoss);
  CHECK(readEpochLosses(folder.path(), 7).step == 70);
  REQUIRE(epoch.validationR.size() == 5);
  CHECK(std::isnan(epoch.validationR[2]));
  CHECK(epoch.validationR[1] == -0.25F);
  CHECK(epoch.validationR[3] == doctest::Approx(0.1).epsilon(1e-3));
  // 8 + 4 + header + 2 * 5 * 3 + 4 * 3 + 8: nothing that is not in the format
  const std::string bytes = readFile(epochFilePath(folder.path(), 7));
  CHECK(bytes.substr(0, 8) == "VXSEPOC1");
  CHECK(bytes.size() == 8 + 4 + static_cast<unsigned char>(bytes[8]) + 30 + 12 + 8);
}

TEST_CASE("epochs are listed in order, and those that a resumed run makes again are forgotten") {
  const test::TempFolder folder;
  CHECK(keptEpochs(folder.path()).empty());
  for (const int epoch : {11, 2, 10000}) writeEpochFile(folder.path(), example(epoch));
  writeFileAtomically(folder / "epochs" / "notes.epoch", "x");
  writeFileAtomically(folder / "epochs" / "0003.safetensors", "x");
  CHECK(keptEpochs(folder.path()) == std::vector<int>{2, 11, 10000});
  removeEpochsAfter(folder.path(), 2);
  CHECK(keptEpochs(folder.path()) == std::vector<int>{2});
  CHECK_FALSE(std::filesystem::exists(folder / "epochs" / "0003.safetensors"));
  CHECK(std::filesystem::exists(folder / "epochs" / "notes.epoch"));
}

TEST_CASE("a missing, cut-off, changed or foreign epoch is refused by name") {
  const test::TempFolder folder;
  CHECK_THROWS_WITH_AS(readEpochFile(folder.path(), 3), doctest::Contains("epoch 3 of"), Error);
  writeEpochFile(folder.path(), example());
  const std::filesystem::path file = epochFilePath(folder.path(), 7);
  const std::string whole = readFile(file);
  for (std::size_t length = 0; length < whole.size(); length += length < 30 ? 1 : 13) {
    CAPTURE(length);
    writeFileAtomically(file, whole.substr(0, length));
    CHECK_THROWS_WITH_AS(readEpochFile(folder.path(), 7), doctest::Contains("0007.epoch"), Error);
    CHECK_THROWS_WITH_AS(readEpochLosses(folder.path(), 7), doctest::Contains("0007.epoch"), Error);
  }
  for (std::size_t at = 0; at < whole.size(); at += 5) {
    CAPTURE(at);
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    writeFileAtomically(file, changed);
    CHECK_THROWS_WITH_AS(readEpochFile(folder.path(), 7), doctest::Contains("0007.epoch"), Error);
  }
  // a header that claims more than there is, with a checksum that is right
  std::string huge = whole.substr(0, whole.size() - 8);
  const std::size_t voxels = huge.find("\"voxels\":5");
  REQUIRE(voxels != std::string::npos);
  huge[voxels + 9] = '9';
  const std::uint64_t checksum = fnv1a64(huge);
  huge.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  writeFileAtomically(file, huge);
  CHECK_THROWS_WITH_AS(readEpochFile(folder.path(), 7), doctest::Contains("do not fit its header"), Error);
  CHECK_THROWS_WITH_AS(readEpochLosses(folder.path(), 7), doctest::Contains("do not fit its header"), Error);
}

TEST_CASE("kept images are spread over the split, and a large run keeps fewer epochs") {
  RunInfo run;
  run.testImages = numbered(8);
  run.validationImages = {7, 8, 9};
  CHECK(
      keptImagesOf(run) ==
      std::vector<KeptImage>{
          {100, "test"}, {102, "test"}, {104, "test"}, {106, "test"}, {7, "validation"}, {8, "validation"}});
  run.testImages = numbered(1);
  run.validationImages = {};
  CHECK(keptImagesOf(run) == std::vector<KeptImage>{{100, "test"}});
  run.voxels = 15000;
  run.parameters = 800000;
  CHECK(keepEvery(run, 100) == 1);
  run.voxels = 699192;
  run.parameters = 50000000;
  const int every = keepEvery(run, 100);
  CHECK(every > 1);
  CHECK((100.0 / every) * (699192.0 * 14 + 2e8) <= 2.2e9);
}
