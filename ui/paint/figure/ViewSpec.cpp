#include "ui/paint/figure/ViewSpec.h"

#include "core/base/Error.h"
#include "ui/paint/figure/ComparisonParts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace vxs::paint {
namespace {

using Json = nlohmann::ordered_json;
using Shows = ViewSpec::Shows;

constexpr std::array<const char*, 5> kShows{"axial", "coronal", "sagittal", "3d", "mosaic"};
constexpr std::size_t kMostCells = 200;

/// Heights of a slice and a 3-D view in one column, as in the window.
constexpr double kSliceShare = 10, kVolumeShare = 13;

ViewSpec columns(const std::vector<scene::Layer>& layers, bool slices, bool volumes) {
  ViewSpec spec;
  const double total = (slices ? 3 * kSliceShare : 0) + (volumes ? kVolumeShare : 0);
  const double width = 1.0 / static_cast<double>(layers.size());
  for (std::size_t column = 0; column < layers.size(); ++column) {
    double top = 0;
    for (int shows = slices ? 0 : 3; shows < (volumes ? 4 : 3); ++shows) {
      const double height = (shows == 3 ? kVolumeShare : kSliceShare) / total;
      spec.cells.push_back({layers[column],
                            static_cast<Shows>(shows),
                            {},
                            {static_cast<double>(column) * width, top, width, height}});
      top += height;
    }
  }
  spec.aspect = slices ? (volumes ? 1.0 : 1.2) : 0.9 * static_cast<double>(layers.size());
  return spec;
}

}  // namespace

ViewSpec viewSpecFor(const std::string& layout, const std::vector<scene::Layer>& layers,
                     scene::Layer active) {
  if (layout == "all") return columns(layers, true, true);
  if (layout == "slices") return columns(layers, true, false);
  if (layout == "3d") return columns(layers, false, true);
  if (layout == "mosaic") {
    ViewSpec mosaic;
    mosaic.cells.push_back({active, Shows::Mosaic, {}, {0, 0, 1, 1}});
    return mosaic;
  }
  if (layout != "single")
    throw UsageError("'" + layout + "' is not a layout: use all, slices, 3d, single or mosaic");
  ViewSpec spec;
  for (int shows = 0; shows < 4; ++shows)
    spec.cells.push_back(
        {active, static_cast<Shows>(shows), {}, {shows % 2 * 0.5, shows / 2 * 0.5, 0.5, 0.5}});
  spec.aspect = 1.3;
  return spec;
}

std::string layoutOf(const ViewSpec& spec) {
  const auto all = [&](auto condition) { return std::ranges::all_of(spec.cells, condition); };
  if (all([](const auto& cell) { return cell.shows == Shows::Mosaic; })) return "mosaic";
  if (all([](const auto& cell) { return cell.shows == Shows::Volume; })) return "3d";
  if (all([](const auto& cell) { return cell.shows != Shows::Volume; })) return "slices";
  return all([&](const auto& cell) { return cell.layer == spec.cells.front().layer; }) ? "single" : "all";
}

const char* showsKey(Shows shows) {
  return kShows[static_cast<std::size_t>(shows)];
}

std::string toText(const ViewSpec& spec) {
  Json cells = Json::array();
  for (const ViewSpec::Cell& cell : spec.cells) {
    Json each{{"layer", layerKey(cell.layer)},
              {"shows", showsKey(cell.shows)},
              {"place", {cell.place.x(), cell.place.y(), cell.place.width(), cell.place.height()}}};
    if (cell.partner) each["partner"] = layerKey(*cell.partner);
    cells.push_back(std::move(each));
  }
  return Json{{"aspect", spec.aspect},
              {"sliceZoom", spec.sliceZoom},
              {"sliceCentre", spec.sliceCentre},
              {"cells", cells}}
      .dump();
}

ViewSpec viewSpecFrom(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    ViewSpec spec;
    json.at("aspect").get_to(spec.aspect);
    json.at("sliceZoom").get_to(spec.sliceZoom);
    json.at("sliceCentre").get_to(spec.sliceCentre);
    for (const Json& each : json.at("cells")) {
      const auto shows = std::find(kShows.begin(), kShows.end(), each.at("shows").get<std::string>());
      const auto place = each.at("place").get<std::array<double, 4>>();
      if (shows == kShows.end()) throw Error("a cell of the view shows something that is not known here");
      const QRectF where(place[0], place[1], place[2], place[3]);
      if (!QRectF(-0.01, -0.01, 1.02, 1.02).contains(where) || where.isEmpty())
        throw Error("a cell of the view lies outside the page");
      spec.cells.push_back({layersFrom(each.at("layer").get<std::string>()).front(),
                            static_cast<Shows>(shows - kShows.begin()),
                            {},
                            where});
      if (each.contains("partner"))
        spec.cells.back().partner = layersFrom(each["partner"].get<std::string>()).front();
    }
    if (spec.cells.empty() || spec.cells.size() > kMostCells) throw Error("a view needs 1 to 200 cells");
    if (!(spec.sliceZoom >= 1 && spec.sliceZoom <= 64)) throw Error("slices are zoomed 1 to 64 times");
    return spec;
  } catch (const Json::exception&) {
    throw Error("the cells of the view are damaged: a part of them is missing or not what it should be");
  }
}

}  // namespace vxs::paint
