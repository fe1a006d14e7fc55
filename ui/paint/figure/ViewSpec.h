#pragma once

#include "core/scene/Comparison.h"

#include <QRectF>

#include <optional>
#include <string>
#include <vector>

namespace vxs::paint {

/// What the comparison of the window looks like at one moment: which cells lie where, and what each shows.
/// With scene::ComparisonState (crosshair, camera, colours, convention) it is all that a figure of "what is
/// seen" needs. Written into recipes as JSON.
struct ViewSpec {
  enum class Shows { Axial, Coronal, Sagittal, Volume, Mosaic };
  struct Cell {
    scene::Layer layer = scene::Layer::Predicted;
    Shows shows = Shows::Volume;
    std::optional<scene::Layer> partner{};  ///< shares the cell by curtain or fade
    QRectF place;                           ///< in units of the comparison's width and height, 0 .. 1
  };
  std::vector<Cell> cells;
  double aspect = 1.5;  ///< width / height of the comparison
  double sliceZoom = 1;
  Vec3 sliceCentre{0, 0, 0};
};

/// The window's own layouts: "all", "slices", "3d" (columns: `layers`), "single" (`active` alone, four
/// views), "mosaic" (`active` alone, many slices). Throws UsageError for another name.
ViewSpec viewSpecFor(const std::string& layout, const std::vector<scene::Layer>& layers, scene::Layer active);
/// The one of those whose views are the cells.
std::string layoutOf(const ViewSpec& spec);

/// "axial", "coronal", "sagittal", "3d" or "mosaic": in texts and in the names of the window's views.
const char* showsKey(ViewSpec::Shows shows);
std::string toText(const ViewSpec& spec);
/// Throws Error when it is no such text.
ViewSpec viewSpecFrom(const std::string& text);

}  // namespace vxs::paint
