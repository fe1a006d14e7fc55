#pragma once

#include "core/volume/Volume.h"

#include <vtkSmartPointer.h>

class vtkImageData;

// Internal to core/scene: this header names VTK types.
namespace vxs::scene {

/// A volume and its brain as one two-component float image in RAS order (axes permuted and flipped, spacing
/// positive): component 0 the overlay (NaN as 0), component 1 the brain, 0 outside to 1. Oblique affines are
/// drawn along their nearest axes.
vtkSmartPointer<vtkImageData> rasImage(const Volume& overlay, const Volume* underlay);

}  // namespace vxs::scene
