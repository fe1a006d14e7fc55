#include "core/scene/Slice.h"

#include "core/scene/SliceSampler.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace vxs::scene {
namespace {

/// World axes of a plane: which RAS axis runs along columns, rows and the normal.
struct Axes {
  int column, row, normal;
};

Axes axesOf(Plane plane) {
  switch (plane) {
    case Plane::Coronal:
      return {0, 2, 1};
    case Plane::Sagittal:
      return {1, 2, 0};
    case Plane::Axial:
      break;
  }
  return {0, 1, 2};
}

/// +1 where the world coordinate grows with the column. Left-right is the only axis that the convention
/// turns.
double columnSign(const SliceGeometry& g) {
  if (g.plane == Plane::Sagittal) return -1;  // anterior at the left
  return g.convention == Convention::Neurological ? 1 : -1;
}

std::uint8_t byteOf(float value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F));
}

/// Gray window of an underlay: 1st and 99th percentile of a sample of its finite values above zero.
std::pair<double, double> grayWindow(const Volume& underlay) {
  std::vector<float> sample;
  const std::size_t step = std::max<std::size_t>(1, underlay.values.size() / 20000);
  for (std::size_t i = 0; i < underlay.values.size(); i += step)
    if (std::isfinite(underlay.values[i]) && underlay.values[i] > 0) sample.push_back(underlay.values[i]);
  if (sample.empty()) return {0, 1};
  const auto quantile = [&](double q) {
    const auto at = sample.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(sample.size() - 1));
    std::nth_element(sample.begin(), at, sample.end());
    return static_cast<double>(*at);
  };
  const double high = quantile(0.99);
  return {0.0, high > 0 ? high : 1.0};
}

std::uint8_t* pixelsOfRow(RgbaImage& image, int row) {
  return &image.pixels[4 * static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width)];
}

/// No white: that is what the colours of small values are, and anatomy must not look like them.
constexpr float kBrightest = 185;

void drawUnderlay(const SliceGeometry& g, const Volume& underlay, const Volume* head, RgbaImage& image) {
  const SliceSampler sampler(g, underlay, SliceSampler::By::Trilinear);
  std::optional<SliceSampler> headSampler;
  if (head) headSampler.emplace(g, *head, SliceSampler::By::Trilinear);
  const auto [low, high] = grayWindow(underlay);
  const auto black = static_cast<float>(low), perUnit = static_cast<float>(kBrightest / (high - low));
  std::vector<float> values(static_cast<std::size_t>(g.width)), inside(values.size(), 1.0F);
  for (int row = 0; row < g.height; ++row) {
    sampler.row(row, values);
    if (headSampler) headSampler->row(row, inside);
    std::uint8_t* p = pixelsOfRow(image, row);
    for (std::size_t i = 0; i < values.size(); ++i, p += 4) {
      if (std::isnan(values[i])) continue;
      // the head's share of a pixel is its alpha; gray is premultiplied by it, for the outside adds nothing
      p[3] = byteOf(255 * inside[i] + 0.5F);
      p[0] = p[1] = p[2] = std::min(byteOf(std::min(perUnit * (values[i] - black), kBrightest)), p[3]);
    }
  }
}

/// Colour of an overlay's value with its weight. Neighbouring pixels mostly show one voxel: the last colour
/// is kept.
class OverlayColor {
 public:
  explicit OverlayColor(const ColorScale& scale) : m_scale(scale), m_map(colorMap(scale.map)) { take(0, 1); }
  /// Colour times opacity, and opacity, both of 0..255 and 0..1.
  const std::array<float, 4>& of(float value, float weight) {
    if (std::bit_cast<std::uint32_t>(value) != std::bit_cast<std::uint32_t>(m_value) || weight != m_weight)
      take(value, weight);
    return m_color;
  }

 private:
  void take(float value, float weight) {
    m_value = value;
    m_weight = weight;
    const auto color = colorOf(value, m_scale, m_map);
    float alpha = static_cast<float>(color[3]) / 255;
    if (!std::isnan(value)) alpha *= std::isnan(weight) ? 0 : weight;
    for (std::size_t c = 0; c < 3; ++c) m_color[c] = static_cast<float>(color[c]) * alpha;
    m_color[3] = alpha;
  }
  const ColorScale& m_scale;
  const ColorMap& m_map;
  float m_value = 0, m_weight = 1;
  std::array<float, 4> m_color{};
};

