#include "core/train/LayerFit.h"

#include "core/base/Error.h"
#include "core/metrics/Pearson.h"
#include "core/train/RidgeFit.h"

#include <algorithm>

namespace vxs::train {
namespace {

constexpr std::size_t kImagesPerBlock = 32;

/// The fits of all layers as one stage of layers x voxels.
class LayerProgress : public Progress {
 public:
  LayerProgress(Progress& whole, std::int64_t before) : m_whole(whole), m_before(before) {}
  void update(std::int64_t done) override { m_whole.update(m_before + done); }
  void note(const std::string& line) override { m_whole.note(line); }
  bool cancelled() const override { return m_whole.cancelled(); }

 private:
  Progress& m_whole;
  std::int64_t m_before;
};

class OneLayer {
 public:
  OneLayer(const TrainingData& data, std::size_t layer, std::size_t width)
      : m_data(data), m_first(layer * width), m_width(width) {}

  std::vector<float> rows(std::span<const std::int32_t> images) const {
    std::vector<float> x;
    x.reserve(images.size() * m_width);
    for (const std::int32_t id : images) {
      const auto values = m_data.features(id).subspan(m_first, m_width);
      x.insert(x.end(), values.begin(), values.end());
    }
    return x;
  }

  std::vector<float> correlation(const heads::RidgeModel& model, std::span<const std::int32_t> images,
                                 const Progress& progress) const {
    const std::size_t voxels = m_data.store().voxelCount();
    metrics::PearsonAccumulator pearson(voxels);
    for (std::size_t first = 0; first < images.size(); first += kImagesPerBlock) {
      progress.throwIfCancelled();
      const auto block = images.subspan(first, std::min(kImagesPerBlock, images.size() - first));
      const std::vector<float> predicted = model.predictMany(rows(block));
      for (std::size_t i = 0; i < block.size(); ++i)
        pearson.add(m_data.response(block[i]), std::span(predicted).subspan(i * voxels, voxels));
    }
    return pearson.correlation();
  }

 private:
  const TrainingData& m_data;
  std::size_t m_first, m_width;
};

}  // namespace

LayerCorrelations correlateLayers(const TrainingData& data, const Split& split, int layers,
                                  Progress& progress) {
  const auto whole =
      static_cast<std::size_t>(data.encoder().tokens) * static_cast<std::size_t>(data.encoder().width);
  if (layers < 1 || whole % static_cast<std::size_t>(layers) != 0)
    throw Error("features of " + std::to_string(whole) + " values are no " + std::to_string(layers) +
                " layers of equal size");
  const std::size_t width = whole / static_cast<std::size_t>(layers);
  const auto voxels = static_cast<std::int64_t>(data.store().voxelCount());
  progress.begin("fitting layers", layers * voxels, "voxels");
  LayerCorrelations found;
  for (int layer = 0; layer < layers; ++layer) {
    LayerProgress inner(progress, layer * voxels);
    const OneLayer one(data, static_cast<std::size_t>(layer), width);
    const heads::RidgeModel model = fitRidgeTo(data, split.train, one.rows(split.train), inner);
    found.validation.push_back(one.correlation(model, split.validation, progress));
    found.test.push_back(one.correlation(model, split.test, progress));
  }
  return found;
}

}  // namespace vxs::train
