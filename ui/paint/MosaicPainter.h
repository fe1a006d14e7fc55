#pragma once

#include "core/scene/Mosaic.h"
#include "ui/paint/SlicePainter.h"

#include <vector>

namespace vxs::paint {

/// One slice of a lightbox.
struct MosaicTile {
  scene::SliceGeometry geometry;
  scene::RgbaImage pixels;
};

/// Draws tiles row by row, each with its letters and its position in mm; the crosshair only in the tile that
/// is nearest to it. Returns the rectangle of each tile's slice, in the order of the tiles.
std::vector<QRectF> paintMosaic(QPainter& painter, const QRectF& target, const std::vector<MosaicTile>& tiles,
                                const Vec3& crosshairRasMm, const PaintStyle& style);
/// The same rectangles without drawing.
std::vector<QRectF> mosaicAreas(const QRectF& target, const std::vector<scene::SliceGeometry>& geometries);

}  // namespace vxs::paint
