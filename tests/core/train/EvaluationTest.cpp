#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/EvaluateRun.h"
#include "core/train/Evaluation.h"
#include "core/train/RunFile.h"
#include "core/train/RunModel.h"
#include "core/train/TrainingData.h"
#include "core/volume/Nifti.h"
#include "tests/core/train/LinearSubject.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace vxs;
using namespace vxs::train;

namespace {

struct Evaluated {
  test::TempFolder folder;
  test::LinearSubject subject{folder.path()};
  std::filesystem::path run = folder / "run";
  Progress quiet;
  EvaluateResult result;
  Evaluated() {
    trainRun(subject.params(run, "ridge"), quiet);
    result = evaluateRun({run, "report", "", {}}, quiet);
  }
  void replace(const char* file, const std::string& from, const std::string& to) const {
    std::string text = readFile(run / "evaluation" / file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    writeFileAtomically(run / "evaluation" / file, text.replace(at, from.size(), to));
  }
};

}  // namespace

TEST_CASE("an evaluation is read back as it was found") {
  const Evaluated e;
  CHECK(hasEvaluation(e.run));
  const Evaluation read = readEvaluation(e.run);
  CHECK(read.testImages == 30);
  CHECK(read.repeats.twice == 30);
  CHECK(*read.accuracy.headline == doctest::Approx(*e.result.accuracy.headline));
  CHECK(read.accuracy.voxelsUsed == 48);
  CHECK(read.maskName == "brain");
  CHECK(read.run.syntheticSubject);
  REQUIRE(read.rois.size() == e.result.rois.size());
  for (std::size_t i = 0; i < read.rois.size(); ++i) {
    CHECK(read.rois[i].region == e.result.rois[i].region);
    CHECK(read.rois[i].voxels == e.result.rois[i].voxels);
    CHECK(read.rois[i].low == doctest::Approx(e.result.rois[i].low).epsilon(1e-4));
    CHECK(read.rois[i].highR == doctest::Approx(e.result.rois[i].highR).epsilon(1e-4));
  }
  REQUIRE(read.responses);
  CHECK(read.determination.size() == 48);
  const auto [least, most] = std::ranges::minmax_element(read.alpha);
  CHECK(*least > 0);
  CHECK(std::isfinite(*most));
}

TEST_CASE("stored responses are the model's and the store's, to half precision") {
  const Evaluated e;
  const Evaluation read = readEvaluation(e.run);
  const RunModel model = RunModel::open(e.run);
  const TrainingData data(e.subject.store, "multimodal");
  REQUIRE(read.responses->images().size() == model.info().testImages.size());
  for (std::size_t i = 0; i < 30; ++i) {
    const std::int32_t id = model.info().testImages[i];
    CHECK(read.responses->images()[i] == TestImage{id, 2});
    const auto predicted = model.predict(data.features(id)), measured = data.response(id);
    const auto storedPredicted = read.responses->predicted(i), storedMeasured = read.responses->measured(i);
    for (std::size_t v = 0; v < 48; ++v) {
      CHECK(std::abs(storedPredicted[v] - predicted[v]) <= std::abs(predicted[v]) / 2048 + 1e-7F);
      CHECK(std::abs(storedMeasured[v] - measured[v]) <= std::abs(measured[v]) / 2048 + 1e-7F);
    }
  }
}

TEST_CASE("evaluating again, with another preset, gives the same responses") {
  Evaluated e;
  const std::uint64_t before = readEvaluation(e.run).responses->checksum();
  evaluateRun({e.run, "algonauts", "halves", {}}, e.quiet);
  const Evaluation again = readEvaluation(e.run);
  CHECK(again.responses->checksum() == before);
  CHECK(metrics::toString(again.accuracy.preset) == "algonauts");
  CHECK(again.maskName == "halves");
}

TEST_CASE("folders of an earlier version have maps, and say that they have no responses") {
  const Evaluated e;
  std::filesystem::remove(e.run / "evaluation" / kTestResponsesFile);
  std::filesystem::remove(e.run / "evaluation" / "cod.nii.gz");
  const Evaluation read = readEvaluation(e.run);
  CHECK_FALSE(read.responses);
  CHECK(read.whyNoResponses.find("earlier version") != std::string::npos);
  CHECK(read.determination.empty());
  CHECK(read.r.size() == 48);
}

TEST_CASE("an evaluation of a run that was trained on is refused") {
  const Evaluated e;
  RunFile run = readRunFile(e.run);
  run.info.bestEpoch = 7;
  writeRunFile(run);
  CHECK_THROWS_WITH_AS(readEvaluation(e.run), doctest::Contains("another state of the run"), Error);
}

TEST_CASE("where a run and its store lie does not matter") {
  const Evaluated e;
  std::filesystem::rename(e.run, e.folder / "moved");
  RunFile run = readRunFile(e.folder / "moved");
  run.info.store = run.params.store = e.folder / "elsewhere";
  writeRunFile(run);
  CHECK(readEvaluation(e.folder / "moved").responses);
}

TEST_CASE("garbage is refused by name") {
  const Evaluated e;
  const auto refuses = [&](const char* words) {
    CHECK_THROWS_WITH_AS(readEvaluation(e.run), doctest::Contains(words), Error);
  };
  SUBCASE("metrics cut off") {
    const std::string text = readFile(e.run / "evaluation" / "metrics.json");
    for (std::size_t size = 0; size + 2 < text.size(); size += 7) {
      writeFileAtomically(e.run / "evaluation" / "metrics.json", text.substr(0, size));
      refuses("metrics.json");
    }
  }
  SUBCASE("unknown preset") {
    e.replace("metrics.json", "\"report\"", "\"rport\"");
    refuses("unknown metric");
  }
  SUBCASE("number in the table") {
    e.replace("rois.tsv", "halves\tfirst\t24", "halves\tfirst\tmany");
    refuses("line 4");
  }
  SUBCASE("negative count") {
    e.replace("rois.tsv", "halves\tfirst\t24", "halves\tfirst\t-1");
    refuses("no count");
  }
  SUBCASE("no table") {
    writeFileAtomically(e.run / "evaluation" / "rois.tsv", "");
    refuses("rois.tsv is empty");
  }
  SUBCASE("map of another grid") {
    writeNifti(e.run / "evaluation" / "nc.nii.gz", Volume({3, 3, 3}, Affine{}, 1));
    refuses("another grid");
  }
  SUBCASE("map missing") {
    std::filesystem::remove(e.run / "evaluation" / "r.nii.gz");
    refuses("r.nii.gz");
  }
  SUBCASE("responses of another evaluation") {
    TestResponsesWriter writer(e.run / "evaluation" / kTestResponsesFile, {{1, 1}}, {48, 0, 0});
    writer.add(std::vector<float>(48), std::vector<float>(48));
    writer.finish();
    refuses("does not belong");
  }
  SUBCASE("nothing there") {
    std::filesystem::remove_all(e.run / "evaluation");
    CHECK_FALSE(hasEvaluation(e.run));
    refuses("holds no evaluation");
  }
}
