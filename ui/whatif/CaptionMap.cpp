#include "ui/whatif/CaptionMap.h"

#include "core/train/VolumeNote.h"
#include "ui/paint/figure/MapStatistic.h"

namespace vxs::ui {

void showCaptionMap(Session& session, const std::vector<float>& change, const std::string& original,
                    const std::string& edited) {
  const train::RunInfo& info = session.run()->info();
  scene::MapLabel label;
  label.name = label.key = paint::kCaptionChangeMap;
  label.madeOf = {{"original", original}, {"edited", edited}};
  label.provenance = train::modelLine(info) + "; \"" + edited + "\" - \"" + original + "\"";
  label.unit = "z, edited - original";
  label.demoEncoder = info.demoEncoder;
  session.setMapVolume(session.run()->mask().scatter(change), std::move(label));
}

}  // namespace vxs::ui
