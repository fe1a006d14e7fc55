#include "core/scene/RegionRays.h"

#include "core/scene/Brain.h"

#include <algorithm>
#include <cmath>

namespace vxs::scene {

namespace {

constexpr double kSurface = 0.25;  ///< of the brain's brightness, as in Picking.cpp
constexpr double kDepthMm = 6, kDepthVoxels = 2;
constexpr double kLayerMm = 1.25, kLayerVoxels = 0.5;
constexpr double kStepVoxels = 0.5;
constexpr double kLeastShare = 0.3;  ///< of a ray that has to have met cortex
constexpr double kHidden = 0.05;     ///< of what remains: it changes nothing any more
constexpr double kFarMm = 1e6;
constexpr int kBlockShift = 2;  ///< blocks of 4 x 4 x 4 voxels
constexpr int kBrainPad = 1, kRegionPad = 2;

double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

std::array<std::size_t, 3> stepsOf(const std::array<int, 3>& size) {
  const auto x = static_cast<std::size_t>(size[0]), y = static_cast<std::size_t>(size[1]);
  return {1, x, x * y};
}

std::array<int, 3> paddedSize(const Grid& grid, int pad) {
  return {grid.nx + 2 * pad, grid.ny + 2 * pad, grid.nz + 2 * pad};
}

std::array<int, 3> blocksOf(const std::array<int, 3>& size) {
  std::array<int, 3> blocks{};
  for (std::size_t d = 0; d < 3; ++d) blocks[d] = (size[d] >> kBlockShift) + 1;
  return blocks;
}

/// The inverse with the padding added to each voxel index.
Affine toPadded(const Affine& affine, int pad) {
  std::array<double, 12> rows = affine.inverse().rows();
  for (std::size_t d = 0; d < 3; ++d) rows[4 * d + 3] += pad;
  return Affine(rows);
}

/// Marks the blocks of all positions within `reach` voxels of a padded voxel, below and above.
void mark(std::vector<std::uint8_t>& blocks, const std::array<int, 3>& count,
          const std::array<std::size_t, 3>& step, const std::array<int, 3>& voxel, int below, int above) {
  std::array<int, 3> first{}, last{};
  for (std::size_t d = 0; d < 3; ++d) {
    first[d] = std::max(0, voxel[d] - below) >> kBlockShift;
    last[d] = std::min(count[d] - 1, (voxel[d] + above) >> kBlockShift);
  }
  for (int z = first[2]; z <= last[2]; ++z)
    for (int y = first[1]; y <= last[1]; ++y)
      for (int x = first[0]; x <= last[0]; ++x)
        blocks[static_cast<std::size_t>(x) + step[1] * static_cast<std::size_t>(y) +
               step[2] * static_cast<std::size_t>(z)] = 1;
}

std::size_t productOf(const std::array<int, 3>& size) {
  return static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
         static_cast<std::size_t>(size[2]);
}

/// Calls visit(index in the grid, voxel in the padded one, its index there).
template <class Visit>
void forEachVoxel(const Grid& grid, int pad, const std::array<std::size_t, 3>& step, const Visit& visit) {
  std::size_t index = 0;
  for (int z = pad; z < grid.nz + pad; ++z)
    for (int y = pad; y < grid.ny + pad; ++y)
      for (int x = pad; x < grid.nx + pad; ++x, ++index)
        visit(index, std::array<int, 3>{x, y, z},
              static_cast<std::size_t>(x) + step[1] * static_cast<std::size_t>(y) +
                  step[2] * static_cast<std::size_t>(z));
}

}  // namespace

/// What part of a place belongs to each label >= -1; they add up to 1.
struct RegionRays::Shares {
  static constexpr std::size_t kMost = 28;  ///< 27 voxels, and -1
  std::array<std::int32_t, kMost> labels{-1};
  std::array<double, kMost> parts{};
  std::size_t count = 1;  ///< the first is that of -1

