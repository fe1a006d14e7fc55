#include "app/cli/Labels.h"

#include "core/metrics/Accuracy.h"
#include "core/store/VoxelStore.h"
#include "core/train/Run.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

namespace vxs::cli {

std::string honestyLine(bool synthetic, bool demoEncoder, bool shuffledControl) {
  std::string line;
  const auto add = [&line](const char* label) { line += (line.empty() ? "" : "  ") + std::string(label); };
  if (synthetic) add("SYNTHETIC SUBJECT");
  if (demoEncoder) add("DEMO ENCODER (pseudo-weights)");
  if (shuffledControl) add("SHUFFLED-IMAGE CONTROL");
  return line;
}

bool isSynthetic(const std::filesystem::path& store) {
  return store::VoxelStore::open(store).info().synthetic;
}

std::string percentText(std::optional<double> fraction) {
  return fraction && std::isfinite(*fraction) ? fmt::format("{:.1f} %", *fraction * 100) : "-";
}

std::string numberText(double value) {
  return std::isfinite(value) ? fmt::format("{:.3f}", value) : "-";
}

std::string bytesText(double bytes) {
  constexpr std::array<const char*, 5> units{"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 1000 && unit + 1 < units.size()) {
    bytes /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{:.0f} B", bytes) : fmt::format("{:.3g} {}", bytes, units[unit]);
}

nlohmann::ordered_json orNull(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
}

nlohmann::ordered_json toJson(const metrics::AccuracySummary& accuracy) {
  nlohmann::ordered_json json;
  json["preset"] = metrics::toString(accuracy.preset);
  json["headline"] =
      accuracy.headline ? nlohmann::ordered_json(*accuracy.headline) : nlohmann::ordered_json();
  json["median"] = accuracy.median;
  json["mean"] = accuracy.mean;
  json["medianR"] = accuracy.medianR;
  json["medianCeiling"] = accuracy.medianCeiling;
  json["voxelsUsed"] = accuracy.voxelsUsed;
  json["droppedNan"] = accuracy.droppedNan;
  json["droppedZeroCeiling"] = accuracy.droppedZeroCeiling;
  json["negativeR"] = accuracy.negativeR;
  return json;
}

nlohmann::ordered_json toJson(const train::RunInfo& run) {
  return {{"run", run.run.string()},
          {"store", run.store.string()},
          {"head", run.head},
          {"encoder", run.encoder},
          {"features", run.features},
          {"subject", run.subject},
          {"mask", run.maskName},
          {"voxels", run.voxels},
          {"parameters", run.parameters},
          {"syntheticSubject", run.syntheticSubject},
          {"demoEncoder", run.demoEncoder},
          {"shuffledControl", run.shuffledControl}};
}

}  // namespace vxs::cli
