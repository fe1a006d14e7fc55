#pragma once

#include "core/scene/Mix.h"
#include "core/scene/Outline.h"
#include "core/scene/VolumeOutline.h"
#include "ui/paint/SlicePainter.h"

namespace vxs::paint {

/// scene::mixed() of two pictures of one size and format; else the first as it is.
QImage mixedImage(const QImage& first, const QImage& second, scene::PairMode mode, double amount);
/// What is around a curtain: how far its names may reach to the sides, beyond what it hangs over (empty: no
/// further), and places of other words, which they stand above.
struct DividerRoom {
  QRectF within;
  std::vector<QRectF> taken;
};
/// The curtain's edge across `area`, with the names of what hangs on either side: each on its own side, in
/// smaller letters where that is narrow, and none where it has no room for it; beside `area` where there is
/// room, so that they cover nothing.
void paintDivider(QPainter& painter, const QRectF& area, double amount, const QString& left,
                  const QString& right, const PaintStyle& style, const DividerRoom& room = {});
/// The line of a region's border over a slice whose voxels are so many pixels wide: a tenth of the style's
/// letters, opaque; over smaller voxels it is thinner, and lets through what it lies on: there it covers as
/// much as it sets off.
struct OutlineLine {
  double width, opacity;
};
OutlineLine outlineLine(double voxelPixels, const PaintStyle& style);
/// Borders of an atlas's regions over a slice that fills `area` (paintSlice's answer).
void paintOutlines(QPainter& painter, const QRectF& area, const scene::SliceGeometry& geometry,
                   const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                   const PaintStyle& style);

/// Borders of regions over a 3-D picture of so many pixels that fills `area`: each within its region, so that
/// those of neighbours lie side by side, on a darker edge that sets them off from any ground.
void paintBorders(QPainter& painter, const QRectF& area, const QSizeF& pixels,
                  const std::vector<scene::RegionBorder>& borders, const PaintStyle& style);

}  // namespace vxs::paint
