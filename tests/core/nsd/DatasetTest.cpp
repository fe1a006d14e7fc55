#include "core/nsd/Dataset.h"

#include "core/base/AtomicFile.h"
#include "core/volume/Nifti.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TinyNsd.h"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>

using namespace vxs;
using nsd::Dataset;
using test::contains;
using test::errorOf;
using test::SessionLayout;
using test::TinyNsd;

TEST_CASE("an empty folder has nothing, and says what is missing") {
  const test::TempFolder folder;
  const Dataset dataset(folder.path());
  CHECK(dataset.subjects().empty());
  CHECK_FALSE(dataset.synthetic());
  CHECK(dataset.sessions(1).empty());
  CHECK(dataset.atlases(1).empty());
  CHECK(dataset.captions(5).empty());
  CHECK_FALSE(dataset.underlay(1).has_value());
  CHECK(contains(errorOf([&] { dataset.trials(1); }), "no sessions"));
  CHECK(contains(errorOf([&] { dataset.ncsnr(1, "b2"); }), "betas_fithrf/ncsnr.nii.gz: no such file"));
  CHECK(contains(errorOf([&] { dataset.brainMask(2); }), "subj02/func1pt8mm/brainmask.nii.gz"));
  CHECK(contains(errorOf([&] { dataset.stimulus(0); }), "nsd_stimuli.hdf5: no such file"));
  CHECK(contains(errorOf([&] { dataset.atlas(1, "nsdgeneral"); }), "no region set 'nsdgeneral'"));
  CHECK(contains(errorOf([&] { dataset.sessions(9); }), "no subject 9"));
  CHECK_THROWS_AS(dataset.sessions(1, "b4"), UsageError);
  CHECK(dataset.summary(1).missing.size() == 11);
  CHECK(contains(errorOf([&] { Dataset missing(folder / "nowhere"); }), "nowhere"));
}

TEST_CASE("a subject's summary tells what is there") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  nsd.writeSession(2, SessionLayout::Nifti);
  std::filesystem::remove(nsd.betas() / "betas_session02.hdf5");
  writeFileAtomically(folder / "SYNTHETIC.txt", "made up");
  const Dataset dataset(folder.path());
  CHECK(dataset.subjects() == std::vector<int>{1});
  CHECK(dataset.synthetic());
  const nsd::SubjectSummary summary = dataset.summary(1);
  CHECK(summary.grid == TinyNsd::grid());
  CHECK(summary.betaVersions == std::vector<std::string>{"betas_fithrf_GLMdenoise_RR"});
  CHECK(summary.sessions == std::vector<int>{1, 2});
  CHECK(summary.sessionFormats == std::vector<std::string>{"hdf5", "nifti"});
  CHECK(summary.trialCount == 1500);
  CHECK(summary.imageCount == 500);
  CHECK(summary.rois == std::vector<std::pair<std::string, int>>{
                            {"floc-faces", 2}, {"nsdgeneral", 1}, {"prf-visualrois", 7}});
  CHECK(summary.missing.empty());
}

TEST_CASE("a summary names unreadable files and goes on") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  writeFileAtomically(nsd.functional() / "brainmask.nii.gz", "garbage");
  writeFileAtomically(nsd.functional() / "roi" / "nsdgeneral.nii.gz", "garbage");
  writeFileAtomically(nsd.experiment() / "nsd_expdesign.mat", "garbage");
  const nsd::SubjectSummary summary = Dataset(folder.path()).summary(1);
  CHECK(summary.grid == TinyNsd::grid());
  CHECK(summary.trialCount == 1500);
  CHECK(summary.imageCount == 0);
  CHECK(summary.rois.size() == 2);
  REQUIRE(summary.missing.size() == 3);
  CHECK(contains(summary.missing[0], "brainmask.nii.gz (unreadable"));
}

TEST_CASE("trials are those of the sessions on disk") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  CHECK(Dataset(folder.path()).trials(1).size() == 1500);
  std::filesystem::remove(nsd.betas() / "betas_session01.hdf5");
  const Dataset dataset(folder.path());
  CHECK(dataset.sessions(1) == std::vector<int>{2});
  const std::vector<nsd::Trial> trials = dataset.trials(1);
  REQUIRE(trials.size() == 750);
  CHECK(trials[0].number == 751);
  CHECK(trials[0].indexInSession == 0);
  CHECK(trials[0].repeat == 1);  // seen once before, in the session that is not here
  nsd.writeSession(3, SessionLayout::VoxelChunks);
  CHECK(contains(errorOf([&] { dataset.trials(1); }), "plans 2 sessions of 750 trials"));
}

TEST_CASE("sessions are read by number, in percent signal change") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  const Dataset dataset(folder.path());
  const Mask mask = Mask::positive(dataset.brainMask(1));
  Progress progress;
  const std::vector<float> betas = dataset.readSession(1, 2, mask, "b3", progress);
  REQUIRE(betas.size() == 750 * mask.size());
  const auto [x, y, z] = mask.grid.position(mask.voxels[20]);
  CHECK(betas[123 * mask.size() + 20] ==
        doctest::Approx(TinyNsd::stored(2, 123, x, y, z) / 300.0).epsilon(1e-6));
  CHECK(contains(errorOf([&] { dataset.readSession(1, 7, mask, "b3", progress); }), "no betas of session 7"));
  writeFileAtomically(nsd.betas() / "betas_session01.hdf5", "broken");
  CHECK(contains(errorOf([&] { dataset.readSession(1, 1, mask, "b3", progress); }),
                 "reading session 1 of subj01"));
}

