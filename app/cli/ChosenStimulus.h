#pragma once

#include "core/workflow/Neural.h"
#include "core/workflow/RunStimuli.h"

#include <filesystem>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace vxs::cli {

/// Which picture and caption of a run a command is about: the options, and what they mean.
struct StimulusOptions {
  std::filesystem::path run;
  int trial = 0;
  std::filesystem::path image;
  /// Adds RUN, --trial and --image.
  void declare(CLI::App& app);
};

struct ChosenStimulus {
  RgbImage picture;
  std::string text;  ///< "trial 12, image 345 (test image)" or the file's name
  int trial = 0;     ///< 0: a picture of the person's own
  std::int32_t nsdId = -1;
  std::vector<std::string> captions;  ///< COCO, may be empty
};
/// Throws Error naming picture, store or dataset.
ChosenStimulus chooseStimulus(const workflow::RunStimuli& stimuli, const StimulusOptions& options);

}  // namespace vxs::cli
