#pragma once

#include "core/scene/Mosaic.h"
#include "core/scene/Outline.h"
#include "ui/paint/SlicePainter.h"

#include <vector>

namespace vxs::paint {

/// One slice of a lightbox.
struct MosaicTile {
  scene::SliceGeometry geometry;
  scene::RgbaImage pixels;
  std::vector<scene::OutlineSegment> outlines;  ///< of regions in it
};

/// Draws tiles row by row, each with its letters and its position in mm; the crosshair only in the tile that
/// is nearest to it. Names of the outlined regions of `atlas` (null: none) stand in one line below all tiles.
/// Returns the rectangle of each tile's slice, in the order of the tiles.
std::vector<QRectF> paintMosaic(QPainter& painter, const QRectF& target, const std::vector<MosaicTile>& tiles,
                                const Vec3& crosshairRasMm, const PaintStyle& style,
                                const LabelAtlas* atlas = nullptr);
/// The same rectangles without drawing; `target` without the line of names.
std::vector<QRectF> mosaicAreas(const QRectF& target, const std::vector<scene::SliceGeometry>& geometries);
/// What of `target` the tiles have beside such a line.
QRectF mosaicRoom(const QRectF& target, const LabelAtlas* atlas, const PaintStyle& style);

}  // namespace vxs::paint
