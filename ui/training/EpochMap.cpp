#include "ui/training/EpochMap.h"

#include "core/train/RunFile.h"
#include "core/train/VolumeNote.h"
#include "core/workflow/KeptMap.h"
#include "ui/paint/figure/MapStatistic.h"
#include "ui/preferences/Preferences.h"

#include <fmt/format.h>

#include <algorithm>

namespace vxs::ui {

EpochMap readEpochMap(const std::filesystem::path& run, int epoch, std::int32_t nsdId, Progress& progress) {
  EpochMap map{{}, train::readRunInfo(run), epoch, nsdId, 0};
  if (const auto kept = workflow::readKeptMap(run, epoch, nsdId)) {
    map.volume = kept->volume;
    map.validationImages = kept->validationImages;
    return map;
  }
  const auto neural = workflow::loadNeural({Preferences::load().threads, "auto"});
  map.volume = neural->predictEpochs(run, nsdId, {epoch}, progress).front();
  return map;
}

void showEpochMap(Session& session, EpochMap map, double rRange) {
  ViewState& view = session.view();
  const bool ridge = map.run.head == "ridge";  // solved in one step: the one map that it kept is of no epoch
  scene::MapLabel label;
  label.provenance = train::modelLine(map.run);
  label.demoEncoder = map.run.demoEncoder;
  label.key = paint::kEpochMap;
  label.madeOf = {{"epoch", std::to_string(map.epoch)},
                  {"epochRun", std::filesystem::absolute(map.run.run).string()},
                  {"epochImage", map.nsdId == 0 ? std::string() : std::to_string(map.nsdId)}};
  label.unit = map.nsdId == 0 ? "Pearson r" : "z";
  label.brief = ridge ? map.run.run.filename().string() : fmt::format("epoch {}", map.epoch);
  scene::ColorScale scale = view.state().scale;
  if (map.nsdId == 0) {
    label.name =
        ridge ? std::string("validation r of ") + map.run.run.filename().string()
              : fmt::format("validation r, epoch {} of {}", map.epoch, map.run.run.filename().string());
    label.provenance +=
        fmt::format("; {} validation images, mask {}", map.validationImages, map.run.maskName);
    scale = scene::ColorScale::forMaps();
    scale.range = rRange;
    scale.thresholdZ = 0;
  } else {
    label.name =
        ridge ? "predicted by " + map.run.run.filename().string()
              : fmt::format("predicted after epoch {} of {}", map.epoch, map.run.run.filename().string());
    label.provenance += fmt::format("; image {}", map.nsdId);
  }
  session.setMapVolume(std::move(map.volume), std::move(label));
  view.setMapScale(scale);
  view.setLayerShown(scene::Layer::Map, true);
}

void selectImage(Session& session, std::int32_t nsdId) {
  if (!session.run()) return;
  const auto& items = session.run()->items();
  const auto found = std::ranges::find_if(items, [&](const TrialItem& item) { return item.nsdId == nsdId; });
  const auto index = static_cast<int>(found - items.begin());
  if (found != items.end() && index != session.selectedItem()) session.selectItem(index);
}

}  // namespace vxs::ui