void drawOverlay(const SliceGeometry& g, const SliceLayers& layers, RgbaImage& image) {
  const auto by = layers.smooth ? SliceSampler::By::Trilinear : SliceSampler::By::NearestVoxel;
  const SliceSampler sampler(g, *layers.overlay, by);
  std::optional<SliceSampler> weightSampler;
  if (layers.weights && layers.weights->grid == layers.overlay->grid)
    weightSampler.emplace(g, *layers.weights, by);
  std::optional<SliceSampler> brainSampler;
  if (layers.brain && layers.scale.showNan)
    brainSampler.emplace(g, *layers.brain, SliceSampler::By::NearestVoxel);
  std::vector<float> values(static_cast<std::size_t>(g.width)), weights(values.size(), 1.0F);
  std::vector<float> inBrain(values.size(), 1.0F);
  OverlayColor overlayColor(layers.scale);
  for (int row = 0; row < g.height; ++row) {
    sampler.row(row, values);
    if (weightSampler) weightSampler->row(row, weights);
    if (brainSampler) brainSampler->row(row, inBrain);
    std::uint8_t* p = pixelsOfRow(image, row);
    for (std::size_t i = 0; i < values.size(); ++i, p += 4) {
      const bool none = std::isnan(values[i]);
      if (none && !layers.scale.showNan) continue;
      const bool ground = layers.head || p[3] != 0;
      const bool outside =
          brainSampler ? !(inBrain[i] > 0) : layers.underlay != nullptr && ground && p[0] == 0;
      if (none && outside) continue;
      const auto& color = overlayColor.of(values[i], weights[i]);
      const float rest = 1 - color[3];
      for (std::size_t c = 0; c < 3; ++c) p[c] = byteOf(color[c] + static_cast<float>(p[c]) * rest + 0.5F);
      p[3] = byteOf(255 * color[3] + static_cast<float>(p[3]) * rest + 0.5F);
    }
  }
}

}  // namespace

Vec3 SliceGeometry::rasAt(double column, double row) const {
  const Axes axes = axesOf(plane);
  Vec3 ras{};
  ras[static_cast<std::size_t>(axes.column)] = leftMm + columnSign(*this) * column * pixelMm;
  ras[static_cast<std::size_t>(axes.row)] = topMm - row * pixelMm;
  ras[static_cast<std::size_t>(axes.normal)] = positionMm;
  return ras;
}

std::array<double, 2> SliceGeometry::pixelOf(const Vec3& ras) const {
  const Axes axes = axesOf(plane);
  return {columnSign(*this) * (ras[static_cast<std::size_t>(axes.column)] - leftMm) / pixelMm,
          (topMm - ras[static_cast<std::size_t>(axes.row)]) / pixelMm};
}

std::array<char, 4> SliceGeometry::edgeLetters() const {
  const bool grows = columnSign(*this) > 0;
  if (plane == Plane::Sagittal) return {'A', 'P', 'S', 'I'};
  const char top = plane == Plane::Axial ? 'A' : 'S', bottom = plane == Plane::Axial ? 'P' : 'I';
  return {grows ? 'L' : 'R', grows ? 'R' : 'L', top, bottom};
}

SliceGeometry SliceGeometry::covering(const Volume& volume, Plane plane, Convention convention,
                                      double positionMm, double pixelMm) {
  SliceGeometry g{plane, convention, positionMm, pixelMm, 0, 0, 0, 0};
  const Vec3 size = volume.affine.voxelSizeMm();
  if (!(g.pixelMm > 0)) g.pixelMm = std::max(0.1, std::min({size[0], size[1], size[2]}));
  Vec3 low{1e30, 1e30, 1e30}, high{-1e30, -1e30, -1e30};
  for (int corner = 0; corner < 8; ++corner) {
    // the outer edges of the outermost voxels
    const Vec3 ras = volume.affine.toRasMm({corner & 1 ? volume.grid.nx - 0.5 : -0.5,
                                            corner & 2 ? volume.grid.ny - 0.5 : -0.5,
                                            corner & 4 ? volume.grid.nz - 0.5 : -0.5});
    for (std::size_t i = 0; i < 3; ++i) {
      low[i] = std::min(low[i], ras[i]);
      high[i] = std::max(high[i], ras[i]);
    }
  }
  const Axes axes = axesOf(plane);
  const auto c = static_cast<std::size_t>(axes.column), r = static_cast<std::size_t>(axes.row);
  g.width = std::clamp(static_cast<int>(std::lround((high[c] - low[c]) / g.pixelMm)), 1, 8192);
  g.height = std::clamp(static_cast<int>(std::lround((high[r] - low[r]) / g.pixelMm)), 1, 8192);
  g.leftMm = columnSign(g) > 0 ? low[c] + g.pixelMm / 2 : high[c] - g.pixelMm / 2;
  g.topMm = high[r] - g.pixelMm / 2;
  return g;
}

RgbaImage renderSlice(const SliceGeometry& geometry, const SliceLayers& layers) {
  RgbaImage image{geometry.width, geometry.height,
                  std::vector<std::uint8_t>(4 * static_cast<std::size_t>(geometry.width) *
                                            static_cast<std::size_t>(geometry.height))};
  const bool drawn = layers.drawnUnderlay && layers.drawnUnderlay->width == geometry.width &&
                     layers.drawnUnderlay->height == geometry.height;
  if (drawn)
    image.pixels = layers.drawnUnderlay->pixels;
  else if (layers.underlay && !layers.underlay->empty())
    drawUnderlay(geometry, *layers.underlay, layers.head, image);
  if (layers.overlay && !layers.overlay->empty()) drawOverlay(geometry, layers, image);
  return image;
}

}  // namespace vxs::scene
