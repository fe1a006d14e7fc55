#pragma once

#include "core/volume/Volume.h"

#include <string>

namespace vxs::paint {

/// The voxels > 0 of a volume as short text for a recipe: one bit a voxel of the grid in its linear order
/// (lowest bit first), deflated, in base 64. Empty when there are none.
std::string highlightText(const Volume& highlight);
/// Back to 1 and 0 on that grid; an empty text gives an empty volume. Throws Error when the text is damaged
/// or of another grid.
Volume highlightFrom(const std::string& text, const Grid& grid, const Affine& affine);
/// For a legend: "Amber: 12 voxels chosen by brushing"; empty when there are none.
std::string highlightWords(const Volume& highlight);

}  // namespace vxs::paint
