#include "core/scene/LeapingRays.h"

#include "core/scene/CellCorners.h"

#include <vtkDataArray.h>
#include <vtkFixedPointRayCastImage.h>
#include <vtkFixedPointVolumeRayCastMapper.h>
#include <vtkImageData.h>
#include <vtkObjectFactory.h>
#include <vtkRenderWindow.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace vxs::scene {

vtkStandardNewMacro(LeapingRays);

namespace {

constexpr int kDimmed = 0x2000;  ///< taken from diffuse light, which may exceed kFixedOne, to make it fit
using Position = std::array<unsigned, 3>;

/// Steps that a ray takes until it is in another block of the table of empty blocks, at least one.
unsigned stepsOutOfBlock(const Position& at, const std::array<int, 3>& step) {
  unsigned steps = ~0U;
  for (std::size_t d = 0; d < 3; ++d) {
    const unsigned inBlock = at[d] & ((1U << VTKKW_FPMM_SHIFT) - 1);
    if (step[d] > 0) {
      const auto each = static_cast<unsigned>(step[d]);
      steps = std::min(steps, ((1U << VTKKW_FPMM_SHIFT) - inBlock + each - 1) / each);
    } else if (step[d] < 0) {
      steps = std::min(steps, inBlock / static_cast<unsigned>(-step[d]) + 1);
    }
  }
  return steps;
}

/// Where each voxel's value is in the tables of colours and opacities.
std::vector<std::int16_t> tableIndices(vtkImageData& image, int component, float shift, float scale) {
  const auto* values = static_cast<const float*>(image.GetScalarPointer()) + component;
  std::vector<std::int16_t> indices(static_cast<std::size_t>(image.GetNumberOfPoints()));
  for (std::size_t i = 0; i < indices.size(); ++i)
    indices[i] = static_cast<std::int16_t>(scale * (values[LeapingRays::kComponents * i] + shift));
  return indices;
}

bool sameComponent(vtkImageData& a, vtkImageData& b, int component) {
  if (!std::equal(a.GetDimensions(), a.GetDimensions() + 3, b.GetDimensions()) ||
      !std::equal(a.GetSpacing(), a.GetSpacing() + 3, b.GetSpacing()))
    return false;
  const auto* first = static_cast<const float*>(a.GetScalarPointer()) + component;
  const auto* second = static_cast<const float*>(b.GetScalarPointer()) + component;
  const auto count =
      static_cast<std::size_t>(LeapingRays::kComponents) * static_cast<std::size_t>(a.GetNumberOfPoints());
  for (std::size_t i = 0; i < count; i += LeapingRays::kComponents)
    if (first[i] != second[i]) return false;
  return true;
}

}  // namespace

/// One thread's rays of one picture.
class LeapingRays::Caster {
 public:
  Caster(vtkFixedPointVolumeRayCastMapper& mapper, const LeapingRays& rays);
  /// The ray through a pixel of the mapper's image into its four 15-bit channels.
  void cast(int x, int y, unsigned short* pixel);

 private:
  struct Light {
    unsigned diffuse, specular;
  };
  void enterBlock(const Position& block);
  void enterCell(const Position& cell);
  void lightCell(std::size_t part);
  Light lightOf(std::size_t part, const Corners& weights);
  void add(const Corners& weights);

  vtkFixedPointVolumeRayCastMapper& m_mapper;
  const LeapingRays& m_rays;
  std::array<std::size_t, 8> m_corners;  ///< from a cell's first voxel, in voxels
  bool m_cropped;
  // of the ray
  std::array<bool, kComponents> m_seen{}, m_lit{};
  Position m_cell{};
  std::size_t m_voxel = 0;  ///< the cell's first
  std::array<Corners, kComponents> m_cellValues, m_cellDiffuse, m_cellSpecular;
  Corners m_cellWeights;
  std::array<unsigned, 3> m_color{};
  unsigned m_remaining = kFixedOne;
};

