#include "core/synthetic/ResponseModel.h"

#include "core/base/Random.h"

#include <algorithm>
#include <cmath>

namespace vxs::synthetic {
namespace {

constexpr int kTrials = 750;
constexpr std::size_t kHidden = 16, kShared = 20;
constexpr double kDegreesPerCell = 8.4 / SceneDrive::kSide;
constexpr double kPercent = 1.6;  // sd of the signal in percent signal change
constexpr double kStoredPerPercent = 300;

std::vector<float> normals(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.normal());
  return values;
}

/// Weights that change smoothly over the brain: cosines of position with seeded directions, unit length.
std::vector<float> smoothWeights(const Brain& brain, std::size_t voxel, std::size_t count, std::uint64_t seed,
                                 double wavelengthMm) {
  const auto [x, y, z] = brain.grid.position(brain.voxels[voxel].index);
  const Vec3 ras = brain.affine.toRasMm({double(x), double(y), double(z)});
  std::vector<float> weights(count);
  Random random(seed);
  double squares = 0;
  for (float& weight : weights) {
    const double phase = random.uniform(0, 2 * M_PI), scale = 2 * M_PI / wavelengthMm;
    const Vec3 direction{random.normal(), random.normal(), random.normal()};
    weight = static_cast<float>(std::cos(
        phase + scale * (direction[0] * ras[0] + direction[1] * ras[1] + direction[2] * ras[2]) / 2));
    squares += weight * weight;
  }
  for (float& weight : weights) weight /= static_cast<float>(std::sqrt(squares));
  return weights;
}

Category preferred(Area area) {
  switch (area) {
    case Area::OFA:
    case Area::FFA1:
    case Area::FFA2:
      return Category::Face;
    case Area::EBA:
    case Area::FBA1:
      return Category::Body;
    case Area::OPA:
    case Area::PPA:
    case Area::RSC:
      return Category::Place;
    default:
      return Category::Word;
  }
}

void standardise(std::vector<float>& values) {
  double mean = 0, squares = 0;
  for (const float v : values) mean += v;
  mean /= static_cast<double>(values.size());
  for (const float v : values) squares += (v - mean) * (v - mean);
  const double sd = std::sqrt(squares / static_cast<double>(values.size()));
  for (float& v : values) v = sd > 1e-9 ? static_cast<float>((v - mean) / sd) : 0.0F;
}

}  // namespace

SceneDrive driveOf(const Scene& scene, const RgbImage& picture) {
  constexpr int side = SceneDrive::kSide, cell = kPictureSide / side;
  SceneDrive drive;
  drive.maps.assign(static_cast<std::size_t>(SceneDrive::kChannels * side * side), 0.0F);
  drive.categories.assign(kCategories, 0.0F);
  const auto channel = [&](int c, int cellY, int cellX) -> float& {
    return drive.maps[static_cast<std::size_t>((c * side + cellY) * side + cellX)];
  };
  for (int cy = 0; cy < side; ++cy)
    for (int cx = 0; cx < side; ++cx) {
      double sum = 0, squares = 0, redGreen = 0, blueYellow = 0;
      for (int y = cy * cell; y < (cy + 1) * cell; ++y)
        for (int x = cx * cell; x < (cx + 1) * cell; ++x) {
          const std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(3 * (y * kPictureSide + x))];
          const double light = (0.30 * p[0] + 0.59 * p[1] + 0.11 * p[2]) / 255;
          sum += light;
          squares += light * light;
          redGreen += (p[0] - p[1]) / 255.0;
          blueYellow += (p[2] - (p[0] + p[1]) / 2.0) / 255.0;
        }
      const double count = cell * cell, mean = sum / count;
      channel(0, cy, cx) = static_cast<float>(2.0 * std::sqrt(std::max(0.0, squares / count - mean * mean)));
      channel(1, cy, cx) = static_cast<float>(mean);
      channel(2, cy, cx) = static_cast<float>(redGreen / count);
      channel(3, cy, cx) = static_cast<float>(blueYellow / count);
    }
  for (const SceneObject& object : scene.objects) {
    float& presence = drive.categories[static_cast<std::size_t>(object.category)];
    presence = std::max(presence, static_cast<float>(0.7 + object.size));
  }
  return drive;
}

ResponseModel::ResponseModel(const Brain& brain, std::vector<SceneDrive> drives,
                             std::vector<int> imageOfTrial, std::uint64_t seed)
    : m_brain(brain),
      m_drives(std::move(drives)),
      m_imageOfTrial(std::move(imageOfTrial)),
      m_seed(seed),
      m_hidden(normals(seed ^ fnv1a64("hidden"), m_drives.size() * kHidden)),
      m_sharedNoise(normals(seed ^ fnv1a64("shared noise"), m_imageOfTrial.size() * kShared)) {
  chooseVoxelProperties();
}

