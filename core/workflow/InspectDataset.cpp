#include "core/workflow/InspectDataset.h"

#include "core/base/Error.h"

#include <algorithm>

namespace vxs::workflow {

InspectResult inspectDataset(const InspectParams& params) {
  const nsd::Dataset dataset(params.dataset);
  InspectResult result{dataset.root(), dataset.synthetic(), {}};
  std::vector<int> subjects = dataset.subjects();
  if (params.subject) {
    if (std::find(subjects.begin(), subjects.end(), *params.subject) == subjects.end())
      throw Error("subject " + std::to_string(*params.subject) + " is not in " + params.dataset.string());
    subjects = {*params.subject};
  }
  for (const int subject : subjects) result.subjects.push_back(dataset.summary(subject));
  return result;
}

}  // namespace vxs::workflow
