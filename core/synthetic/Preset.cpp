#include "core/synthetic/Preset.h"

#include "core/base/Error.h"

#include <algorithm>

namespace vxs::synthetic {

Preset presetNamed(const std::string& name) {
  if (name == "tiny") return {name, {21, 26, 21}, 7.2, 2, 500, 75, 2};
  if (name == "demo") return {name, {41, 52, 42}, 3.6, 4, 1000, 150, 1};
  if (name == "full") return {name, {81, 104, 83}, 1.8, 40, 10000, 1000, 0};
  throw UsageError("unknown preset '" + name + "': use tiny, demo or full");
}

Preset withSessions(Preset preset, int sessions) {
  constexpr int kMost = 40, kImagesPerSession = 250;
  if (sessions < 1 || sessions > kMost)
    throw UsageError("a subject has 1 to 40 sessions, not " + std::to_string(sessions));
  if (sessions == preset.sessions) return preset;
  preset.name += ", " + std::to_string(sessions) + (sessions == 1 ? " session" : " sessions");
  preset.sharedImages = preset.sharedImages * sessions / preset.sessions;
  preset.sessions = sessions;
  preset.images = sessions * kImagesPerSession;
  preset.niftiSessions = std::min(preset.niftiSessions, sessions);
  return preset;
}

}  // namespace vxs::synthetic
