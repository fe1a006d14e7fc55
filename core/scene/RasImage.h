#pragma once

#include "core/scene/ColorMap.h"
#include "core/volume/Volume.h"

#include <vtkSmartPointer.h>

#include <vector>

class vtkImageData;

// Internal to core/scene: this header names VTK types.
namespace vxs::scene {

/// The values of a volume in RAS order (axes permuted and flipped like rasImage's), NaN as `missing`.
std::vector<float> rasValues(const Volume& volume, float missing);

/// A volume and its brain as one two-component float image in RAS order (axes permuted and flipped, spacing
/// positive): component 0 the overlay (NaN as 0), component 1 the brain, 0 outside to 1. Oblique affines are
/// drawn along their nearest axes.
vtkSmartPointer<vtkImageData> rasImage(const Volume& overlay, const Volume* underlay);

/// One RGBA voxel image from rasImage's, for the strongest value along a ray: colours as they are drawn,
/// alpha |value| / range times the weight (empty: 1), whatever threshold and opacity are, and 0 ..
/// kFogStrength where only brain is.
constexpr double kFogStrength = 0.06;
vtkSmartPointer<vtkImageData> strengthImage(vtkImageData& ras, const std::vector<float>& weights,
                                            const ColorScale& scale);

/// rasImage's with the weights, [voxels], as its third component.
vtkSmartPointer<vtkImageData> weightedImage(vtkImageData& ras, const std::vector<float>& weights);

/// Opacity of a value in a composite: weak responses must not hide strong ones behind them, whatever the
/// threshold.
double overlayOpacity(double value, const ColorScale& scale);
/// Opacity of the brain around it, by its brightness 0 .. 1, per voxel.
double fogOpacity(double brightness);

}  // namespace vxs::scene