LeapingRays::Caster::Caster(vtkFixedPointVolumeRayCastMapper& mapper, const LeapingRays& rays)
    : m_mapper(mapper), m_rays(rays) {
  const int* dims = rays.m_image->GetDimensions();
  const auto row = static_cast<std::size_t>(dims[0]), slice = row * static_cast<std::size_t>(dims[1]);
  for (std::size_t i = 0; i < 8; ++i) m_corners[i] = (i & 1) + (i & 2 ? row : 0) + (i & 4 ? slice : 0);
  constexpr int kInsideOnly = 0x2000;  // then rays begin and end at the planes
  m_cropped = mapper.GetCropping() && mapper.GetCroppingRegionFlags() != kInsideOnly;
}

void LeapingRays::Caster::enterBlock(const Position& block) {
  Position at = block;
  for (int part = 0; part < kComponents; ++part)
    m_seen[static_cast<std::size_t>(part)] = m_mapper.CheckMinMaxVolumeFlag(at.data(), part) != 0;
}

void LeapingRays::Caster::enterCell(const Position& cell) {
  m_cell = cell;
  m_voxel = cell[0] + cell[1] * m_corners[2] + cell[2] * m_corners[4];
  m_lit = {};
  for (std::size_t part = 0; part < kComponents; ++part) {
    if (!m_seen[part]) continue;
    const std::int16_t* values = m_rays.m_components[part].values.data() + m_voxel;
    for (std::size_t i = 0; i < 8; ++i) m_cellValues[part][i] = values[m_corners[i]];
  }
  if (m_rays.m_weights && m_seen[0])
    for (std::size_t i = 0; i < 8; ++i)
      m_cellWeights[i] = static_cast<std::int16_t>(kFixedOne * m_rays.m_weights[m_voxel + m_corners[i]]);
}

void LeapingRays::Caster::lightCell(std::size_t part) {
  m_lit[part] = true;
  for (std::size_t i = 0; i < 8; ++i) {
    const Shade shade = m_rays.m_shades[m_rays.m_components[part].normals[m_voxel + m_corners[i]]];
    m_cellDiffuse[part][i] = static_cast<std::int16_t>(shade.diffuse - kDimmed);
    m_cellSpecular[part][i] = static_cast<std::int16_t>(shade.specular);
  }
}

LeapingRays::Caster::Light LeapingRays::Caster::lightOf(std::size_t part, const Corners& weights) {
  if (!m_lit[part]) lightCell(part);
  const int dimmed = kDimmed * sumOfProducts({1, 1, 1, 1, 1, 1, 1, 1}, weights);
  return {rounded(static_cast<unsigned>(sumOfProducts(m_cellDiffuse[part], weights) + dimmed)),
          mixed(m_cellSpecular[part], weights)};
}

/// Puts what is at a sample behind what the ray has met so far.
void LeapingRays::Caster::add(const Corners& weights) {
  std::array<unsigned, kComponents> value{}, alpha{};
  unsigned total = 0;
  for (std::size_t part = 0; part < kComponents; ++part) {
    if (!m_seen[part]) continue;
    value[part] = mixed(m_cellValues[part], weights);
    alpha[part] = m_mapper.GetScalarOpacityTable(static_cast<int>(part))[value[part]];
    if (part == 0 && m_rays.m_weights) alpha[part] = rounded(alpha[part] * mixed(m_cellWeights, weights));
    total += alpha[part];
  }
  if (total == 0) return;
  std::array<unsigned, 3> sum{};
  unsigned opacity = 0;
  for (std::size_t part = 0; part < kComponents; ++part) {
    if (alpha[part] == 0) continue;
    const unsigned short* color = m_mapper.GetColorTable(static_cast<int>(part)) + 3 * value[part];
    const Light light = lightOf(part, weights);
    const unsigned shine = rounded(light.specular * alpha[part]);
    for (std::size_t c = 0; c < 3; ++c)
      sum[c] += rounded(light.diffuse * rounded(color[c] * alpha[part])) + shine;
    opacity += alpha[part] * alpha[part] / total;
  }
  if (opacity == 0) return;
  for (std::size_t c = 0; c < 3; ++c) m_color[c] += rounded(std::min(sum[c], kFixedOne) * m_remaining);
  m_remaining = rounded(m_remaining * (~std::min(opacity, kFixedOne) & kFixedOne));
}

