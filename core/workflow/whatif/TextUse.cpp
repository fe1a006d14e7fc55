#include "core/workflow/whatif/CaptionChange.h"

#include <cmath>
#include <cstdio>

namespace vxs::workflow {
namespace {

std::string percent(double part) {
  char text[32];
  std::snprintf(text, sizeof text, 100 * part < 10 ? "%.1f %%" : "%.0f %%", 100 * part);
  return text;
}

std::vector<double> sizes(const std::vector<NullSample>& null, bool shuffled) {
  std::vector<double> values;
  for (const NullSample& sample : null)
    if ((sample.kind == CaptionKind::Shuffled) == shuffled && std::isfinite(sample.change.rms))
      values.push_back(sample.change.rms);
  return values;
}

}  // namespace

TextUse textUseOf(const std::vector<NullSample>& null, double predictionRms, bool multimodal) {
  TextUse use;
  if (!multimodal) {
    use.finding = TextUse::Finding::None;
    return use;
  }
  const std::vector<double> wording = sizes(null, false), shuffled = sizes(null, true);
  use.wordingN = static_cast<int>(wording.size());
  use.shuffledN = static_cast<int>(shuffled.size());
  const double shuffledMedian = quantileOf(shuffled, 0.5);
  use.shuffledOverPrediction = shuffledMedian / predictionRms;
  use.wordingOverShuffled = quantileOf(wording, 0.5) / shuffledMedian;
  if (shuffled.empty() || !std::isfinite(use.shuffledOverPrediction)) return use;
  if (use.shuffledOverPrediction < TextUse::kBarelyPart)
    use.finding = TextUse::Finding::Barely;
  else if (!wording.empty() && use.wordingOverShuffled >= TextUse::kWordingPart)
    use.finding = TextUse::Finding::Wording;
  else if (!wording.empty())
    use.finding = TextUse::Finding::Meaning;
  return use;
}

std::string TextUse::sentence() const {
  const std::string shuffled = "another image's caption moves the prediction by " +
                               percent(shuffledOverPrediction) + " of its own size (median of " +
                               std::to_string(shuffledN) + ")";
  const std::string wording = "rewordings move it " + percent(wordingOverShuffled) + " as much (median of " +
                              std::to_string(wordingN) + ")";
  switch (finding) {
    case Finding::None:
      return "This run's features are of the picture alone: its caption cannot change the prediction.";
    case Finding::Barely:
      return "This head barely uses text: " + shuffled + ".";
    case Finding::Wording:
      return "Wording moves this head about as much as meaning does: " + shuffled + ", " + wording +
             ". Read small changes as noise.";
    case Finding::Meaning:
      return "For this picture " + shuffled + "; " + wording + ".";
    case Finding::Unknown:
      break;
  }
  if (shuffledN > 0 && wordingN == 0 && std::isfinite(shuffledOverPrediction))
    return "For this picture " + shuffled + "; there are no rewordings to compare that with.";
  return "How much this head uses text is not known: there is no null to compare with.";
}

}  // namespace vxs::workflow
