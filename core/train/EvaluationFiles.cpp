#include "core/train/EvaluationFiles.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/VolumeNote.h"
#include "core/volume/Nifti.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

namespace vxs::train {
namespace {

using nlohmann::json;

json orNull(double value) {
  return std::isfinite(value) ? json(value) : json(nullptr);
}

json toJson(const metrics::AccuracySummary& a) {
  return {{"accuracy", a.headline ? orNull(*a.headline) : json(nullptr)},
          {"median", orNull(a.median)},
          {"mean", orNull(a.mean)},
          {"medianR", orNull(a.medianR)},
          {"medianCeiling", orNull(a.medianCeiling)},
          {"voxelsUsed", a.voxelsUsed},
          {"droppedNaN", a.droppedNan},
          {"droppedZeroCeiling", a.droppedZeroCeiling},
          {"negativeR", a.negativeR}};
}

void writeMetrics(const EvaluateResult& result, const RunInfo& run, const EvaluationProvenance& provenance) {
  json j = toJson(result.accuracy);
  j["metric"] = metrics::toString(result.accuracy.preset);
  j["mask"] = result.maskName;
  j["testImages"] = result.testImages;
  j["repeats"] = {
      {"once", result.repeats.once}, {"twice", result.repeats.twice}, {"thrice", result.repeats.thrice}};
  j["run"] = run.run.string();
  j["head"] = run.head;
  j["encoder"] = run.encoder;
  j["demoEncoder"] = run.demoEncoder;
  j["syntheticSubject"] = run.syntheticSubject;
  j["shuffledControl"] = run.shuffledControl;
  j["subject"] = run.subject;
  j["bestEpoch"] = run.bestEpoch;
  // text: other tools read JSON's numbers as doubles
  j["runFingerprint"] = fmt::format("{:016x}", provenance.runFingerprint);
  j["responsesChecksum"] = fmt::format("{:016x}", provenance.responsesChecksum);
  writeFileAtomically(result.folder / "metrics.json", j.dump(1));
}

void writeRois(const EvaluateResult& result, const RunInfo& run) {
  std::ostringstream text;
  if (run.syntheticSubject || run.demoEncoder)
    text << "# " << (run.syntheticSubject ? "SYNTHETIC SUBJECT " : "")
         << (run.demoEncoder ? "DEMO ENCODER" : "") << '\n';
  text << "atlas\tregion\tvoxels\tused\taccuracy\tlow95\thigh95\tmedian_r\tmedian_ceiling\tdropped_"
          "nan\tdropped_zero_ceiling\tlow95_r\thigh95_r\n";
  for (const RoiRow& roi : result.rois) {
    text << roi.atlas << '\t' << roi.region << '\t' << roi.voxels << '\t' << roi.accuracy.voxelsUsed << '\t';
    if (roi.accuracy.headline) {
      text << *roi.accuracy.headline << '\t' << roi.low << '\t' << roi.high << '\t' << roi.accuracy.medianR
           << '\t' << roi.accuracy.medianCeiling;
    } else {
      text << "\t\t\t\t";
    }
    text << '\t' << roi.accuracy.droppedNan << '\t' << roi.accuracy.droppedZeroCeiling;
    if (roi.accuracy.headline)
      text << '\t' << roi.lowR << '\t' << roi.highR << '\n';
    else
      text << "\t\t\n";
  }
  writeFileAtomically(result.folder / "rois.tsv", text.str());
}

}  // namespace

void writeEvaluation(const EvaluateResult& result, const RunInfo& run, const Mask& mask,
                     const EvaluationMaps& maps, const EvaluationProvenance& provenance) {
  std::error_code code;
  std::filesystem::create_directories(result.folder, code);
  if (code) throw Error("cannot make the folder " + result.folder.string() + ": " + code.message());
  RunInfo subject = run;  // a ceiling has nothing to do with what was fitted
  subject.demoEncoder = subject.shuffledControl = false;
  std::vector<float> squared(maps.r);
  for (float& value : squared) value *= value;
  const std::pair<const char*, const std::vector<float>*> files[] = {{"r", &maps.r},
                                                                     {"r2", &squared},
                                                                     {"cod", &maps.determination},
                                                                     {"nc", &maps.ceiling},
                                                                     {"accuracy", &maps.accuracy},
                                                                     {"alpha", &maps.alpha}};
  for (const auto& [name, values] : files)
    if (!values->empty())
      writeNifti(result.folder / (std::string(name) + ".nii.gz"), mask.scatter(*values), NiftiType::Float32,
                 volumeNote(name, std::string(name) == "nc" ? subject : run));
  writeRois(result, run);
  writeMetrics(result, run, provenance);
}

}  // namespace vxs::train
