#include "core/workflow/RunStimuli.h"

#include "core/base/Error.h"

#include <algorithm>
#include <set>

namespace vxs::workflow {
namespace {

bool listed(const std::vector<std::int32_t>& images, std::int32_t nsdId) {
  return std::find(images.begin(), images.end(), nsdId) != images.end();
}

}  // namespace

RunStimuli::RunStimuli(train::RunInfo run)
    : m_run(std::move(run)),
      m_store(store::VoxelStore::open(m_run.store)),
      m_dataset(m_store.info().datasetRoot) {}

const nsd::Trial& RunStimuli::trial(int number) const {
  const std::vector<nsd::Trial>& trials = m_store.trials();
  const auto found = std::find_if(trials.begin(), trials.end(), [&](const nsd::Trial& trial) {
    return number > 0 ? trial.number == number : listed(m_run.testImages, trial.nsdId);
  });
  if (found != trials.end()) return *found;
  if (number > 0 && !trials.empty())
    throw Error("there is no trial " + std::to_string(number) + " in the store " + m_store.folder().string() +
                ": it has trials " + std::to_string(trials.front().number) + " to " +
                std::to_string(trials.back().number));
  throw Error("the store " + m_store.folder().string() + " has no trial with a test image of the run");
}

std::vector<std::string> RunStimuli::captionsOfOthers(std::int32_t nsdId) const {
  std::set<std::int32_t> images;
  for (const nsd::Trial& trial : m_store.trials())
    if (trial.nsdId != nsdId) images.insert(trial.nsdId);
  std::vector<std::string> captions;
  for (const std::int32_t image : images)
    if (const auto& of = m_dataset.captions(image); !of.empty()) captions.push_back(of.front());
  return captions;
}

std::string RunStimuli::splitText(std::int32_t nsdId) const {
  if (listed(m_run.testImages, nsdId)) return "test image";
  if (listed(m_run.validationImages, nsdId)) return "validation image";
  return listed(m_run.trainImages, nsdId) ? "TRAINING IMAGE" : "image of no split";
}

}  // namespace vxs::workflow
