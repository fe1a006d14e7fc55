#include "core/scene/HeadLight.h"

#include "core/base/Parallel.h"

#include <vtkDataArray.h>
#include <vtkDirectionEncoder.h>
#include <vtkImageData.h>
#include <vtkPointData.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::scene {
namespace {

/// A component of a float image.
struct Part {
  const float* values;
  std::array<int, 3> size{};
  std::array<std::ptrdiff_t, 3> step{};  ///< between neighbours, in values
  std::array<double, 3> spacing{};       ///< twice, in parts of the mean
  float tolerance;                       ///< below it a difference is none

  Part(vtkImageData& image, int component);
  std::array<float, 3> normalAt(const std::array<int, 3>& at) const;
};

Part::Part(vtkImageData& image, int component) {
  vtkDataArray& scalars = *image.GetPointData()->GetScalars();
  values = static_cast<const float*>(scalars.GetVoidPointer(0)) + component;
  image.GetDimensions(size.data());
  image.GetSpacing(spacing.data());
  const double mean = (spacing[0] + spacing[1] + spacing[2]) / 3;
  for (double& each : spacing) each *= 2 / mean;
  step = {scalars.GetNumberOfComponents(), 0, 0};
  for (std::size_t d = 1; d < 3; ++d) step[d] = step[d - 1] * size[d - 1];
  double range[2];
  scalars.GetRange(range, component);
  tolerance = static_cast<float>(.00001 * (range[1] - range[0]));
}

/// From the neighbours, else from voxels at two or three voxels' distance; zero where all are equal.
std::array<float, 3> Part::normalAt(const std::array<int, 3>& at) const {
  const float* here = values + at[0] * step[0] + at[1] * step[1] + at[2] * step[2];
  for (int away = 1; away <= 3; ++away) {
    std::array<float, 3> normal{};
    for (std::size_t d = 0; d < 3; ++d) {
      const std::ptrdiff_t to = away * step[d];
      const float difference = at[d] < away              ? 2 * (here[0] - here[to])
                               : at[d] >= size[d] - away ? 2 * (here[-to] - here[0])
                                                         : here[-to] - here[to];
      normal[d] = static_cast<float>(difference / (away * spacing[d]));
    }
    const auto length = static_cast<float>(std::sqrt(
        static_cast<double>(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2])));
    if (!(length > tolerance)) continue;
    for (float& each : normal) each /= length;
    return normal;
  }
  return {0, 0, 0};
}

}  // namespace

std::vector<std::uint16_t> encodedNormals(vtkImageData& image, int component, vtkDirectionEncoder& encoder) {
  const Part part(image, component);
  const std::size_t row = static_cast<std::size_t>(part.size[0]),
                    rows = static_cast<std::size_t>(part.size[1]);
  std::vector<std::uint16_t> normals(row * rows * static_cast<std::size_t>(part.size[2]));
  parallelFor(rows * static_cast<std::size_t>(part.size[2]), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t x = 0; x < row; ++x) {
        auto normal =
            part.normalAt({static_cast<int>(x), static_cast<int>(i % rows), static_cast<int>(i / rows)});
        normals[i * row + x] = static_cast<std::uint16_t>(encoder.GetEncodedDirection(normal.data()));
      }
  });
  return normals;
}

std::vector<Shade> headLight(const std::array<double, 3>& towardsCamera, vtkDirectionEncoder& encoder) {
  constexpr double kFull = std::numeric_limits<std::int16_t>::max();
  const float* normal = encoder.GetDecodedGradientTable();
  std::vector<Shade> shades(static_cast<std::size_t>(encoder.GetNumberOfEncodedDirections()));
  for (Shade& shade : shades) {
    const double facing =
        std::abs(normal[0] * towardsCamera[0] + normal[1] * towardsCamera[1] + normal[2] * towardsCamera[2]);
    const double squared = facing * facing, fifth = squared * squared * facing;
    shade.diffuse = static_cast<std::uint16_t>(kFull * (kAmbient + kDiffuse * facing) + 0.5);
    shade.specular = static_cast<std::uint16_t>(kFull * kSpecular * fifth * fifth + 0.5);
    normal += 3;
  }
  return shades;
}

}  // namespace vxs::scene
