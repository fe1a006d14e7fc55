#include "core/store/VoxelStore.h"

#include "core/base/AtomicFile.h"
#include "core/store/Half.h"
#include "tests/core/store/SmallSubject.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <array>

using namespace vxs;
using store::VoxelStore;

namespace {

std::string openError(const std::filesystem::path& folder) {
  return test::errorOf([&] { VoxelStore::open(folder); });
}

void replaceIn(const std::filesystem::path& file, const std::string& what, const std::string& by) {
  std::string text = readFile(file);
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  writeFileAtomically(file, text.replace(at, what.size(), by));
}

}  // namespace

TEST_CASE("a store gives back what was written, z-scored and rounded as numpy does it") {
  const test::TempFolder folder;
  const test::SmallSubject subject;
  subject.write(folder / "store");
  const VoxelStore store = VoxelStore::open(folder / "store");
  const auto kept = subject.reference.at("sessions").at("kept").get<std::vector<std::size_t>>();
  const auto stored = subject.reference.at("sessions").at("stored").get<std::vector<std::uint16_t>>();
  REQUIRE(store.voxelCount() == kept.size());
  REQUIRE(store.trials().size() == 16);
  std::vector<float> row(kept.size());
  for (std::size_t t = 0; t < 16; ++t) {
    store.readTrial(t, row);
    for (std::size_t v = 0; v < kept.size(); ++v)
      CHECK(row[v] == store::portable::fromHalf(stored[t * kept.size() + v]));
  }
}

TEST_CASE("everything beside the responses comes back too") {
  const test::TempFolder folder;
  const test::SmallSubject subject;
  subject.write(folder / "store");
  const VoxelStore store = VoxelStore::open(folder / "store");
  CHECK(store.mask().voxels == std::vector<std::uint32_t>{0, 3, 7, 11});
  CHECK(store.ncsnr() == std::vector<float>{0, 3.0F / 8, 7.0F / 8, 11.0F / 8});
  REQUIRE(store.atlases().size() == 1);
  CHECK(store.atlases()[0].labels == subject.atlas().labels);
  CHECK(store.atlases()[0].names == subject.atlas().names);
  REQUIRE(store.brain());
  CHECK(store.brain()->voxels == std::vector<std::uint32_t>{0, 1, 2, 5});
  REQUIRE(store.underlay());
  CHECK(store.underlay()->values == std::vector<float>(12, 7));
  const store::StoreInfo& info = store.info();
  CHECK(info.subject == 3);
  CHECK(info.betas == "b2");
  CHECK(info.maskName == "brain");
  CHECK(info.datasetRoot == "/data/nsd");
  CHECK(info.synthetic);
  CHECK(info.sessions == std::vector<int>{1, 2});
  CHECK(info.droppedVoxels == 2);
  CHECK(info.fingerprint.size() == 16);
  for (std::size_t t = 0; t < 16; ++t) {
    const nsd::Trial a = store.trials()[t], b = test::SmallSubject::trials()[t];
    CHECK(a.number == b.number);
    CHECK(a.session == b.session);
    CHECK(a.indexInSession == b.indexInSession);
    CHECK(a.nsdId == b.nsdId);
    CHECK(a.repeat == b.repeat);
    CHECK(a.shared == b.shared);
  }
}

TEST_CASE("the mean over repeats") {
  const test::TempFolder folder;
  const VoxelStore store = test::SmallSubject().write(folder / "store");
  const std::array<std::size_t, 3> rows{1, 6, 11};
  std::vector<float> a(4), b(4), c(4);
  store.readTrial(1, a), store.readTrial(6, b), store.readTrial(11, c);
  const std::vector<float> mean = store.meanOf(rows);
  for (std::size_t v = 0; v < 4; ++v) CHECK(mean[v] == doctest::Approx((a[v] + b[v] + c[v]) / 3));
  CHECK(test::contains(test::errorOf([&] { store.readTrial(16, a); }), "no trial in row 16 of 16"));
  CHECK(test::contains(test::errorOf([&] { store.readTrial(0, std::span(a).first(3)); }), "wrong size"));
}

TEST_CASE("damaged stores are refused with the file's name") {
  const test::TempFolder folder;
  const std::filesystem::path path = folder / "store";
  test::SmallSubject().write(path);
  SUBCASE("no store") {
    CHECK(test::contains(openError(folder.path()), "is not a prepared store (no store.json)"));
  }
  SUBCASE("truncated responses") {
    std::filesystem::resize_file(path / "responses.f16", 100);
    CHECK(test::contains(openError(path),
                         "responses.f16 has 100 bytes, expected 128 for 16 trials of 4 voxels"));
  }
  SUBCASE("another version") {
    replaceIn(path / "store.json", "\"version\": 1", "\"version\": 9");
    CHECK(test::contains(openError(path), "store version 9, this program reads version 1"));
  }
  SUBCASE("another magic") {
    replaceIn(path / "store.json", "voxelscope-store", "something");
    CHECK(test::contains(openError(path), "store.json is not a Voxelscope store"));
  }
  SUBCASE("half a description") {
    std::filesystem::resize_file(path / "store.json", 40);
    CHECK(test::contains(openError(path), "store.json is damaged"));
  }
  SUBCASE("a field of the wrong type") {
    replaceIn(path / "store.json", "\"betas\": \"b2\"", "\"betas\": 2");
    CHECK(test::contains(openError(path), "store.json is damaged"));
  }
  SUBCASE("a broken trial line") {
    replaceIn(path / "trials.tsv", "\n3\t1\t2\t", "\n3\tone\t2\t");
    CHECK(test::contains(openError(path), "trials.tsv is damaged: line 4"));
  }
  SUBCASE("a missing trial") {
    replaceIn(path / "trials.tsv", "16\t2\t7\t1000\t3\t1\n", "");
    CHECK(test::contains(openError(path), "expected 120 for 15 trials"));
  }
  SUBCASE("a mask that is no volume") {
    writeFileAtomically(path / "mask.nii.gz", "not a volume");
    CHECK(test::contains(openError(path), "mask.nii.gz"));
  }
  SUBCASE("a broken atlas list") {
    writeFileAtomically(path / "atlases" / "atlases.json",
                        R"([{"name": "streams", "labels": {"x": "early"}}])");
    CHECK(test::contains(openError(path), "atlases.json is damaged"));
  }
}
