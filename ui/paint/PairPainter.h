#pragma once

#include "core/scene/Mix.h"
#include "core/scene/Outline.h"
#include "core/scene/VolumeOutline.h"
#include "ui/paint/SlicePainter.h"

#include <set>

namespace vxs::paint {

/// scene::mixed() of two pictures of one size and format; else the first as it is.
QImage mixedImage(const QImage& first, const QImage& second, scene::PairMode mode, double amount);
/// The curtain's edge across `area`, with the names of what hangs on either side: each on its own side, cut
/// short where that is narrow, and none where it is drawn shut.
void paintDivider(QPainter& painter, const QRectF& area, double amount, const QString& left,
                  const QString& right, const PaintStyle& style);
/// Borders of regions over a slice that fills `area` (paintSlice's answer).
void paintOutlines(QPainter& painter, const QRectF& area, const scene::SliceGeometry& geometry,
                   const std::vector<scene::OutlineSegment>& segments, const PaintStyle& style);

/// Borders of regions over a 3-D picture of so many pixels that fills `area`: each within its region, so that
/// those of neighbours lie side by side, on a darker edge that sets them off from any ground.
void paintBorders(QPainter& painter, const QRectF& area, const QSizeF& pixels,
                  const std::vector<scene::RegionBorder>& borders, const PaintStyle& style);

/// Names of the outlined regions beside their colours, in the lower left corner of `cell`, and where they are
/// too many in the right one too, as many on either side; beside or at the corners of the slice that fills
/// `area`, where no brain is; what finds no place is counted. Paints nothing without segments.
void paintOutlineKey(QPainter& painter, const QRectF& cell, const QRectF& area,
                     const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                     const PaintStyle& style);
/// The same for a 3-D picture of so many pixels that fills `area`, whose world's axes are in the lower left
/// corner: in the lower right one of `cell`, or in the upper where fewer borders run there; nothing where the
/// names would need more than a third of the width.
void paintCornerKey(QPainter& painter, const QRectF& cell, const QRectF& area, const QSizeF& pixels,
                    const std::vector<scene::RegionBorder>& borders, const LabelAtlas& atlas,
                    const PaintStyle& style);

/// Regions that have segments, or borders.
std::set<std::int32_t> outlinedLabels(const std::vector<scene::OutlineSegment>& segments);
std::set<std::int32_t> outlinedLabels(const std::vector<scene::RegionBorder>& borders);
/// The same names in one line from its left end, for many slices at once; its height.
void paintOutlineKeyLine(QPainter& painter, const QRectF& line, const std::set<std::int32_t>& labels,
                         const LabelAtlas& atlas, const PaintStyle& style);
double outlineKeyLine(const PaintStyle& style);

}  // namespace vxs::paint