  void add(std::int32_t label, double part) {
    std::size_t i = 0;
    while (i < count && labels[i] != label) ++i;
    if (i == count) {
      if (count == kMost) return;
      labels[count] = label;
      parts[count++] = 0;
    }
    parts[i] += part;
  }
  /// The label with the largest part among those from the `first`th on; 0: none. The lower of equal ones.
  std::int32_t largest(std::size_t first, double atLeast) const {
    std::int32_t best = 0;
    double part = atLeast;
    for (std::size_t i = first; i < count; ++i)
      if (parts[i] > part || (parts[i] == part && best > 0 && labels[i] < best)) {
        part = parts[i];
        best = labels[i];
      }
    return std::max<std::int32_t>(0, best);
  }
};

RegionRays::RegionRays(const OutlinedBrain& brain, const Camera& camera, int width, int height)
    : m_position(camera.position), m_middleX(width / 2.0), m_middleY(height / 2.0), m_removed(brain.removed) {
  m_forward = camera.rayThrough(m_middleX, m_middleY, width, height);
  m_right = camera.rayThrough(m_middleX + 1, m_middleY, width, height);
  m_down = camera.rayThrough(m_middleX, m_middleY + 1, width, height);
  for (Vec3* each : {&m_right, &m_down}) {
    const double along = dot(*each, m_forward);
    for (std::size_t d = 0; d < 3; ++d) (*each)[d] = (*each)[d] / along - m_forward[d];
  }
  const Vec3 size = brain.atlas->affine.voxelSizeMm();
  m_voxelMm = std::min({size[0], size[1], size[2]});
  m_depthMm = std::max(kDepthMm, kDepthVoxels * m_voxelMm);
  m_layerMm = std::max(kLayerMm, kLayerVoxels * m_voxelMm);
  padRegions(*brain.atlas);
  m_hasBrain = brain.underlay && !brain.underlay->empty();
  if (m_hasBrain) padBrain(*brain.underlay);
}

void RegionRays::padBrain(const Volume& underlay) {
  const auto size = paddedSize(underlay.grid, kBrainPad), blocks = blocksOf(size);
  m_brain.toVoxel = toPadded(underlay.affine, kBrainPad);
  for (std::size_t d = 0; d < 3; ++d) m_brain.to[d] = size[d] - 1.001;  // a cell has a voxel beyond it
  m_brain.step = stepsOf(size);
  m_brain.blockStep = stepsOf(blocks);
  m_brain.values.assign(productOf(size), 0.0F);
  m_brain.solid.assign(productOf(blocks), 0);
  const Vec3 mm = underlay.affine.voxelSizeMm();
  m_surfaceStepMm = kStepVoxels * std::min({mm[0], mm[1], mm[2]});
  const float scale = 1 / (static_cast<float>(kSurface) * brainBrightness(underlay));
  forEachVoxel(underlay.grid, kBrainPad, m_brain.step,
               [&](std::size_t from, const std::array<int, 3>& voxel, std::size_t to) {
                 const float value = underlay.values[from] * scale;
                 if (!(value > 0)) return;  // NaN, too
                 m_brain.values[to] = value;
                 if (value > 1) mark(m_brain.solid, blocks, m_brain.blockStep, voxel, 1, 0);
               });
}

void RegionRays::padRegions(const LabelAtlas& atlas) {
  const auto size = paddedSize(atlas.grid, kRegionPad), blocks = blocksOf(size);
  m_regions.toVoxel = toPadded(atlas.affine, kRegionPad);
  for (std::size_t d = 0; d < 3; ++d) m_regions.to[d] = size[d] - 1.501;  // rounded, it has a voxel beyond it
  m_regions.step = stepsOf(size);
  m_regions.blockStep = stepsOf(blocks);
  m_regions.labels.assign(productOf(size), -1);
  m_regions.labelled.assign(productOf(blocks), 0);
  const bool marked = std::ranges::any_of(atlas.labels, [](std::int32_t label) { return label < 0; });
  forEachVoxel(atlas.grid, kRegionPad, m_regions.step,
               [&](std::size_t from, const std::array<int, 3>& voxel, std::size_t to) {
                 const std::int32_t label = atlas.labels[from];
                 m_regions.labels[to] = label > 0 ? label : marked && label == 0 ? 0 : -1;
                 if (label > 0) mark(m_regions.labelled, blocks, m_regions.blockStep, voxel, 2, 2);
               });
}

RegionRays::Span RegionRays::Line::within(const Vec3& low, const Vec3& high) const {
  Span span{0, kFarMm};
  for (std::size_t d = 0; d < 3; ++d) {
    if (along[d] == 0) {
      if (start[d] < low[d] || start[d] > high[d]) return {0, 0};
      continue;
    }
    const double a = (low[d] - start[d]) / along[d], b = (high[d] - start[d]) / along[d];
    span.from = std::max(span.from, std::min(a, b));
    span.to = std::min(span.to, std::max(a, b));
  }
  return span;
}

Vec3 RegionRays::directionThrough(double x, double y) const {
  Vec3 direction{};
  double length = 0;
  for (std::size_t d = 0; d < 3; ++d) {
    direction[d] = m_forward[d] + (x - m_middleX) * m_right[d] + (y - m_middleY) * m_down[d];
    length += direction[d] * direction[d];
  }
  for (double& each : direction) each /= std::sqrt(length);
  return direction;
}

RegionRays::Line RegionRays::lineIn(const Frame& frame, const Vec3& direction) const {
  Vec3 ahead = m_position;
  for (std::size_t d = 0; d < 3; ++d) ahead[d] += direction[d];
  Line line{frame.toVoxel.toRasMm(m_position), frame.toVoxel.toRasMm(ahead)};
  for (std::size_t d = 0; d < 3; ++d) line.along[d] -= line.start[d];
  return line;
}

double RegionRays::brightnessAt(const Vec3& p) const {
  std::array<float, 3> part{};
  std::size_t at = 0;
  for (std::size_t d = 0; d < 3; ++d) {
    const auto cell = static_cast<std::size_t>(p[d]);
    part[d] = static_cast<float>(p[d] - static_cast<double>(cell));
    at += cell * m_brain.step[d];
  }
  const float* v = m_brain.values.data() + at;
  const std::size_t sy = m_brain.step[1], sz = m_brain.step[2];
  const auto mix = [](float a, float b, float t) { return a + t * (b - a); };
  const auto row = [&](std::size_t i) { return mix(v[i], v[i + 1], part[0]); };
  return static_cast<double>(
      mix(mix(row(0), row(sy), part[1]), mix(row(sz), row(sz + sy), part[1]), part[2]));
}

/// Where the line first is in the brain; the beginning of the span when it is there already.
std::optional<double> RegionRays::surfaceIn(const Line& line, const Span& span) const {
  double before = span.from;
  for (double t = span.from; t < span.to;) {
    const Vec3 p = line.at(t);
    std::size_t block = 0;
    double leap = kFarMm;
    for (std::size_t d = 0; d < 3; ++d) {
      const int at = static_cast<int>(p[d]) >> kBlockShift;
      block += static_cast<std::size_t>(at) * m_brain.blockStep[d];
      if (line.along[d] == 0) continue;
      const double edge = (at + (line.along[d] > 0 ? 1 : 0)) << kBlockShift;
      leap = std::min(leap, (edge - p[d]) / line.along[d]);
    }
    if (!m_brain.solid[block]) {
      before = t;
      t += std::max(leap, 0.0) + 1e-3;
      continue;
    }
    if (brightnessAt(p) > 1) {
      if (t == span.from) return t;
      double inside = t;
      for (int i = 0; i < 6; ++i) {
        const double middle = (before + inside) / 2;
        (brightnessAt(line.at(middle)) > 1 ? inside : before) = middle;
      }
      return inside;
    }
    before = t;
    t += m_surfaceStepMm;
  }
  return std::nullopt;
}

bool RegionRays::nearRegion(const Vec3& q) const {
  std::size_t block = 0;
  for (std::size_t d = 0; d < 3; ++d)
    block += (static_cast<std::size_t>(q[d]) >> kBlockShift) * m_regions.blockStep[d];
  return m_regions.labelled[block] != 0;
}

RegionRays::Shares RegionRays::sharesAt(const Vec3& q) const {
  std::array<std::array<double, 3>, 3> weight{};
  std::size_t at = 0;
  for (std::size_t d = 0; d < 3; ++d) {
    const double nearest = std::floor(q[d] + 0.5), u = q[d] - nearest;
    weight[d] = {0.5 * (0.5 - u) * (0.5 - u), 0.75 - u * u, 0.5 * (0.5 + u) * (0.5 + u)};
    at += (static_cast<std::size_t>(nearest) - 1) * m_regions.step[d];
  }
  Shares shares;
  for (std::size_t z = 0; z < 3; ++z)
    for (std::size_t y = 0; y < 3; ++y) {
      const std::int32_t* row = m_regions.labels.data() + at + y * m_regions.step[1] + z * m_regions.step[2];
      const double part = weight[1][y] * weight[2][z];
      for (std::size_t x = 0; x < 3; ++x) shares.add(row[x], part * weight[0][x]);
    }
  return shares;
}

/// On a cut: the label whose part there is largest, all else together being one.
std::int32_t RegionRays::faceLabel(const Line& line, double t) const {
  const Span span = line.within({1, 1, 1}, m_regions.to);
  if (t < span.from || t > span.to || !nearRegion(line.at(t))) return 0;
  const Shares shares = sharesAt(line.at(t));
  double none = shares.parts[0];
  for (std::size_t i = 1; i < shares.count; ++i)
    if (shares.labels[i] == 0) none += shares.parts[i];
  return shares.largest(1, none);
}

std::int32_t RegionRays::ribbonLabel(const Line& line, const Span& span) const {
  const Span grid = line.within({1, 1, 1}, m_regions.to);
  const double step = kStepVoxels * m_voxelMm, to = std::min(span.to, grid.to);
  const double first = std::max(span.from, grid.from) + step / 2;
  bool any = false;
  for (double t = first; t < to && !any; t += step) any = nearRegion(line.at(t));
  if (!any) return 0;
  Shares met;
  double remains = 1;
  for (double t = first; t < to && remains > kHidden; t += step) {
    const Shares here = sharesAt(line.at(t));
    const double cortex = 1 - here.parts[0];
    if (cortex < 1e-9) continue;
    const double held = remains * (1 - std::exp(-cortex * step / m_layerMm));
    for (std::size_t i = 1; i < here.count; ++i) met.add(here.labels[i], held * here.parts[i] / cortex);
    remains -= held;
  }
  return remains > 1 - kLeastShare ? 0 : met.largest(1, 0);
}

std::int32_t RegionRays::labelThrough(double x, double y) const {
  const Vec3 direction = directionThrough(x, y);
  Span cut{kFarMm, kFarMm};
  if (m_removed) {
    cut = Line{m_position, direction}.within(m_removed->low, m_removed->high);
    if (cut.empty()) cut = {kFarMm, kFarMm};
  }
  const Line regions = lineIn(m_regions, direction);
  if (!m_hasBrain) {
    const std::int32_t before = ribbonLabel(regions, {0, cut.from});
    return before > 0 ? before : ribbonLabel(regions, {cut.to, kFarMm});
  }
  const Line brain = lineIn(m_brain, direction);
  const Span all = brain.within({0, 0, 0}, m_brain.to);
  const Span before{all.from, std::min(all.to, cut.from)}, behind{std::max(all.from, cut.to), all.to};
  if (const auto surface = surfaceIn(brain, before))
    return ribbonLabel(regions, {*surface, std::min(*surface + m_depthMm, cut.from)});
  const auto surface = surfaceIn(brain, behind);
  if (!surface) return 0;
  if (*surface == cut.to) return faceLabel(regions, *surface);
  return ribbonLabel(regions, {*surface, *surface + m_depthMm});
}

}  // namespace vxs::scene
