#pragma once

#include "core/scene/ColorMap.h"
#include "core/scene/RgbaImage.h"
#include "core/scene/Slice.h"

namespace vxs::scene {

/// What brushed voxels are lit up in, over every colour map.
inline constexpr Rgb kHighlightColor{255, 176, 0};

/// Draws the edge of the voxels > 0 of `mask` into a rendered slice of that geometry: every pixel of theirs
/// that has a neighbour outside them (four neighbours; the picture's border is none). Single voxels are
/// filled where a voxel has few pixels. The picture's size must be the geometry's.
void outlineSlice(RgbaImage& picture, const SliceGeometry& geometry, const Volume& mask, const Rgb& color);

}  // namespace vxs::scene
