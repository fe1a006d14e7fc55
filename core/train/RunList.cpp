#include "core/train/RunList.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/RunLock.h"
#include "models/weights/Safetensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace vxs::train {
namespace {

using nlohmann::json;

double orNan(const json& value) {
  return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

/// Nothing when the run was not evaluated, or not readably: the table then says so by an empty cell.
std::optional<RunAccuracy> readAccuracy(const std::filesystem::path& run) {
  const std::filesystem::path file = run / "evaluation" / "metrics.json";
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return std::nullopt;
  const json metrics = json::parse(readFile(file), nullptr, false);
  if (!metrics.is_object() || !metrics.contains("accuracy")) return std::nullopt;
  const auto text = [&](const char* name) {
    const auto found = metrics.find(name);
    return found != metrics.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return RunAccuracy{orNan(metrics["accuracy"]),
                     metrics.contains("medianR") ? orNan(metrics["medianR"]) : orNan({}), text("metric"),
                     text("mask")};
}

/// The best weights are there and as long as their header says.
bool hasWholeWeights(const std::filesystem::path& run) {
  try {
    weights::readSafetensors(run / "best.safetensors");
    return true;
  } catch (const Error&) {
    return false;
  }
}

RunState stateOf(const RunFile& run, const std::filesystem::path& folder) {
  if (isTraining(folder)) return RunState::Running;
  if (!run.finished) return RunState::Stopped;
  return hasWholeWeights(folder) ? RunState::Complete : RunState::Incomplete;
}

}  // namespace

RunSummary summariseRun(const std::filesystem::path& run) {
  RunSummary summary;
  summary.run = readRunFile(run);
  summary.state = stateOf(summary.run, run);
  std::error_code ignored;
  const std::size_t epochs = summary.run.history.size();
  summary.checkpoint = epochs > 0 && std::filesystem::exists(
                                         run / ("last-" + std::to_string(epochs) + ".safetensors"), ignored);
  summary.changed = std::filesystem::last_write_time(run / "run.json", ignored);
  summary.accuracy = readAccuracy(run);
  return summary;
}

std::vector<std::filesystem::path> runsIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> runs;
  std::error_code code, ignored;
  for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end;
       entry.increment(code))
    if (std::filesystem::exists(entry->path() / "run.json", ignored)) runs.push_back(entry->path());
  std::sort(runs.begin(), runs.end());
  return runs;
}

}  // namespace vxs::train
