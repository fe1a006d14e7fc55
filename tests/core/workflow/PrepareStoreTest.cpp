#include "core/workflow/PrepareStore.h"

#include "core/base/AtomicFile.h"
#include "core/nsd/Dataset.h"
#include "core/store/VoxelStore.h"
#include "core/volume/Nifti.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TinyNsd.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

using namespace vxs;
using test::TinyNsd;
using workflow::PrepareParams;
using workflow::prepareStore;

namespace {

/// A subject by formulas, and the parameters to prepare it.
struct Subject {
  test::TempFolder folder;
  TinyNsd nsd{folder / "nsd"};
  Progress quiet;

  Subject() { nsd.writeAll(); }
  PrepareParams params(const std::string& mask, const std::string& out = "store") const {
    return {folder / "nsd", 1, "b3", mask, folder / out};
  }
  std::string errorFor(const PrepareParams& wrong) {
    return test::errorOf([&] { prepareStore(wrong, quiet); });
  }
};

/// Stops after the given number of sessions.
class StopAfter : public Progress {
 public:
  explicit StopAfter(std::int64_t sessions) : m_sessions(sessions) {}
  void update(std::int64_t done) override {
    if (done >= m_sessions) m_flag.raise();
  }
  void begin(const std::string& stage, std::int64_t, const std::string&) override { m_inSessions = stage; }
  bool cancelled() const override { return m_inSessions == "preparing sessions" && m_flag.raised(); }

 private:
  std::int64_t m_sessions;
  std::string m_inSessions;
  CancelFlag m_flag;
};

/// z-scores of one voxel in one session, straight from the formula of the stored integers.
std::vector<double> expectedZ(int session, const std::array<int, 3>& p) {
  std::vector<double> z;
  double mean = 0, squares = 0;
  for (int t = 0; t < 750; ++t) z.push_back(TinyNsd::stored(session, t, p[0], p[1], p[2]) / 300.0);
  for (const double value : z) mean += value / 750;
  for (const double value : z) squares += (value - mean) * (value - mean);
  for (double& value : z) value = (value - mean) / std::sqrt(squares / 750);
  return z;
}

}  // namespace

TEST_CASE("a store holds each trial's z-scores where the mask says, and counts what it dropped") {
  Subject subject;
  const workflow::PrepareResult result = prepareStore(subject.params("whole"), subject.quiet);
  CHECK(result.trials == 1500);
  CHECK(result.images == TinyNsd::kImagesOfSubject);
  CHECK(result.voxels == 59);
  CHECK(result.droppedVoxels == 1);  // voxel (0, 0, 0) is invalid
  const store::VoxelStore store = store::VoxelStore::open(result.store);
  REQUIRE(store.voxelCount() == 59);
  CHECK(store.mask().voxels.front() == 1);
  CHECK_FALSE(store.info().synthetic);
  CHECK(store.ncsnr()[10] == doctest::Approx(0.11));
  double largest = 0;
  std::vector<float> row(59);
  for (const std::size_t v : {0U, 17U, 58U})
    for (int session = 1; session <= 2; ++session) {
      const std::vector<double> z = expectedZ(session, TinyNsd::grid().position(store.mask().voxels[v]));
      for (std::size_t t = 0; t < 750; ++t) {
        store.readTrial(static_cast<std::size_t>(session - 1) * 750 + t, row);
        largest = std::max(largest, std::abs(row[v] - z[t]));
      }
    }
  CHECK(largest < 1e-3);  // half of a half float's last digit at 2
  CHECK(largest > 0);
}

TEST_CASE("trials name the pictures of the design, and regions and underlay come along") {
  Subject subject;
  const store::VoxelStore store =
      store::VoxelStore::open(prepareStore(subject.params("nsdgeneral"), subject.quiet).store);
  CHECK(store.voxelCount() == 19);  // every third of 60 voxels but the invalid one
  for (const int t : {0, 1, 749, 750, 1499}) {
    const nsd::Trial& trial = store.trials()[static_cast<std::size_t>(t)];
    CHECK(trial.number == t + 1);
    CHECK(trial.session == t / 750 + 1);
    CHECK(trial.indexInSession == t % 750);
    CHECK(trial.nsdId == TinyNsd::image73k(1, TinyNsd::column(t)) - 1);
  }
  REQUIRE(store.brain());
  CHECK(store.brain()->voxels == Mask::positive(nsd::Dataset(store.info().datasetRoot).brainMask(1)).voxels);
  REQUIRE(store.underlay());
  CHECK(store.underlay()->values[5] == 50);
  std::vector<std::string> names;
  for (const LabelAtlas& atlas : store.atlases()) names.push_back(atlas.name);
  CHECK(std::find(names.begin(), names.end(), "prf-visualrois") != names.end());
  CHECK(std::find(names.begin(), names.end(), "floc-faces") != names.end());
}