void ResponseModel::chooseVoxelProperties() {
  for (std::size_t v = 0; v < m_brain.voxels.size(); ++v) {
    const BrainVoxel& voxel = m_brain.voxels[v];
    Random random(splitMix64(m_seed ^ fnv1a64("properties " + std::to_string(voxel.index))));
    double attainable = 0, ncsnr = 0;
    if (voxel.area != Area::None) {
      attainable = random.uniform(0.75, 0.95);
      ncsnr = 0.75 * std::exp(0.35 * random.normal());
    } else if (voxel.visual) {
      attainable = random.uniform(0.4, 0.7);
      ncsnr = 0.40 * std::exp(0.4 * random.normal());
    } else if (voxel.tissue == Tissue::Gray) {
      attainable = random.uniform(0.1, 0.4);
      ncsnr = random.uniform() < 0.5 ? 0.12 * std::exp(0.4 * random.normal()) : 0.0;
    }
    m_attainable.push_back(static_cast<float>(ncsnr > 0 ? attainable : 0));
    m_ncsnr.push_back(static_cast<float>(std::min(ncsnr, 1.6)));
  }
}

std::vector<float> ResponseModel::seen(std::size_t v) const {
  const BrainVoxel& voxel = m_brain.voxels[v];
  if (voxel.fieldSize > 0) return pooled(voxel);
  std::vector<float> weights(kCategories, -0.12F);
  if (voxel.area != Area::None) {
    weights[static_cast<std::size_t>(preferred(voxel.area))] = 1.0F;
  } else {
    weights = smoothWeights(m_brain, v, kCategories, m_seed ^ fnv1a64("mixture"), 60);
  }
  std::vector<float> sums(images());
  for (std::size_t i = 0; i < sums.size(); ++i)
    for (std::size_t c = 0; c < weights.size(); ++c) sums[i] += weights[c] * m_drives[i].categories[c];
  return sums;
}

/// The retinal maps under a Gaussian receptive field, over all images.
std::vector<float> ResponseModel::pooled(const BrainVoxel& voxel) const {
  static constexpr float kChannelWeights[SceneDrive::kChannels] = {1.0F, 0.45F, 0.4F, 0.4F};
  constexpr int side = SceneDrive::kSide;
  std::vector<std::pair<std::size_t, float>> cells;
  for (int cy = 0; cy < side; ++cy)
    for (int cx = 0; cx < side; ++cx) {
      const double dx = (cx + 0.5) * kDegreesPerCell - 4.2 - voxel.fieldX;
      const double dy = 4.2 - (cy + 0.5) * kDegreesPerCell - voxel.fieldY;
      const double distance = (dx * dx + dy * dy) / (2.0 * voxel.fieldSize * voxel.fieldSize);
      if (distance < 8) cells.emplace_back(cy * side + cx, static_cast<float>(std::exp(-distance)));
    }
  std::vector<float> sums(images());
  for (std::size_t i = 0; i < sums.size(); ++i)
    for (std::size_t c = 0; c < SceneDrive::kChannels; ++c) {
      const float* map = m_drives[i].maps.data() + c * side * side;
      for (const auto& [cell, weight] : cells) sums[i] += kChannelWeights[c] * weight * map[cell];
    }
  return sums;
}

std::vector<float> ResponseModel::signal(std::size_t v) const {
  if (m_ncsnr[v] == 0) return std::vector<float>(images());
  std::vector<float> signal = seen(v), hidden(images());
  const std::vector<float> weights =
      smoothWeights(m_brain, v, kHidden, m_seed ^ fnv1a64("hidden weights"), 25);
  for (std::size_t i = 0; i < images(); ++i)
    for (std::size_t h = 0; h < kHidden; ++h) hidden[i] += weights[h] * m_hidden[i * kHidden + h];
  standardise(signal);
  standardise(hidden);
  const float a = std::sqrt(m_attainable[v]), b = std::sqrt(1 - m_attainable[v]);
  for (std::size_t i = 0; i < images(); ++i) signal[i] = a * signal[i] + b * hidden[i];
  standardise(signal);
  return signal;
}

void ResponseModel::session(std::size_t v, const std::vector<float>& signal, int session,
                            std::span<std::int16_t> out) const {
  const std::uint32_t index = m_brain.voxels[v].index;
  Random random(
      splitMix64(m_seed ^ fnv1a64("noise " + std::to_string(index) + " " + std::to_string(session))));
  const double gain = 1 + 0.15 * random.normal(), offset = 0.6 + 0.3 * random.normal();
  const std::vector<float> weights =
      smoothWeights(m_brain, v, kShared, m_seed ^ fnv1a64("shared weights"), 40);
  // a voxel without signal has noise like the others: sd 1.5 signal units
  const double noiseSd = m_ncsnr[v] > 0 ? 1.0 / m_ncsnr[v] : 1.5, half = std::sqrt(0.5);
  for (std::size_t t = 0; t < out.size(); ++t) {
    const std::size_t trial = static_cast<std::size_t>(session - 1) * kTrials + t;
    double shared = 0;
    for (std::size_t k = 0; k < kShared; ++k) shared += weights[k] * m_sharedNoise[trial * kShared + k];
    const double noise = noiseSd * half * (shared + random.normal());
    const double percent =
        offset + gain * kPercent * (signal[static_cast<std::size_t>(m_imageOfTrial[trial])] + noise) * 0.5;
    out[t] = static_cast<std::int16_t>(std::clamp(std::lround(percent * kStoredPerPercent), -32768L, 32767L));
  }
}

}  // namespace vxs::synthetic
