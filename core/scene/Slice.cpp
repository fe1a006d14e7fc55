#include "core/scene/Slice.h"

#include <algorithm>
#include <cmath>

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

std::uint8_t byteOf(double value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
}

/// Trilinear value at a voxel position; NaN neighbours are left out, NaN when most of the weight is missing.
float trilinear(const Volume& volume, const Vec3& p) {
  const Grid& g = volume.grid;
  const int x0 = static_cast<int>(std::floor(p[0])), y0 = static_cast<int>(std::floor(p[1])),
            z0 = static_cast<int>(std::floor(p[2]));
  const double fx = p[0] - x0, fy = p[1] - y0, fz = p[2] - z0;
  double sum = 0, total = 0;
  for (int k = 0; k < 8; ++k) {
    const int dx = k & 1, dy = (k >> 1) & 1, dz = k >> 2;
    if (!g.contains(x0 + dx, y0 + dy, z0 + dz)) continue;
    const double weight = (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy) * (dz ? fz : 1 - fz);
    const float value = volume.at(x0 + dx, y0 + dy, z0 + dz);
    if (weight <= 0 || std::isnan(value)) continue;
    sum += weight * value;
    total += weight;
  }
  return total >= 0.5 ? static_cast<float>(sum / total) : std::nanf("");
}

float nearest(const Volume& volume, const Vec3& p) {
  const int x = static_cast<int>(std::lround(p[0])), y = static_cast<int>(std::lround(p[1])),
            z = static_cast<int>(std::lround(p[2]));
  return volume.grid.contains(x, y, z) ? volume.at(x, y, z) : std::nanf("");
}

/// Voxel position of pixel (column, row) as start + column * perColumn + row * perRow.
struct Walk {
  Vec3 start, perColumn, perRow;
  Vec3 at(int column, int row) const {
    Vec3 p;
    for (std::size_t i = 0; i < 3; ++i) p[i] = start[i] + column * perColumn[i] + row * perRow[i];
    return p;
  }
};

Walk walkThrough(const SliceGeometry& g, const Affine& affine) {
  const Affine inverse = affine.inverse();
  Walk walk{inverse.toRasMm(g.rasAt(0, 0)), inverse.toRasMm(g.rasAt(1, 0)), inverse.toRasMm(g.rasAt(0, 1))};
  for (std::size_t i = 0; i < 3; ++i) {
    walk.perColumn[i] -= walk.start[i];
    walk.perRow[i] -= walk.start[i];
  }
  return walk;
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

void drawUnderlay(const SliceGeometry& g, const Volume& underlay, RgbaImage& image) {
  const Walk walk = walkThrough(g, underlay.affine);
  const auto [low, high] = grayWindow(underlay);
  for (int row = 0; row < g.height; ++row)
    for (int column = 0; column < g.width; ++column) {
      const float value = trilinear(underlay, walk.at(column, row));
      if (std::isnan(value)) continue;
      const std::uint8_t gray = byteOf(255 * (value - low) / (high - low));
      std::uint8_t* p = &image.pixels[4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(g.width) +
                                           static_cast<std::size_t>(column))];
      p[0] = p[1] = p[2] = gray;
      p[3] = 255;
    }
}

void drawOverlay(const SliceGeometry& g, const SliceLayers& layers, RgbaImage& image) {
  const Walk walk = walkThrough(g, layers.overlay->affine);
  const ColorMap& map = colorMap(layers.scale.map);
  const Volume* weights =
      layers.weights && layers.weights->grid == layers.overlay->grid ? layers.weights : nullptr;
  for (int row = 0; row < g.height; ++row)
    for (int column = 0; column < g.width; ++column) {
      const Vec3 position = walk.at(column, row);
      const float value =
          layers.smooth ? trilinear(*layers.overlay, position) : nearest(*layers.overlay, position);
      if (std::isnan(value) && !layers.scale.showNan) continue;
      std::uint8_t* p = &image.pixels[4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(g.width) +
                                           static_cast<std::size_t>(column))];
      if (std::isnan(value) && layers.underlay && p[3] != 0 && p[0] == 0) continue;  // outside the brain
      const auto color = colorOf(value, layers.scale, map);
      double alpha = color[3] / 255.0;
      if (weights && !std::isnan(value)) {
        const float weight = layers.smooth ? trilinear(*weights, position) : nearest(*weights, position);
        alpha *= std::isnan(weight) ? 0.0 : static_cast<double>(weight);
      }
      for (int c = 0; c < 3; ++c)
        p[c] = byteOf(color[static_cast<std::size_t>(c)] * alpha + p[c] * (1 - alpha) + 0.5);
      p[3] = byteOf(255 * alpha + p[3] * (1 - alpha) + 0.5);
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
  if (layers.underlay && !layers.underlay->empty()) drawUnderlay(geometry, *layers.underlay, image);
  if (layers.overlay && !layers.overlay->empty()) drawOverlay(geometry, layers, image);
  return image;
}

}  // namespace vxs::scene