TEST_CASE("masks: the brain, and a file of one's own") {
  Subject subject;
  CHECK(prepareStore(subject.params("brain", "brain"), subject.quiet).voxels == 57);
  Volume own(TinyNsd::grid(), TinyNsd::affine(), 0);
  own.values[7] = own.values[31] = 1;
  own.values[8] = -1;
  writeNifti(subject.folder / "own.nii.gz", own, NiftiType::Float32, "mask");
  const std::string file = (subject.folder / "own.nii.gz").string();
  const store::VoxelStore store =
      store::VoxelStore::open(prepareStore(subject.params(file, "own"), subject.quiet).store);
  CHECK(store.mask().voxels == std::vector<std::uint32_t>{7, 31});
  CHECK(store.info().maskName == file);
}

TEST_CASE("a run that was stopped goes on at the next session and ends with the same bytes") {
  Subject subject;
  prepareStore(subject.params("brain", "once"), subject.quiet);
  StopAfter stop(1);
  CHECK_THROWS_AS(prepareStore(subject.params("brain", "twice"), stop), Cancelled);
  CHECK_FALSE(std::filesystem::exists(subject.folder / "twice"));
  REQUIRE(std::filesystem::exists(subject.folder / "twice.partial" / "session-01.f16"));
  CHECK_FALSE(std::filesystem::exists(subject.folder / "twice.partial" / "session-02.f16"));
  // session 1 is not read again: its file may be broken by now
  std::filesystem::resize_file(subject.nsd.betas() / "betas_session01.hdf5", 100);
  prepareStore(subject.params("brain", "twice"), subject.quiet);
  for (const char* file : {"responses.f16", "trials.tsv", "store.json", "mask.nii.gz", "ncsnr.nii.gz",
                           "underlay.nii.gz", "atlases/atlases.json"})
    CHECK_MESSAGE(readFile(subject.folder / "once" / file) == readFile(subject.folder / "twice" / file),
                  file);
}

TEST_CASE("what makes no sense ends in one message that names it, and leaves no store") {
  Subject subject;
  const auto refused = [&](const PrepareParams& params, const std::string& part) {
    const std::string message = subject.errorFor(params);
    CHECK_MESSAGE(test::contains(message, part), message);
    CHECK_FALSE(std::filesystem::exists(subject.folder / "store" / "store.json"));
  };
  PrepareParams params = subject.params("brain");
  SUBCASE("no such folder") {
    params.dataset = subject.folder / "nowhere";
    refused(params, "nowhere");
  }
  SUBCASE("no such subject") {
    params.subject = 5;
    refused(params, "subject 5");
  }
  SUBCASE("no such betas") {
    params.betas = "b9";
    CHECK_THROWS_AS(prepareStore(params, subject.quiet), UsageError);
    params.betas = "b1";
    refused(params, "b1");
  }
  SUBCASE("no such mask") {
    params.mask = "cortex";
    CHECK_THROWS_AS(prepareStore(params, subject.quiet), UsageError);
    refused(params, "unknown mask 'cortex'");
  }
  SUBCASE("a mask of another size, before any session is read") {
    writeNifti(subject.folder / "big.nii", Volume({6, 4, 3}, Affine{}, 1), NiftiType::Int16, "mask");
    params.mask = (subject.folder / "big.nii").string();
    std::filesystem::resize_file(subject.nsd.betas() / "betas_session01.hdf5", 100);
    refused(params, "has 6 × 4 × 3 voxels, the subject's volumes have 5 × 4 × 3");
  }
  SUBCASE("a mask file that is garbage") {
    writeFileAtomically(subject.folder / "bad.nii.gz", "garbage");
    params.mask = (subject.folder / "bad.nii.gz").string();
    refused(params, "bad.nii.gz");
  }
  SUBCASE("a truncated session") {
    std::filesystem::resize_file(subject.nsd.betas() / "betas_session02.hdf5", 5000);
    refused(params, "betas_session02.hdf5");
    refused(params, "preparing session 2");
  }
  SUBCASE("a folder in use") {
    std::filesystem::create_directory(params.out);
    writeFileAtomically(params.out / "thesis.txt", "mine");
    refused(params, "is not empty");
    CHECK(readFile(params.out / "thesis.txt") == "mine");
  }
  SUBCASE("no ncsnr") {
    std::filesystem::remove(subject.nsd.betas() / "ncsnr.nii.gz");
    refused(params, "ncsnr");
  }
}
