#include "core/workflow/PredictEpochs.h"

#include "core/base/Error.h"
#include "core/train/EpochFile.h"
#include "core/train/History.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace vxs::workflow {
namespace {

std::string listOf(const std::vector<int>& epochs) {
  std::string text;
  for (const int epoch : epochs) {
    if (!text.empty()) text += ", ";
    text += std::to_string(epoch);
  }
  return text;
}

void requireEpochs(const RunInfo& run, const std::vector<int>& kept) {
  const std::string name = run.run.filename().string();
  if (run.head == "ridge")
    throw Error("the run " + name +
                " is a ridge regression, which is solved at once and has no epochs: choose a run of an mlp, "
                "siren or cnn");
  if (kept.empty())
    throw Error("the run " + name + " kept none of its epochs: there are no weights in " +
                (run.run / "epochs").string());
}

std::vector<int> chosenFrom(const PredictEpochsParams& params, const RunInfo& run,
                            const std::vector<int>& kept) {
  if (params.epochs.empty()) return spreadEpochs(kept, run.bestEpoch);
  const std::set<int> wanted(params.epochs.begin(), params.epochs.end());
  for (const int epoch : wanted)
    if (!std::ranges::binary_search(kept, epoch))
      throw Error("epoch " + std::to_string(epoch) + " of the run " + run.run.filename().string() +
                  " was not kept; kept are " + listOf(kept));
  return {wanted.begin(), wanted.end()};
}

}  // namespace

std::vector<int> spreadEpochs(const std::vector<int>& kept, int best, int most) {
  if (static_cast<int>(kept.size()) <= most) return kept;
  std::set<int> chosen{kept.front(), kept.back()};
  if (std::ranges::binary_search(kept, best)) chosen.insert(best);
  const int between = most - static_cast<int>(chosen.size());
  const double factor = std::log(static_cast<double>(kept.back()) / kept.front());
  for (int i = 1; i <= between; ++i) {
    const double wanted = kept.front() * std::exp(factor * i / (between + 1));
    int nearest = 0;
    for (const int epoch : kept)
      if (!chosen.contains(epoch) && (nearest == 0 || std::abs(epoch - wanted) < std::abs(nearest - wanted)))
        nearest = epoch;
    if (nearest != 0) chosen.insert(nearest);
  }
  return {chosen.begin(), chosen.end()};
}

PredictEpochsResult predictEpochs(const PredictEpochsParams& params, Neural& neural, Progress& progress) {
  const RunInfo run = train::readRunInfo(params.run);
  const std::vector<int> kept = train::keptEpochs(params.run);
  requireEpochs(run, kept);
  const std::vector<int> chosen = chosenFrom(params, run, kept);
  std::vector<Volume> volumes = neural.predictEpochs(params.run, params.nsdId, chosen, progress);
  const std::vector<EpochReport> history = train::readHistory(params.run);
  PredictEpochsResult result;
  result.bestEpoch = run.bestEpoch;
  result.validationImages = static_cast<std::int64_t>(run.validationImages.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const auto report = std::ranges::find(history, chosen[i], &EpochReport::epoch);
    result.epochs.push_back(
        {chosen[i], std::move(volumes.at(i)),
         report == history.end() ? std::numeric_limits<double>::quiet_NaN() : report->validationMedianR});
  }
  return result;
}

}  // namespace vxs::workflow
