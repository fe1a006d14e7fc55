#include "core/synthetic/TrialPlan.h"

#include "core/base/Random.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace vxs::synthetic {
namespace {

constexpr int kDesignTrials = 30000, kDesignImages = 10000, kSharedImages = 1000, kStimuli = 73000,
              kTrials = 750;
constexpr int kSubjects = 8, kDesignSessions = 40;

/// 1-based column of subjectim (the "10KID") of each image: shared ones among the first 1000.
std::vector<int> designColumns(const TrialPlan& plan) {
  std::vector<int> columns;
  int shared = 0, own = kSharedImages;
  for (const bool isShared : plan.sharedImage) columns.push_back(isShared ? ++shared : ++own);
  return columns;
}

void fillSubjectImages(TrialPlan& plan, const std::vector<int>& columns) {
  // columns of pictures that this data set does not have point beyond its stimuli, as they would in a partial
  // copy
  std::vector<double> row(kDesignImages);
  int unused = static_cast<int>(columns.size());
  for (double& id : row) id = 0;
  for (std::size_t k = 0; k < columns.size(); ++k)
    row[static_cast<std::size_t>(columns[k] - 1)] = static_cast<double>(k + 1);
  for (double& id : row)
    if (id == 0) id = ++unused <= kStimuli ? unused : kStimuli;
  plan.design.subjectImages.assign(kSubjects, row);
  plan.design.shared.assign(row.begin(), row.begin() + kSharedImages);
}

void countRepeats(TrialPlan& plan) {
  plan.design.repeatCounts.assign(kDesignSessions, {0, 0, 0});
  for (std::size_t s = 0; s * kTrials < plan.imageOfTrial.size(); ++s) {
    std::map<int, int> shown;
    for (std::size_t t = 0; t < kTrials; ++t) ++shown[plan.imageOfTrial[s * kTrials + t]];
    for (const auto& [image, count] : shown)
      ++plan.design.repeatCounts[s][static_cast<std::size_t>(std::min(count, 3) - 1)];
  }
}

}  // namespace

TrialPlan planTrials(const Preset& preset, std::uint64_t seed) {
  TrialPlan plan;
  Random random(seed ^ fnv1a64("trials"));
  const auto images = static_cast<std::size_t>(preset.images);
  plan.sharedImage.assign(images, false);
  std::fill_n(plan.sharedImage.begin(), preset.sharedImages, true);
  for (std::size_t i = images; i > 1; --i) {
    const std::size_t j = random.below(i);
    const bool keep = plan.sharedImage[i - 1];
    plan.sharedImage[i - 1] = plan.sharedImage[j];
    plan.sharedImage[j] = keep;
  }
  std::vector<int> order(images);
  std::iota(order.begin(), order.end(), 0);
  for (int repeat = 0; repeat < 3; ++repeat) {
    random.shuffle(order);
    plan.imageOfTrial.insert(plan.imageOfTrial.end(), order.begin(), order.end());
  }
  const std::vector<int> columns = designColumns(plan);
  fillSubjectImages(plan, columns);
  countRepeats(plan);
  plan.stimuli.resize(images);
  std::vector<int> seen(images);
  for (std::size_t t = 0; t < plan.imageOfTrial.size(); ++t) {
    const auto image = static_cast<std::size_t>(plan.imageOfTrial[t]);
    plan.design.masterOrdering.push_back(columns[image]);
    plan.stimuli[image].subject1Trials[static_cast<std::size_t>(seen[image]++)] = static_cast<int>(t + 1);
  }
  for (std::size_t i = 0; i < images; ++i) {
    plan.stimuli[i].cocoId = 9000001 + static_cast<std::int64_t>(i);  // beyond COCO's own ids
    plan.stimuli[i].cocoSplit = i % 10 == 9 ? "val2017" : "train2017";
    plan.stimuli[i].shared = plan.sharedImage[i];
  }
  // trials of the design that were never run
  for (int column = kDesignImages; static_cast<int>(plan.design.masterOrdering.size()) < kDesignTrials;)
    plan.design.masterOrdering.push_back(column), column = column > 2 ? column - 1 : kDesignImages;
  return plan;
}

}  // namespace vxs::synthetic
