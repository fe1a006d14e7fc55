#include "core/workflow/InspectDataset.h"

#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TinyNsd.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace vxs;
using test::TinyNsd;
using workflow::inspectDataset;

TEST_CASE("inspect says what is there") {
  const test::TempFolder folder;
  TinyNsd(folder.path()).writeAll();
  const workflow::InspectResult result = inspectDataset({folder.path(), std::nullopt});
  CHECK_FALSE(result.synthetic);
  REQUIRE(result.subjects.size() == 1);
  const nsd::SubjectSummary& subject = result.subjects[0];
  CHECK(subject.subject == 1);
  CHECK((subject.grid == TinyNsd::grid()));
  CHECK(subject.betaVersions == std::vector<std::string>{"betas_fithrf_GLMdenoise_RR"});
  CHECK(subject.sessions == std::vector<int>{1, 2});
  CHECK(subject.sessionFormats == std::vector<std::string>{"hdf5", "hdf5"});
  CHECK(subject.trialCount == 1500);
  CHECK(subject.imageCount == TinyNsd::kImagesOfSubject);
  CHECK(subject.missing.empty());
  const auto faces =
      std::find(subject.rois.begin(), subject.rois.end(), std::pair<std::string, int>{"floc-faces", 2});
  CHECK(faces != subject.rois.end());
  CHECK(inspectDataset({folder.path(), 1}).subjects.size() == 1);
}

TEST_CASE("inspect says what is missing, and refuses what is not there at all") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeAll();
  std::filesystem::remove(nsd.betas() / "ncsnr.nii.gz");
  std::filesystem::remove(nsd.stimuliFolder() / "nsd_stimuli.hdf5");
  const std::vector<std::string> missing = inspectDataset({folder.path(), 1}).subjects.at(0).missing;
  const auto lacks = [&](const std::string& name) {
    return std::any_of(missing.begin(), missing.end(),
                       [&](const auto& path) { return test::contains(path, name); });
  };
  CHECK(missing.size() == 2);
  CHECK(lacks("ncsnr.nii.gz"));
  CHECK(lacks("nsd_stimuli.hdf5"));
  CHECK(test::contains(test::errorOf([&] { inspectDataset({folder.path(), 5}); }), "subject 5 is not in"));
  const test::TempFolder empty;
  CHECK(inspectDataset({empty.path(), std::nullopt}).subjects.empty());
  CHECK(test::contains(test::errorOf([&] { inspectDataset({empty / "nowhere", std::nullopt}); }), "nowhere"));
}
