#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/EvaluateRun.h"
#include "core/train/RunModel.h"
#include "core/train/TrainingData.h"
#include "core/volume/Nifti.h"
#include "tests/core/train/LinearSubject.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace vxs;
using namespace vxs::train;

namespace {

struct Evaluated {
  test::TempFolder folder;
  test::LinearSubject subject{folder.path()};
  std::filesystem::path run = folder / "run";
  Progress quiet;
  Evaluated() { trainRun(subject.params(run, "ridge"), quiet); }
};

/// Pearson's r in two passes and double precision.
double correlation(const std::vector<std::vector<float>>& a, const std::vector<std::vector<float>>& b,
                   std::size_t v) {
  double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
  const auto n = static_cast<double>(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) ma += a[i][v] / n, mb += b[i][v] / n;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double da = a[i][v] - ma, db = b[i][v] - mb;
    aa += da * da, bb += db * db, ab += da * db;
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace

TEST_CASE("maps hold what a plain computation gives") {
  Evaluated e;
  const EvaluateResult result = evaluateRun({e.run, "report", "", {}}, e.quiet);
  CHECK(result.testImages == 30);
  CHECK(result.repeats.twice == 30);
  const RunModel model = RunModel::open(e.run);
  const TrainingData data(e.subject.store, "multimodal");
  std::vector<std::vector<float>> measured, predicted;
  for (const std::int32_t id : model.info().testImages) {
    measured.push_back(data.response(id));
    predicted.push_back(model.predict(data.features(id)));
  }
  const Volume r = readNifti(result.folder / "r.nii.gz"), r2 = readNifti(result.folder / "r2.nii.gz"),
               nc = readNifti(result.folder / "nc.nii.gz"),
               accuracy = readNifti(result.folder / "accuracy.nii.gz"),
               cod = readNifti(result.folder / "cod.nii.gz");
  CHECK(inspectNifti(result.folder / "r.nii.gz").description ==
        "Voxelscope r, ridge, SYNTHETIC SUBJECT, DEMO ENCODER");
  const Mask& mask = data.store().mask();
  std::vector<double> ratios;
  for (std::size_t v = 0; v < mask.size(); ++v) {
    const double expected = correlation(measured, predicted, v);
    // two trials an image, ncsnr 2: 4 / (4 + 1/2)
    const double ceiling = 4.0 / 4.5;
    CHECK(r.values[mask.voxels[v]] == doctest::Approx(expected).epsilon(1e-5));
    CHECK(r2.values[mask.voxels[v]] == doctest::Approx(expected * expected).epsilon(1e-5));
    CHECK(nc.values[mask.voxels[v]] == doctest::Approx(ceiling).epsilon(1e-6));
    CHECK(accuracy.values[mask.voxels[v]] == doctest::Approx(expected * expected / ceiling).epsilon(1e-5));
    ratios.push_back(expected * expected / ceiling);
    double mean = 0, error = 0, total = 0;
    for (const auto& row : measured) mean += row[v] / 30;
    for (std::size_t i = 0; i < measured.size(); ++i) {
      error += std::pow(measured[i][v] - predicted[i][v], 2);
      total += std::pow(measured[i][v] - mean, 2);
    }
    CHECK(cod.values[mask.voxels[v]] == doctest::Approx(1 - error / total).epsilon(1e-4));
    CHECK(cod.values[mask.voxels[v]] <= r2.values[mask.voxels[v]] + 1e-6F);
  }
  std::size_t outside = 0;
  for (const float value : r.values) outside += std::isnan(value);
  CHECK(outside == mask.grid.voxelCount() - mask.size());
  std::sort(ratios.begin(), ratios.end());
  const double median = (ratios[23] + ratios[24]) / 2;
  CHECK(*result.accuracy.headline == doctest::Approx(median).epsilon(1e-5));
  CHECK(median > 0.5);

  const auto json = nlohmann::json::parse(readFile(result.folder / "metrics.json"));
  CHECK(json.at("accuracy").get<double>() == doctest::Approx(median).epsilon(1e-5));
  CHECK(json.at("syntheticSubject") == true);
  CHECK(json.at("demoEncoder") == true);
  CHECK(json.at("voxelsUsed") == 48);
}

TEST_CASE("regions have their own score, and an interval around it") {
  Evaluated e;
  const EvaluateResult result = evaluateRun({e.run, "report", "halves", {}}, e.quiet);
  REQUIRE(result.rois.size() == 3);
  CHECK(result.rois[0].region == "all");
  CHECK(result.rois[1].region == "first");
  CHECK(result.rois[2].region == "second");
  for (const RoiRow& roi : result.rois) {
    CHECK(roi.voxels == (roi.region == "all" ? 48 : 24));
    CHECK(roi.low < *roi.accuracy.headline);
    CHECK(roi.high > *roi.accuracy.headline);
    CHECK(roi.high - roi.low < 0.5);
    CHECK(roi.lowR < roi.accuracy.medianR);
    CHECK(roi.highR > roi.accuracy.medianR);
  }
  CHECK(*result.accuracy.headline == *result.rois[0].accuracy.headline);
  std::istringstream table(readFile(result.folder / "rois.tsv"));
  std::string line;
  std::getline(table, line);
  CHECK(line == "# SYNTHETIC SUBJECT DEMO ENCODER");
  int rows = -1;
  while (std::getline(table, line)) ++rows;
  CHECK(rows == 3);
}

TEST_CASE("where nothing is predicted the intervals reach from 0 to the biased estimate") {
  Evaluated e;
  TrainParams params = e.subject.params(e.folder / "control", "ridge");
  params.shuffleImages = true;
  trainRun(params, e.quiet);
  for (const char* metric : {"report", "vision", "algonauts"}) {
    CAPTURE(metric);
    for (const RoiRow& roi : evaluateRun({params.out, metric, "", {}}, e.quiet).rois) {
      CAPTURE(roi.region);
      CHECK(roi.low >= 0);
      CHECK(roi.low <= *roi.accuracy.headline);
      CHECK(roi.high >= *roi.accuracy.headline);
      CHECK(roi.low < 0.05);  // percentiles of r^2 / NC themselves begin well above 0
    }
  }
}

TEST_CASE("the metric's presets and masks reach the numbers") {
  Evaluated e;
  const auto report = evaluateRun({e.run, "report", "", e.folder / "a"}, e.quiet),
             algonauts = evaluateRun({e.run, "algonauts", "", e.folder / "b"}, e.quiet);
  CHECK(*algonauts.accuracy.headline == doctest::Approx(algonauts.accuracy.mean));
  CHECK(*report.accuracy.headline == doctest::Approx(report.accuracy.median));
  CHECK_THROWS_AS(evaluateRun({e.run, "r-squared", "", {}}, e.quiet), UsageError);
  CHECK_THROWS_WITH_AS(evaluateRun({e.run, "report", "nowhere", {}}, e.quiet),
                       doctest::Contains("one of halves"), UsageError);
  Volume one({6, 5, 4}, Affine{});
  one.values[3] = 1;
  writeNifti(e.folder / "one.nii.gz", one, NiftiType::Int16, "");
  CHECK(evaluateRun({e.run, "report", (e.folder / "one.nii.gz").string(), {}}, e.quiet).accuracy.voxelsUsed ==
        1);
  writeNifti(e.folder / "other.nii.gz", Volume({6, 5, 5}, Affine{}, 1), NiftiType::Int16, "");
  CHECK_THROWS_WITH_AS(evaluateRun({e.run, "report", (e.folder / "other.nii.gz").string(), {}}, e.quiet),
                       doctest::Contains("it has 6 × 5 × 5 voxels and the store 6 × 5 × 4"), Error);
}

TEST_CASE("a store that has changed since training is noticed") {
  Evaluated e;
  std::filesystem::remove_all(e.subject.store);
  const test::LinearSubject other(e.folder.path(), 0.9);
  CHECK_THROWS_WITH_AS(evaluateRun({e.run, "report", "", {}}, e.quiet),
                       doctest::Contains("has changed since"), Error);
  std::filesystem::remove_all(e.subject.store);
  CHECK_THROWS_AS(evaluateRun({e.run, "report", "", {}}, e.quiet), Error);
}
