#include "core/train/RunFile.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/base/Random.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace vxs::train {

using nlohmann::json;

/// JSON knows no NaN: null, as the correlation of a constant prediction is.
static json orNull(double value) {
  return std::isfinite(value) ? json(value) : json(nullptr);
}
static double orNan(const json& j) {
  return j.is_null() ? std::numeric_limits<double>::quiet_NaN() : j.get<double>();
}

static json toJson(const TrainParams& p) {
  return {{"head", p.head},
          {"sirenConvention", p.sirenConvention},
          {"readout", p.readout},
          {"features", p.features},
          {"loss", p.loss},
          {"penalty", p.penalty},
          {"penaltyWeight", p.penaltyWeight},
          {"split", p.split},
          {"optimizer", p.optimizer},
          {"learningRate", p.learningRate},
          {"epochs", p.epochs},
          {"batchSize", p.batchSize},
          {"hidden", p.hidden},
          {"patience", p.patience},
          {"seed", p.seed},
          {"shuffleImages", p.shuffleImages},
          {"store", p.store.string()}};
}

static TrainParams paramsFrom(const json& j) {
  TrainParams p;
  j.at("head").get_to(p.head);
  j.at("sirenConvention").get_to(p.sirenConvention);
  j.at("features").get_to(p.features);
  j.at("loss").get_to(p.loss);
  j.at("penalty").get_to(p.penalty);
  j.at("penaltyWeight").get_to(p.penaltyWeight);
  j.at("split").get_to(p.split);
  j.at("optimizer").get_to(p.optimizer);
  j.at("learningRate").get_to(p.learningRate);
  j.at("epochs").get_to(p.epochs);
  j.at("batchSize").get_to(p.batchSize);
  j.at("hidden").get_to(p.hidden);
  j.at("seed").get_to(p.seed);
  j.at("shuffleImages").get_to(p.shuffleImages);
  p.readout = j.value("readout", "joined");
  p.patience = j.value("patience", 0);
  p.store = j.at("store").get<std::string>();
  return p;
}

static json toJson(const RunInfo& i) {
  return {{"store", i.store.string()},
          {"head", i.head},
          {"encoder", i.encoder},
          {"encoderPath", i.encoderPath},
          {"features", i.features},
          {"demoEncoder", i.demoEncoder},
          {"syntheticSubject", i.syntheticSubject},
          {"shuffledControl", i.shuffledControl},
          {"subject", i.subject},
          {"mask", i.maskName},
          {"voxels", i.voxels},
          {"parameters", i.parameters},
          {"bestEpoch", i.bestEpoch},
          {"trainImages", i.trainImages},
          {"validationImages", i.validationImages},
          {"testImages", i.testImages}};
}

static RunInfo infoFrom(const json& j) {
  RunInfo i;
  i.store = j.at("store").get<std::string>();
  j.at("head").get_to(i.head);
  j.at("encoder").get_to(i.encoder);
  j.at("encoderPath").get_to(i.encoderPath);
  j.at("features").get_to(i.features);
  j.at("demoEncoder").get_to(i.demoEncoder);
  j.at("syntheticSubject").get_to(i.syntheticSubject);
  j.at("shuffledControl").get_to(i.shuffledControl);
  j.at("subject").get_to(i.subject);
  j.at("mask").get_to(i.maskName);
  j.at("voxels").get_to(i.voxels);
  j.at("parameters").get_to(i.parameters);
  j.at("bestEpoch").get_to(i.bestEpoch);
  j.at("trainImages").get_to(i.trainImages);
  j.at("validationImages").get_to(i.validationImages);
  j.at("testImages").get_to(i.testImages);
  return i;
}

static json toJson(const std::vector<EpochReport>& history) {
  json rows = json::array();
  for (const EpochReport& e : history)
    rows.push_back({{"epoch", e.epoch},
                    {"trainLoss", e.trainLoss},
                    {"validationLoss", orNull(e.validationLoss)},
                    {"validationMedianR", orNull(e.validationMedianR)},
                    {"seconds", e.seconds},
                    {"step", e.step},
                    {"validationScore", orNull(e.validationScore)}});
  return rows;
}

