#include "app/cli/ChosenStimulus.h"

#include "app/cli/Checks.h"
#include "models/blip/Picture.h"

#include <fmt/format.h>

namespace vxs::cli {

void StimulusOptions::declare(CLI::App& app) {
  app.add_option("RUN", run, "Folder that 'train' wrote")->required()->type_name("DIR");
  CLI::Option* byTrial = app.add_option("--trial", trial, "Trial of the store (the first with a test image)")
                             ->type_name("N")
                             ->check(between(1, 1000000));
  app.add_option("--image", image, "A picture of your own instead of a trial")
      ->type_name("FILE")
      ->excludes(byTrial);
}

ChosenStimulus chooseStimulus(const workflow::RunStimuli& stimuli, const StimulusOptions& options) {
  ChosenStimulus chosen;
  if (!options.image.empty()) {
    chosen.picture = blip::readPicture(options.image);
    chosen.text = "picture " + options.image.filename().string();
    return chosen;
  }
  const nsd::Trial& trial = stimuli.trial(options.trial);
  chosen.picture = stimuli.picture(trial.nsdId);
  chosen.trial = trial.number;
  chosen.nsdId = trial.nsdId;
  chosen.captions = stimuli.captions(trial.nsdId);
  chosen.text =
      fmt::format("trial {}, image {} ({})", trial.number, trial.nsdId, stimuli.splitText(trial.nsdId));
  return chosen;
}

}  // namespace vxs::cli
