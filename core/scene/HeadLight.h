#pragma once

#include <array>
#include <cstdint>
#include <vector>

class vtkDirectionEncoder;
class vtkImageData;

// Internal to core/scene: this header names VTK types.
namespace vxs::scene {

/// Material of everything that is lit.
constexpr double kAmbient = 0.45, kDiffuse = 0.6, kSpecular = 0.05;  ///< to the tenth power

/// The way down a component of an image is steepest at each voxel, encoded, [voxels]: what VTK's fixed-point
/// mapper computes of it for its light, in all threads.
std::vector<std::uint16_t> encodedNormals(vtkImageData& image, int component, vtkDirectionEncoder& encoder);

/// How a surface is lit, parts of 32767.
struct Shade {
  std::uint16_t diffuse, specular;
};
/// For each encoded direction, with one white light at the camera that lights both sides.
std::vector<Shade> headLight(const std::array<double, 3>& towardsCamera, vtkDirectionEncoder& encoder);

}  // namespace vxs::scene
