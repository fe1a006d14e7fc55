#include "ui/views/MosaicDrawer.h"

#include "core/scene/Highlight.h"
#include "core/scene/LayerPicture.h"
#include "core/scene/Mix.h"

#include <algorithm>
#include <utility>

namespace vxs::ui {

std::vector<paint::MosaicTile> MosaicDrawer::draw(const MosaicRequest& request, const Progress& progress) {
  layOut(request);
  std::vector<paint::MosaicTile> tiles;
  for (Kept& slice : m_slices) {
    progress.throwIfCancelled();
    if (!slice.underlay && !request.data->underlay.empty()) {
      scene::SliceLayers anatomy;
      anatomy.underlay = &request.data->underlay;
      slice.underlay = std::make_shared<const scene::RgbaImage>(scene::renderSlice(slice.geometry, anatomy));
    }
    scene::RgbaImage pixels = drawn(request, request.layer, slice);
    if (request.second)
      pixels = scene::mixed(pixels, drawn(request, *request.second, slice), request.state.pairMode,
                            request.state.pairAmount);
    tiles.push_back({slice.geometry, std::move(pixels), slice.outlines});
  }
  return tiles;
}

/// Chooses the slices. One that stays keeps its anatomy and outlines.
void MosaicDrawer::layOut(const MosaicRequest& request) {
  const scene::MosaicParams& mosaic = request.state.mosaic;
  const auto positions = scene::mosaicPositions(scene::extentOf(*request.data, request.layer), mosaic,
                                                request.state.crosshairRasMm);
  const auto whole = scene::SliceGeometry::covering(request.frame, mosaic.plane, request.state.convention, 0);
  const QSizeF room = request.room;
  const auto tiling =
      scene::tilingFor(static_cast<int>(positions.size()), static_cast<double>(whole.width) / whole.height,
                       room.width() / std::max(1.0, room.height()));
  const double fit =
      std::min(room.width() / tiling.columns / whole.width, room.height() / tiling.rows / whole.height);
  const double pixelMm = whole.pixelMm / std::clamp(fit, 0.25, 4.0);
  auto former = std::exchange(m_slices, {});
  const bool sameData = request.data == std::exchange(m_data, request.data);
  const bool sameAtlas = request.atlas == std::exchange(m_atlas, request.atlas);
  for (std::size_t i = 0; i < positions.size(); ++i) {
    Kept& slice = m_slices.emplace_back();
    slice.geometry = scene::SliceGeometry::covering(request.frame, mosaic.plane, request.state.convention,
                                                    positions[i], pixelMm);
    const bool stays = i < former.size() && former[i].geometry == slice.geometry;
    if (stays && sameData) slice.underlay = std::move(former[i].underlay);
    if (stays && sameAtlas)
      slice.outlines = std::move(former[i].outlines);
    else if (request.atlas)
      slice.outlines = scene::outlines(slice.geometry, *request.atlas);
  }
}

scene::RgbaImage MosaicDrawer::drawn(const MosaicRequest& request, scene::Layer layer, const Kept& slice) {
  const auto weights = m_weights.of(request.data, request.state, layer);
  scene::RgbaImage pixels = scene::layerSlice(slice.geometry, *request.data, request.state, layer,
                                              weights.get(), nullptr, slice.underlay.get());
  if (request.highlight)
    scene::outlineSlice(pixels, slice.geometry, *request.highlight, scene::kHighlightColor);
  return pixels;
}

}  // namespace vxs::ui