/// Whatever a hand or a damaged disk put there must not become a demand for memory.
static void requirePossible(const RunFile& run, const std::filesystem::path& file) {
  const std::string& head = run.info.head;
  if (head != run.params.head || (head != "mlp" && head != "siren" && head != "cnn" && head != "ridge"))
    throw Error(file.string() + " is damaged: it names the head '" + head +
                "', known are mlp, siren, cnn and ridge");
  const auto refuse = [&](const std::string& what, std::int64_t value) {
    throw Error(file.string() + " is damaged: " + what + " is " + std::to_string(value));
  };
  if (run.tokens < 1 || run.tokens > 100'000) refuse("the number of tokens", run.tokens);
  if (run.width < 1 || run.width > 100'000) refuse("the width of the features", run.width);
  if (run.params.hidden < 0 || run.params.hidden > 1'000'000)
    refuse("the number of hidden units", run.params.hidden);
}

void writeRunFile(const RunFile& run) {
  const json j = {{"magic", "voxelscope-run"},
                  {"version", 1},
                  {"info", toJson(run.info)},
                  {"params", toJson(run.params)},
                  {"storeFingerprint", run.storeFingerprint},
                  {"encoderFingerprint", run.encoderFingerprint},
                  {"tokens", run.tokens},
                  {"width", run.width},
                  {"history", toJson(run.history)},
                  {"bestValidationMedianR", orNull(run.bestValidationMedianR)},
                  {"criterion", run.criterion},
                  {"bestValidationScore", orNull(run.bestValidationScore)},
                  {"finished", run.finished}};
  writeFileAtomically(run.info.run / "run.json", j.dump(1));
}

static bool isStore(const std::filesystem::path& folder) {
  std::error_code unreadable;
  return std::filesystem::exists(folder / "store.json", unreadable);
}

/// By its description; false where that cannot be read.
static bool hasFingerprint(const std::filesystem::path& store, const std::string& fingerprint) {
  try {
    const json j = json::parse(readFile(store / "store.json"));
    return !fingerprint.empty() && j.at("fingerprint") == fingerprint;
  } catch (const std::exception&) {
    return false;
  }
}

/// Stores at the end of the stated path under one of the folders around the run, nearest first: where it lies
/// when the two were moved or copied together.
static std::vector<std::filesystem::path> storesBeside(const std::filesystem::path& stated,
                                                       const std::filesystem::path& run) {
  namespace fs = std::filesystem;
  constexpr int kFoldersAround = 3, kNames = 3;
  std::vector<fs::path> found;
  fs::path around = run.lexically_normal();
  if (!around.has_filename()) around = around.parent_path();
  for (int up = 0; up < kFoldersAround; ++up) {
    around = around.parent_path();
    fs::path end, rest = stated;
    for (int names = 0; names < kNames && rest.has_relative_path(); ++names, rest = rest.parent_path()) {
      end = end.empty() ? rest.filename() : rest.filename() / end;
      if (isStore(around / end)) found.push_back(around / end);
    }
  }
  return found;
}

/// Where the store of a run lies: beside the run, when the run was trained on that one; else where it did,
/// else whatever lies beside the run under its name.
static std::filesystem::path foundStore(const std::filesystem::path& stated, const std::filesystem::path& run,
                                        const std::string& fingerprint) {
  const std::vector<std::filesystem::path> beside = storesBeside(stated, run);
  for (const std::filesystem::path& store : beside)
    if (hasFingerprint(store, fingerprint)) return store;
  return isStore(stated) || beside.empty() ? stated : beside.front();
}

/// Absolute and with a name at its end, which is the run's in every view: "run-cnn/" and "." have none.
static std::filesystem::path namedFolder(const std::filesystem::path& folder) {
  std::filesystem::path named = std::filesystem::absolute(folder);
  if (!named.has_filename()) named = named.parent_path();
  return named.filename() == "." || named.filename() == ".." ? std::filesystem::canonical(named) : named;
}

RunFile readRunFile(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "run.json";
  if (!std::filesystem::exists(file))
    throw Error(folder.string() + " is not a run (no run.json): make one with 'voxelscope-cli train'");
  try {
    const json j = json::parse(readFile(file));
    if (j.at("magic") != "voxelscope-run" || j.at("version") != 1)
      throw Error(file.string() + " is not a run that this program reads");
    RunFile run;
    run.info = infoFrom(j.at("info"));
    run.info.run = namedFolder(folder);
    run.params = paramsFrom(j.at("params"));
    run.params.out = run.info.run;
    j.at("storeFingerprint").get_to(run.storeFingerprint);
    run.info.store = run.params.store = foundStore(run.info.store, run.info.run, run.storeFingerprint);
    j.at("encoderFingerprint").get_to(run.encoderFingerprint);
    j.at("tokens").get_to(run.tokens);
    j.at("width").get_to(run.width);
    run.bestValidationMedianR = orNan(j.at("bestValidationMedianR"));
    j.at("finished").get_to(run.finished);
    // an earlier version scored by the median r
    run.criterion = j.value("criterion", std::string(kMaskCriterion));
    run.bestValidationScore =
        j.contains("bestValidationScore") ? orNan(j["bestValidationScore"]) : run.bestValidationMedianR;
    for (const json& e : j.at("history"))
      run.history.push_back(
          {e.at("epoch"), e.at("trainLoss"), orNan(e.at("validationLoss")), orNan(e.at("validationMedianR")),
           e.at("seconds"), e.value("step", std::int64_t{0}),
           orNan(e.contains("validationScore") ? e["validationScore"] : e.at("validationMedianR"))});
    requirePossible(run, file);
    return run;
  } catch (const json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
}

std::uint64_t runFingerprint(const RunFile& run) {
  json params = toJson(run.params), info = toJson(run.info);
  // where things lie, and how long training may go on, change no weight
  for (const char* key : {"store", "epochs"}) params.erase(key);
  for (const char* key : {"store", "encoderPath"}) info.erase(key);
  return fnv1a64(
      json{params, info, run.storeFingerprint, run.encoderFingerprint, orNull(run.bestValidationMedianR)}
          .dump());
}

RunInfo readRunInfo(const std::filesystem::path& run) {
  return readRunFile(run).info;
}

}  // namespace vxs::train