void LeapingRays::Caster::cast(int x, int y, unsigned short* pixel) {
  Position at, direction;
  unsigned steps = 0;
  m_mapper.ComputeRayInfo(x, y, at.data(), direction.data(), &steps);
  std::array<int, 3> step{};
  for (std::size_t d = 0; d < 3; ++d) {
    const auto length = static_cast<int>(direction[d] & 0x7fffffff);
    step[d] = direction[d] & 0x80000000 ? length : -length;
  }
  m_color = {};
  m_remaining = kFixedOne;
  m_cell = {~0U, 0, 0};
  Position block{~0U, 0, 0};
  constexpr unsigned kOpaque = 0xff;  // of what remains: no more is seen
  for (unsigned done = 0; done < steps && m_remaining >= kOpaque;) {
    const Position inBlock{at[0] >> VTKKW_FPMM_SHIFT, at[1] >> VTKKW_FPMM_SHIFT, at[2] >> VTKKW_FPMM_SHIFT};
    if (inBlock != block) enterBlock(block = inBlock);
    unsigned next = 1;
    if (!m_seen[0] && !m_seen[1]) {
      next = stepsOutOfBlock(at, step);
    } else if (!m_cropped || !m_mapper.CheckIfCropped(at.data())) {
      const Position cell{at[0] >> kFixedShift, at[1] >> kFixedShift, at[2] >> kFixedShift};
      if (cell != m_cell) enterCell(cell);
      add(cornerWeights(at));
    }
    if (next > steps - done) break;
    done += next;
    for (std::size_t d = 0; d < 3; ++d) at[d] += next * static_cast<unsigned>(step[d]);
  }
  for (std::size_t c = 0; c < 3; ++c) pixel[c] = static_cast<unsigned short>(std::min(m_color[c], kFixedOne));
  pixel[3] = static_cast<unsigned short>(~m_remaining & kFixedOne);
}

void LeapingRays::prepare(vtkFixedPointVolumeRayCastMapper& mapper, const float* weights,
                          const std::array<double, 3>& towardsCamera) {
  m_weights = weights;
  m_shades = headLight(towardsCamera, *m_encoder);
  vtkImageData* image = vtkImageData::SafeDownCast(mapper.GetInput());
  if (m_image == image) return;
  for (int c = 0; c < kComponents; ++c)
    if (!m_image || !sameComponent(*m_image, *image, c))
      m_components[static_cast<std::size_t>(c)] = {
          tableIndices(*image, c, mapper.GetTableShift()[c], mapper.GetTableScale()[c]),
          encodedNormals(*image, c, *m_encoder)};
  m_image = image;
}

void LeapingRays::GenerateImage(int thread, int threads, vtkVolume*,
                                vtkFixedPointVolumeRayCastMapper* mapper) {
  vtkFixedPointRayCastImage& image = *mapper->GetRayCastImage();
  int inUse[2], memory[2];
  image.GetImageInUseSize(inUse);
  image.GetImageMemorySize(memory);
  vtkRenderWindow& window = *mapper->GetRenderWindow();
  const int* bounds = mapper->GetRowBounds();
  Caster caster(*mapper, *this);
  for (int y = thread; y < inUse[1]; y += threads) {
    if (thread == 0 ? window.CheckAbortStatus() : window.GetAbortRender()) return;
    for (int x = bounds[2 * y]; x <= bounds[2 * y + 1]; ++x)
      caster.cast(x, y, image.GetImage() + 4 * (static_cast<std::ptrdiff_t>(y) * memory[0] + x));
  }
}

}  // namespace vxs::scene
