#include "core/nsd/ExperimentDesign.h"

#include "core/base/AtomicFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TinyNsd.h"

#include <doctest/doctest.h>

#include <map>

using namespace vxs;
using test::contains;
using test::errorOf;
using test::TinyNsd;

TEST_CASE("trials follow masterordering and subjectim, 0-based images, repeats counted") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeDesign();
  const auto design = nsd::readExperimentDesign(nsd.experiment() / "nsd_expdesign.mat");
  for (const int subject : {1, 8}) {
    const std::vector<nsd::Trial> trials = design.trials(subject);
    REQUIRE(trials.size() == 1500);
    std::map<int, int> seen;
    for (int t = 0; t < 1500; ++t) {
      const nsd::Trial& trial = trials[static_cast<std::size_t>(t)];
      const int column = TinyNsd::column(t);
      CHECK(trial.number == t + 1);
      CHECK(trial.session == (t < 750 ? 1 : 2));
      CHECK(trial.indexInSession == t % 750);
      CHECK(trial.nsdId == TinyNsd::image73k(subject, column) - 1);
      CHECK(trial.repeat == seen[trial.nsdId]++);
      CHECK(trial.shared == (column <= 20));
    }
  }
  CHECK(contains(errorOf([&] { design.trials(9); }), "no subject 9"));
}

TEST_CASE("without sharedix the first 1000 columns are the shared images") {
  nsd::ExperimentDesign design;
  design.masterOrdering = {1000, 1001};
  design.subjectImages = {std::vector<std::int32_t>(1001, 0)};
  for (std::int32_t i = 0; i < 1001; ++i) design.subjectImages[0][static_cast<std::size_t>(i)] = i + 1;
  CHECK(design.trials(1)[0].shared);
  CHECK_FALSE(design.trials(1)[1].shared);
}

TEST_CASE("a damaged design is one error that names it") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeDesign();
  const auto path = nsd.experiment() / "nsd_expdesign.mat";
  const std::string good = readFile(path);
  for (std::size_t size = 0; size + 1 < good.size(); size += good.size() / 23) {
    writeFileAtomically(path, good.substr(0, size));
    // the last variable, sharedix, may be cut off without harm to what was read before it
    const std::string message = errorOf([&] { nsd::readExperimentDesign(path); });
    if (size < good.size() * 9 / 10) CHECK(contains(message, path.string()));
  }
  writeFileAtomically(path, std::string(3000, 'm'));
  CHECK(contains(errorOf([&] { nsd::readExperimentDesign(path); }), path.string()));
  std::filesystem::remove(path);
  CHECK(contains(errorOf([&] { nsd::readExperimentDesign(path); }), "no such file"));
}
