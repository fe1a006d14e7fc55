#pragma once

#include "core/scene/Outline.h"
#include "core/scene/VolumeOutline.h"
#include "ui/paint/SlicePainter.h"

#include <set>
#include <vector>

namespace vxs::paint {

/// Names of the outlined regions beside their colours, in the lower left corner of `cell`, and where they are
/// too many in the right one too, as many on either side; beside or at the corners of the slice that fills
/// `area`, where no brain is; what finds no place is counted. With a `picture` of what fills `area` nothing
/// is painted unless all have a place where it shows nothing. Names end above `letter` (lowerLetter()) where
/// they would lie over it. Returns whether there are names now, or no regions; `taken` gets their places.
bool paintOutlineKey(QPainter& painter, const QRectF& cell, const QRectF& area,
                     const std::vector<scene::OutlineSegment>& segments, const LabelAtlas& atlas,
                     const PaintStyle& style, const QImage& picture = {}, const QRectF& letter = {},
                     std::vector<QRectF>* taken = nullptr);
/// The same for a 3-D picture of so many pixels that fills `area`, whose world's axes are in the lower left
/// corner: in the lower right one of `cell`, or in the upper where fewer borders run there; nothing where the
/// names would need more than a third of the width.
bool paintCornerKey(QPainter& painter, const QRectF& cell, const QRectF& area, const QSizeF& pixels,
                    const std::vector<scene::RegionBorder>& borders, const LabelAtlas& atlas,
                    const PaintStyle& style, const QImage& picture = {},
                    std::vector<QRectF>* taken = nullptr);

/// Regions that have segments, or borders.
std::set<std::int32_t> outlinedLabels(const std::vector<scene::OutlineSegment>& segments);
std::set<std::int32_t> outlinedLabels(const std::vector<scene::RegionBorder>& borders);
/// Every region that a voxel of the atlas belongs to.
std::set<std::int32_t> outlinedLabels(const LabelAtlas& atlas);
/// The same names in one line from its left end, for many slices at once; its height.
void paintOutlineKeyLine(QPainter& painter, const QRectF& line, const std::set<std::int32_t>& labels,
                         const LabelAtlas& atlas, const PaintStyle& style);
double outlineKeyLine(const PaintStyle& style);

}  // namespace vxs::paint