TEST_CASE("volumes and region sets") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  const Dataset dataset(folder.path());
  CHECK(dataset.ncsnr(1).values[59] == doctest::Approx(0.59));
  CHECK(dataset.underlay(1)->values[59] == 590);
  CHECK(dataset.underlayNames(1) == std::vector<std::string>{"T1", "mean EPI"});
  CHECK(dataset.readUnderlay(1, "mean EPI").values[59] == 177);
  CHECK(contains(errorOf([&] { dataset.readUnderlay(1, "T2"); }), "T2_to_func1pt8mm"));
  CHECK(contains(errorOf([&] { dataset.readUnderlay(1, "flair"); }), "'flair' is no underlay"));
  std::filesystem::remove(nsd.functional() / "T1_to_func1pt8mm.nii.gz");
  CHECK(dataset.underlay(1)->values[59] == 177);
  CHECK(dataset.atlases(1) == std::vector<std::string>{"floc-faces", "nsdgeneral", "prf-visualrois"});
  const LabelAtlas visual = dataset.atlas(1, "prf-visualrois");
  CHECK(visual.labels[0] == -1);
  CHECK(visual.labels[8] == 7);
  CHECK(visual.regionName(1) == "V1v");
  CHECK(visual.regionName(3) == "mine");  // the subject's own table
  CHECK(visual.regionName(7) == "prf-visualrois-7");
  const LabelAtlas faces = dataset.atlas(1, "floc-faces");
  CHECK(faces.labels[1] == 1);
  CHECK(faces.labels[2] == 2);
  CHECK(faces.labels[0] == 0);
  CHECK(faces.labels[31] == 1);
  CHECK(faces.labels[30] == 0);
  CHECK(faces.labels[59] == -1);
  CHECK(faces.regionName(2) == "FFA-1");  // built in
  writeNifti(nsd.functional() / "roi" / "rh.floc-faces.nii.gz", Volume({5, 4, 2}, Affine{}, 0));
  CHECK(contains(errorOf([&] { dataset.atlas(1, "floc-faces"); }), "rh.floc-faces.nii.gz: its grid differs"));
}

TEST_CASE("stimuli are read by hyperslab, whatever their layout") {
  for (const bool deflated : {false, true}) {
    const test::TempFolder folder;
    const TinyNsd nsd(folder.path());
    nsd.writeStimuli(deflated);
    const Dataset dataset(folder.path());
    for (const int id : {0, 17, 599}) {
      const RgbImage image = dataset.stimulus(id);
      CHECK(image.width == 5);
      CHECK(image.height == 6);
      REQUIRE(image.pixels.size() == 90);
      for (int row = 0; row < 6; ++row)
        for (int column = 0; column < 5; ++column)
          for (int c = 0; c < 3; ++c)
            CHECK(image.pixels[static_cast<std::size_t>((row * 5 + column) * 3 + c)] ==
                  TinyNsd::pixel(id, row, column, c));
    }
    CHECK(contains(errorOf([&] { dataset.stimulus(600); }), "no image 600, only 0 to 599"));
    CHECK_THROWS_AS(dataset.stimulus(-1), Error);
  }
}

TEST_CASE("captions are found through the table of stimuli") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  const Dataset dataset(folder.path());
  CHECK(dataset.captions(7) == std::vector<std::string>{"picture 7 version 1", "picture 7 version 2"});
  CHECK(dataset.captions(98) == std::vector<std::string>{"picture 98 version 1", "picture 98 version 2"});
  CHECK(dataset.captions(300).empty());
  CHECK(contains(errorOf([&] { dataset.captions(600); }), "no image 600"));
  CHECK(&dataset.captions(7) == &dataset.captions(7));
}

TEST_CASE("captions may lie in an annotations folder of the root, and one split suffices") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  std::filesystem::rename(nsd.stimuliFolder() / "annotations", folder / "annotations");
  std::filesystem::remove(folder / "annotations/captions_val2017.json");
  const Dataset dataset(folder.path());
  CHECK(dataset.captions(8).size() == 2);
  CHECK(dataset.captions(7).empty());
  writeFileAtomically(folder / "annotations/captions_train2017.json", "{\"annotations\": [");
  CHECK(contains(errorOf([&] { Dataset(folder.path()).captions(8); }),
                 "captions_train2017.json: it is no valid JSON"));
  std::filesystem::remove(nsd.experiment() / "nsd_stim_info_merged.csv");
  CHECK(contains(errorOf([&] { Dataset(folder.path()).captions(8); }), "nsd_stim_info_merged.csv"));
}

TEST_CASE("several threads may read at once") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  const Dataset dataset(folder.path());
  const Mask mask = Mask::positive(dataset.brainMask(1));
  std::atomic<int> wrong{0};
  const auto work = [&](int offset) {
    Progress progress;
    for (int i = offset; i < 60; i += 2) {
      if (dataset.stimulus(i).pixels[0] != TinyNsd::pixel(i, 0, 0, 0)) ++wrong;
      if (dataset.captions(i).size() != 2) ++wrong;
      if (i % 10 == 0 && dataset.readSession(1, 1, mask, "b3", progress).size() != 750 * mask.size()) ++wrong;
      if (dataset.trials(1).size() != 1500) ++wrong;
    }
  };
  std::thread other(work, 1);
  work(0);
  other.join();
  CHECK(wrong == 0);
}
