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
    Random random(m_seed ^ fnv1a64("properties") ^ (voxel.index * 0x9E3779B97F4A7C15ULL));
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

float ResponseModel::phi(std::size_t v, std::size_t image) const {
  const BrainVoxel& voxel = m_brain.voxels[v];
  const SceneDrive& drive = m_drives[image];
  if (voxel.fieldSize > 0) {
    static constexpr float kWeights[SceneDrive::kChannels] = {1.0F, 0.45F, 0.4F, 0.4F};
    const double sigma = voxel.fieldSize;
    double sum = 0, total = 0;
    for (int cy = 0; cy < SceneDrive::kSide; ++cy)
      for (int cx = 0; cx < SceneDrive::kSide; ++cx) {
        const double dx = (cx + 0.5) * kDegreesPerCell - 4.2 - voxel.fieldX,
                     dy = 4.2 - (cy + 0.5) * kDegreesPerCell - voxel.fieldY;
        const double distance = (dx * dx + dy * dy) / (2 * sigma * sigma);
        if (distance > 8) continue;
        const double g = std::exp(-distance);
        for (int c = 0; c < SceneDrive::kChannels; ++c)
          sum += g * kWeights[c] *
                 drive.maps[static_cast<std::size_t>((c * SceneDrive::kSide + cy) * SceneDrive::kSide + cx)];
        total += g;
      }
    return static_cast<float>(sum / total);
  }
  if (voxel.area != Area::None) {
    float sum = 0;
    for (int c = 0; c < kCategories; ++c)
      sum += drive.categories[static_cast<std::size_t>(c)] *
             (c == static_cast<int>(preferred(voxel.area)) ? 1.0F : -0.12F);
    return sum;
  }
  const std::vector<float> weights = smoothWeights(m_brain, v, kCategories, m_seed ^ fnv1a64("mixture"), 60);
  float sum = 0;
  for (std::size_t c = 0; c < weights.size(); ++c) sum += weights[c] * drive.categories[c];
  return sum;
}

std::vector<float> ResponseModel::signal(std::size_t v) const {
  std::vector<float> seen(images()), hidden(images());
  if (m_ncsnr[v] == 0) return seen;
  const std::vector<float> weights =
      smoothWeights(m_brain, v, kHidden, m_seed ^ fnv1a64("hidden weights"), 25);
  for (std::size_t i = 0; i < images(); ++i) {
    seen[i] = phi(v, i);
    for (std::size_t h = 0; h < kHidden; ++h) hidden[i] += weights[h] * m_hidden[i * kHidden + h];
  }
  standardise(seen);
  standardise(hidden);
  const float a = std::sqrt(m_attainable[v]), b = std::sqrt(1 - m_attainable[v]);
  for (std::size_t i = 0; i < images(); ++i) seen[i] = a * seen[i] + b * hidden[i];
  standardise(seen);
  return seen;
}

void ResponseModel::session(std::size_t v, const std::vector<float>& signal, int session,
                            std::span<std::int16_t> out) const {
  const std::uint32_t index = m_brain.voxels[v].index;
  Random random(m_seed ^ fnv1a64("noise") ^ (index * 0x9E3779B97F4A7C15ULL) ^
                (static_cast<std::uint64_t>(session) << 40));
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
