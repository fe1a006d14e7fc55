#include "core/train/History.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

namespace vxs::train {
namespace {

constexpr const char* kHeading =
    "epoch,step,train_loss,validation_loss,validation_median_r,seconds,validation_score";
constexpr const char* kEarlierHeading = "epoch,step,train_loss,validation_loss,validation_median_r,seconds";

std::string number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value)
         : std::isnan(value)  ? "nan"
         : value > 0          ? "inf"
                              : "-inf";
}

/// The whole of `text`, or false.
template <class Number>
bool parse(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool parseLine(const std::string& line, bool scored, EpochReport& epoch) {
  std::istringstream stream(line);
  std::vector<std::string> cells;
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  if (cells.size() != (scored ? 7 : 6)) return false;
  return parse(cells[0], epoch.epoch) && parse(cells[1], epoch.step) && parse(cells[2], epoch.trainLoss) &&
         parse(cells[3], epoch.validationLoss) && parse(cells[4], epoch.validationMedianR) &&
         parse(cells[5], epoch.seconds) && parse(cells[scored ? 6 : 4], epoch.validationScore);
}

}  // namespace

void writeHistory(const std::filesystem::path& run, const std::vector<EpochReport>& history) {
  std::string text = std::string(kHeading) + "\n";
  for (const EpochReport& e : history)
    text +=
        fmt::format("{},{},{},{},{},{},{}\n", e.epoch, e.step, number(e.trainLoss), number(e.validationLoss),
                    number(e.validationMedianR), number(e.seconds), number(e.validationScore));
  writeFileAtomically(run / "history.csv", text);
}

std::vector<EpochReport> readHistory(const std::filesystem::path& run) {
  const std::filesystem::path file = run / "history.csv";
  if (!std::filesystem::exists(file)) return {};
  std::istringstream stream(readFile(file));
  std::string line;
  const bool any = static_cast<bool>(std::getline(stream, line)), scored = line == kHeading;
  if (!any || (!scored && line != kEarlierHeading))
    throw Error(file.string() + " is no history of a run: its first line is not '" + kHeading + "'");
  std::vector<EpochReport> history;
  while (std::getline(stream, line)) {
    EpochReport epoch;
    if (!parseLine(line, scored, epoch) || epoch.epoch != static_cast<int>(history.size()) + 1)
      throw Error(fmt::format("{} is damaged in line {}", file.string(), history.size() + 2));
    history.push_back(epoch);
  }
  return history;
}

}  // namespace vxs::train
