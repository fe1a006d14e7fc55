#include "core/store/VoxelStoreWriter.h"

#include "core/base/AtomicFile.h"
#include "tests/core/store/SmallSubject.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

using namespace vxs;
using store::VoxelStoreWriter;

TEST_CASE("an interrupted store is continued and comes out the same, byte for byte") {
  const test::TempFolder folder;
  const test::SmallSubject subject;
  subject.write(folder / "once");
  {
    VoxelStoreWriter writer(folder / "twice", subject.info(), subject.mask);
    CHECK_FALSE(writer.hasSession(1));
    subject.writeSession(writer, 1, subject.betas(1));
    CHECK(writer.hasSession(1));
  }
  CHECK_FALSE(std::filesystem::exists(folder / "twice"));
  VoxelStoreWriter writer(folder / "twice", subject.info(), subject.mask);
  CHECK(writer.hasSession(1));
  CHECK_FALSE(writer.hasSession(2));
  subject.writeSession(writer, 2, subject.betas(2));
  subject.finish(writer);
  for (const char* file : {"responses.f16", "trials.tsv", "store.json", "mask.nii.gz", "ncsnr.nii.gz"})
    CHECK_MESSAGE(readFile(folder / "once" / file) == readFile(folder / "twice" / file), file);
  CHECK_FALSE(std::filesystem::exists(folder / "twice.partial"));
  CHECK_FALSE(std::filesystem::exists(folder / "twice" / "session-01.f16"));
}

TEST_CASE("other parameters or another mask start afresh") {
  const test::TempFolder folder;
  const test::SmallSubject subject;
  const auto begin = [&] {
    VoxelStoreWriter writer(folder / "store", subject.info(), subject.mask);
    subject.writeSession(writer, 1, subject.betas(1));
  };
  begin();
  store::StoreInfo other = subject.info();
  other.betas = "b3";
  CHECK_FALSE(VoxelStoreWriter(folder / "store", other, subject.mask).hasSession(1));
  begin();
  Mask mask = subject.mask;
  mask.voxels.back() = 10;
  CHECK_FALSE(VoxelStoreWriter(folder / "store", subject.info(), mask).hasSession(1));
}

TEST_CASE("the fingerprint follows the responses") {
  const test::TempFolder folder;
  const test::SmallSubject subject;
  const std::string first = subject.write(folder / "a").info().fingerprint;
  CHECK(subject.write(folder / "b").info().fingerprint == first);
  VoxelStoreWriter writer(folder / "c", subject.info(), subject.mask);
  std::vector<float> changed = subject.betas(1);
  changed[0] += 1;
  subject.writeSession(writer, 1, changed);
  subject.writeSession(writer, 2, subject.betas(2));
  CHECK(subject.finish(writer).info().fingerprint != first);
}

TEST_CASE("what cannot become a store is refused before it has the store's name") {
  const test::TempFolder folder;
  const test::SmallSubject subject;
  SUBCASE("a folder in use") {
    std::filesystem::create_directory(folder / "store");
    writeFileAtomically(folder / "store" / "thesis.txt", "mine");
    CHECK(test::contains(
        test::errorOf([&] { VoxelStoreWriter(folder / "store", subject.info(), subject.mask); }),
        "it exists already and is not empty"));
    CHECK(readFile(folder / "store" / "thesis.txt") == "mine");
  }
  SUBCASE("a session of the wrong size") {
    VoxelStoreWriter writer(folder / "store", subject.info(), subject.mask);
    std::vector<float> betas(10);
    CHECK(test::contains(test::errorOf([&] { writer.writeSession(1, betas, 2); }),
                         "session 1 has the wrong size"));
    CHECK_FALSE(writer.hasSession(1));
  }
  SUBCASE("no valid voxel") {
    VoxelStoreWriter writer(folder / "store", subject.info(), subject.mask);
    subject.writeSession(writer, 1, subject.betas(1));
    subject.writeSession(writer, 2, std::vector<float>(48));
    CHECK(test::contains(test::errorOf([&] { subject.finish(writer); }), "no voxel of the mask has data"));
    CHECK_FALSE(std::filesystem::exists(folder / "store"));
  }
  SUBCASE("fewer trials than responses") {
    VoxelStoreWriter writer(folder / "store", subject.info(), subject.mask);
    subject.writeSession(writer, 1, subject.betas(1));
    subject.writeSession(writer, 2, subject.betas(2));
    std::vector<nsd::Trial> trials = subject.trials();
    trials.pop_back();
    CHECK(test::contains(test::errorOf([&] { writer.finish(trials, subject.ncsnr(), {}, {}); }),
                         "the sessions hold 16 responses but 15 trials"));
    CHECK_FALSE(std::filesystem::exists(folder / "store"));
    CHECK(writer.hasSession(1));
  }
}
