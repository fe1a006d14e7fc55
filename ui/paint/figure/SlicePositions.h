#pragma once

#include "core/scene/Slice.h"

#include <string>
#include <vector>

namespace vxs::paint {

/// "axial", "coronal", "sagittal". Throws UsageError otherwise.
scene::Plane planeFrom(const std::string& name);
/// "Axial", "Coronal", "Sagittal".
const char* planeTitle(scene::Plane plane);
/// The letter of a plane's normal: "S", "A", "R".
const char* axisOf(scene::Plane plane);
/// 0, 1, 2 for R, A, S.
std::size_t normalOf(scene::Plane plane);

/// A finite number; throws UsageError saying that the text is not `what`.
double numberFrom(const std::string& text, const std::string& what);
/// "-10,0,12.5" in mm, at most 60. Throws UsageError.
std::vector<double> positionsFrom(const std::string& list);
std::string positionsText(const std::vector<double>& positionsMm);
/// Throws UsageError that says how far the volume reaches when `positionMm` lies beyond its grid along that
/// axis (0, 1, 2 for R, A, S).
void requireInside(const Volume& volume, std::size_t axis, double positionMm);
/// How many voxel layers a plane has: voxels along the axis of the grid nearest to its normal.
int layerCount(const Volume& volume, scene::Plane plane);
/// Where the middle of a layer (from 0, along that axis of the grid) lies on the plane's normal, in mm.
double layerPositionMm(const Volume& volume, scene::Plane plane, int layer);
/// The layer that is nearest to a position on the normal, in the middle of the other two axes.
int layerNear(const Volume& volume, scene::Plane plane, double positionMm);
/// Evenly through what has values (not NaN), without the outermost slices, where there is little to see;
/// tenths of a mm.
std::vector<double> evenPositions(const Volume& volume, scene::Plane plane, int count);

}  // namespace vxs::paint
