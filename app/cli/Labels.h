#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace vxs::metrics {
struct AccuracySummary;
}
namespace vxs::train {
struct RunInfo;
}

namespace vxs::cli {

/// What must stand above numbers that come from a made-up subject, an encoder that was never trained or a
/// control run; empty when nothing applies.
std::string honestyLine(bool synthetic, bool demoEncoder, bool shuffledControl = false);

/// Whether a store was made from a synthetic subject. Throws Error when `store` is no store.
bool isSynthetic(const std::filesystem::path& store);

/// "61.3 %", "-" for nothing.
std::string percentText(std::optional<double> fraction);
/// "0.123", "-" for NaN.
std::string numberText(double value);
/// "1.2 GB", "340 kB" (powers of ten).
std::string bytesText(double bytes);

/// JSON knows no NaN and no infinity: null.
nlohmann::ordered_json orNull(double value);
/// The parts of results that several commands show.
nlohmann::ordered_json toJson(const metrics::AccuracySummary& accuracy);
nlohmann::ordered_json toJson(const train::RunInfo& run);

}  // namespace vxs::cli
