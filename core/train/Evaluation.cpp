#include "core/train/Evaluation.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/train/RunFile.h"
#include "core/volume/Nifti.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <limits>
#include <sstream>

namespace vxs::train {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double orNan(const json& j) {
  return j.is_null() ? kNan : j.get<double>();
}

struct Metrics {
  metrics::AccuracySummary accuracy;
  metrics::RepeatCounts repeats;
  std::string maskName;
  std::int64_t testImages = 0;
  std::string runFingerprint, responsesChecksum;  ///< hexadecimal; empty in folders of an earlier version
};

Metrics readMetrics(const fs::path& file) {
  try {
    const json j = json::parse(readFile(file, 1 << 20));
    Metrics m;
    m.accuracy.preset = metrics::accuracyPresetFrom(j.at("metric").get<std::string>());
    if (!j.at("accuracy").is_null()) m.accuracy.headline = j.at("accuracy").get<double>();
    m.accuracy.median = orNan(j.at("median"));
    m.accuracy.mean = orNan(j.at("mean"));
    m.accuracy.medianR = orNan(j.at("medianR"));
    m.accuracy.medianCeiling = orNan(j.at("medianCeiling"));
    j.at("voxelsUsed").get_to(m.accuracy.voxelsUsed);
    j.at("droppedNaN").get_to(m.accuracy.droppedNan);
    j.at("droppedZeroCeiling").get_to(m.accuracy.droppedZeroCeiling);
    j.at("negativeR").get_to(m.accuracy.negativeR);
    j.at("mask").get_to(m.maskName);
    j.at("testImages").get_to(m.testImages);
    const json& repeats = j.at("repeats");
    m.repeats = {repeats.at("once"), repeats.at("twice"), repeats.at("thrice")};
    m.runFingerprint = j.value("runFingerprint", std::string());
    m.responsesChecksum = j.value("responsesChecksum", std::string());
    return m;
  } catch (const json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
}

std::string hex(std::uint64_t value) {
  std::string digits(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) digits[i] = "0123456789abcdef"[value & 15];
  return digits;
}

std::vector<std::string> fieldsOf(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line)
    if (c == '\t')
      fields.emplace_back();
    else
      fields.back() += c;
  return fields;
}

/// A number of a table; an empty field is NaN.
double numberIn(const std::vector<std::string>& fields, std::size_t column) {
  if (column >= fields.size() || fields[column].empty()) return kNan;
  const std::string& text = fields[column];
  if (text == "nan" || text == "-nan") return kNan;
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) throw Error("'" + text + "' is no number");
  return value;
}

RoiRow rowOf(const std::vector<std::string>& f, metrics::AccuracyPreset preset) {
  if (f.size() < 11) throw Error("a line has " + std::to_string(f.size()) + " fields, expected 11 or 13");
  const auto count = [&](std::size_t column) {
    const double value = numberIn(f, column);
    if (!(value >= 0 && value < 1e15)) throw Error("'" + f[column] + "' is no count");
    return static_cast<std::int64_t>(value);
  };
  RoiRow row;
  row.atlas = f[0];
  row.region = f[1];
  row.voxels = count(2);
  row.accuracy.preset = preset;
  row.accuracy.voxelsUsed = count(3);
  const double headline = numberIn(f, 4);
  if (headline == headline) row.accuracy.headline = headline;
  row.low = numberIn(f, 5);
  row.high = numberIn(f, 6);
  row.accuracy.medianR = numberIn(f, 7);
  row.accuracy.medianCeiling = numberIn(f, 8);
  row.accuracy.droppedNan = count(9);
  row.accuracy.droppedZeroCeiling = count(10);
  row.lowR = numberIn(f, 11);
  row.highR = numberIn(f, 12);
  return row;
}

std::vector<RoiRow> readRois(const fs::path& file, metrics::AccuracyPreset preset) {
  std::istringstream text(readFile(file, 64 << 20));
  std::vector<RoiRow> rows;
  bool heading = true;
  std::string line;
  for (int number = 1; std::getline(text, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    if (heading) {
      if (!line.starts_with("atlas\tregion\tvoxels")) throw Error(file.string() + " is no table of regions");
      heading = false;
      continue;
    }
    withContext("reading line " + std::to_string(number) + " of " + file.string(),
                [&] { rows.push_back(rowOf(fieldsOf(line), preset)); });
  }
  if (heading) throw Error(file.string() + " is empty");
  return rows;
}

std::vector<float> readMap(const fs::path& file, const Mask& mask) {
  const Volume volume = readNifti(file);
  if (volume.grid != mask.grid) throw Error(file.string() + " has another grid than the run's mask");
  return mask.gather(volume);
}

void readResponses(Evaluation& e, const std::string& expectedChecksum) {
  const fs::path file = e.folder / kTestResponsesFile;
  if (!fs::exists(file)) {
    e.whyNoResponses = "This evaluation was written by an earlier version, without the test responses.";
    return;
  }
  TestResponses responses = TestResponses::open(file);
  if (!expectedChecksum.empty() && hex(responses.checksum()) != expectedChecksum)
    throw Error(file.string() + " does not belong to the metrics.json beside it: evaluate the run again");
  if (responses.header().maskFingerprint != fingerprintOf(e.mask) || responses.voxelCount() != e.mask.size())
    throw Error(file.string() + " is over other voxels than the run's mask");
  e.responses = std::move(responses);
}

}  // namespace

bool hasEvaluation(const fs::path& run, const fs::path& folder) {
  std::error_code ignored;
  return fs::exists((folder.empty() ? run / "evaluation" : folder) / "metrics.json", ignored);
}

Evaluation readEvaluation(const fs::path& run, const fs::path& folder) {
  const RunFile file = readRunFile(run);
  Evaluation e;
  e.folder = folder.empty() ? file.info.run / "evaluation" : folder;
  if (!hasEvaluation(run, e.folder))
    throw Error(e.folder.string() + " holds no evaluation: make one with 'voxelscope-cli evaluate " +
                run.string() + "'");
  const Metrics metrics = withContext("reading " + (e.folder / "metrics.json").string(),
                                      [&] { return readMetrics(e.folder / "metrics.json"); });
  if (!metrics.runFingerprint.empty() && metrics.runFingerprint != hex(runFingerprint(file)))
    throw Error(e.folder.string() + " judges another state of the run " + run.string() +
                " than its present one: evaluate it again");
  e.run = file.info;
  e.mask = Mask::positive(readNifti(run / "mask.nii.gz"));
  e.maskName = metrics.maskName;
  e.accuracy = metrics.accuracy;
  e.repeats = metrics.repeats;
  e.testImages = metrics.testImages;
  e.r = readMap(e.folder / "r.nii.gz", e.mask);
  e.ceiling = readMap(e.folder / "nc.nii.gz", e.mask);
  e.accuracyMap = readMap(e.folder / "accuracy.nii.gz", e.mask);
  if (fs::exists(e.folder / "cod.nii.gz")) e.determination = readMap(e.folder / "cod.nii.gz", e.mask);
  if (fs::exists(e.folder / "alpha.nii.gz")) e.alpha = readMap(e.folder / "alpha.nii.gz", e.mask);
  e.rois = readRois(e.folder / "rois.tsv", e.accuracy.preset);
  readResponses(e, metrics.responsesChecksum);
  return e;
}

}  // namespace vxs::train
