#include "tests/ui/FakeRun.h"

#include "core/base/Error.h"
#include "core/train/Regions.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <sstream>
#include <thread>

namespace vxs::ui::test {

namespace {

/// Four steps, one for each cell of a 2 x 2 map; words are worth their length. With randomised weights the
/// map is turned round.
class FakeExplaining : public workflow::Explaining {
 public:
  FakeExplaining(const workflow::ExplainParams& params, const blip::TokenizedCaption& tokens,
                 std::shared_ptr<PredictorLog> log)
      : m_params(params), m_log(std::move(log)) {
    m_result.method = params.method;
    m_result.randomised = params.randomised;
    m_result.seen = plainPicture(24, 24, 90);
    m_result.rows = m_result.columns = 2;
    m_result.picture.assign(4, std::numeric_limits<float>::quiet_NaN());
    m_result.words = workflow::mergedWords(tokens);
    m_result.voxels = static_cast<int>(params.voxels.size());
    m_result.output = 3;
    m_result.baselineOutput = 1;
    m_result.attributed = 1.9;
    if (params.method != workflow::ExplainMethod::Attention) return;
    const auto count = static_cast<int>(tokens.pieces.size());
    m_result.attention = {1, 2, count, 5, {}};
    for (int row = 0; row < 2 * count; ++row)
      for (int key = 0; key < 5; ++key)
        m_result.attention.values.push_back(row < count ? 0.2F : key == 1 + row % 4 ? 1.0F : 0.0F);
  }
  int total() const override { return 4; }
  int done() const override { return m_done; }
  void step() override {
    if (m_log->failToExplain) throw Error("the encoder cannot go back");
    std::this_thread::sleep_for(std::chrono::milliseconds(m_log->delayMs));
    ++m_log->steps;
    const int value = m_params.randomised ? 4 - m_done : m_done + 1;
    m_result.picture[static_cast<std::size_t>(m_done)] = static_cast<float>(value);
    if (++m_done < 4) return;
    for (workflow::ExplainedWord& word : m_result.words)
      word.weight = word.special ? 0 : static_cast<double>(word.text.size());
  }
  workflow::Explanation soFar() const override { return m_result; }

 private:
  workflow::ExplainParams m_params;
  std::shared_ptr<PredictorLog> m_log;
  workflow::Explanation m_result;
  int m_done = 0;
};

class FakePredictor : public workflow::Predictor {
 public:
  FakePredictor(train::RunInfo info, Mask mask, std::shared_ptr<PredictorLog> log)
      : m_info(std::move(info)), m_mask(std::move(mask)), m_log(std::move(log)) {
    m_encoder.name = "fake encoder";
    m_encoder.demo = true;
    m_encoder.imageSize = 24;
  }
  const train::RunInfo& info() const override { return m_info; }
  const blip::EncoderInfo& encoder() const override { return m_encoder; }
  void setPicture(const RgbImage&, const std::optional<workflow::StoreImage>& image) override {
    const std::lock_guard lock(m_log->mutex);
    m_log->storeImages.push_back(image ? image->nsdId : -1);
    m_storeCaption = image ? image->caption : std::string();
    ++m_log->pictures;
  }
  void encodePicture() override { ++m_log->encoded; }
  RgbImage preview() const override { return plainPicture(24, 24, 90); }
  /// One token a word, start and end included.
  blip::TokenizedCaption tokenize(const std::string& caption) const override {
    blip::TokenizedCaption tokens;
    std::istringstream words(caption);
    std::string word;
    tokens.fullCount = 2;
    while (words >> word) ++tokens.fullCount;
    tokens.count = std::min(tokens.fullCount, blip::kCaptionTokens);
    tokens.cleaned = caption;
    tokens.pieces.push_back("[CLS]");
    std::istringstream again(caption);
    while (again >> word) tokens.pieces.push_back(word);
    tokens.pieces.push_back("[SEP]");
    return tokens;
  }
  workflow::Prediction predict(const std::string& caption) override {
    {
      const std::lock_guard lock(m_log->mutex);
      m_log->captions.push_back(caption);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(m_log->delayMs));
    if (m_log->failToPredict) throw Error("weights.bin: truncated");
    workflow::Prediction prediction;
    prediction.caption = tokenize(caption);
    prediction.textMs = 1;
    prediction.keptFeatures = m_log->keepsFeatures && caption == m_storeCaption;
    std::vector<float> values(m_mask.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] =
          static_cast<float>(caption.size()) + static_cast<float>(m_mask.grid.position(m_mask.voxels[i])[0]);
    prediction.volume = m_mask.scatter(values);
    return prediction;
  }
  std::unique_ptr<workflow::Explaining> explain(const workflow::ExplainParams& params) override {
    return std::make_unique<FakeExplaining>(params, tokenize(params.caption), m_log);
  }

 private:
  train::RunInfo m_info;
  Mask m_mask;
  std::shared_ptr<PredictorLog> m_log;
  blip::EncoderInfo m_encoder;
  std::string m_storeCaption;
};

}  // namespace

RgbImage plainPicture(int width, int height, std::uint8_t level) {
  RgbImage picture{width, height, {}};
  picture.pixels.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, level);
  return picture;
}

FakeRun::FakeRun(std::shared_ptr<PredictorLog> log) : m_log(std::move(log)) {
  const Grid grid{16, 20, 14};
  const Affine affine({4, 0, 0, -26, 0, 4, 0, -50, 0, 0, 4, -20});
  m_info.run = "/data/run-fake";
  m_info.head = "ridge";
  m_info.encoder = "fake encoder";
  m_info.demoEncoder = true;
  m_info.syntheticSubject = true;
  m_info.subject = 1;
  m_info.maskName = "box";
  Volume box(grid, affine, 0.0F), underlay(grid, affine, 0.0F);
  for (int z = 2; z < 12; ++z)
    for (int y = 2; y < 18; ++y)
      for (int x = 2; x < 14; ++x) {
        box.values[grid.index(x, y, z)] = 1;
        underlay.values[grid.index(x, y, z)] = static_cast<float>(100 + 10 * x);
      }
  m_mask = Mask::positive(box);
  m_underlay = underlay;
  m_ncsnr.assign(m_mask.size(), 1.0F);
  m_info.voxels = static_cast<std::int64_t>(m_mask.size());
  LabelAtlas atlas{"areas", grid, affine, std::vector<std::int32_t>(grid.voxelCount(), 0), {{1, "V1"}}};
  atlas.labels[grid.index(8, 10, 7)] = 1;
  m_atlases.push_back(atlas);
  m_items.push_back({10, {3}, {2}, ImageUse::Test, {"a red ball on grass", "one ball"}});
  m_items.push_back({11, {1, 4}, {0, 3}, ImageUse::Test, {"two dogs"}});
  m_items.push_back({12, {2}, {1}, ImageUse::Train, {"a house by the sea"}});
}

Volume FakeRun::readUnderlay(const std::string& name) const {
  if (name == "T1") return *m_underlay;
  if (name != "mean EPI") throw Error("there is no underlay '" + name + "'");
  return Volume(m_mask.grid, m_mask.affine, 55.0F);
}

Volume FakeRun::measured(const std::vector<std::size_t>& rows) const {
  ++m_reads;
  double row = 0;
  for (const std::size_t each : rows) row += static_cast<double>(each) / static_cast<double>(rows.size());
  std::vector<float> values(m_mask.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(m_mask.grid.position(m_mask.voxels[i])[0] + 100 * row);
  return m_mask.scatter(values);
}

RgbImage FakeRun::stimulus(std::int32_t nsdId) const {
  return plainPicture(32, 32, static_cast<std::uint8_t>(nsdId));
}

std::shared_ptr<const train::Evaluation> FakeRun::evaluation() const {
  if (!m_evaluationError.empty()) throw Error(m_evaluationError);
  if (!m_evaluated) return nullptr;
  auto e = std::make_shared<train::Evaluation>();
  e->run = m_info;
  e->mask = m_mask;
  e->maskName = m_info.maskName;
  e->testImages = 2;
  e->repeats = {1, 1, 0};
  std::vector<float> measured, predicted;
  for (int image = 0; image < 2; ++image)
    for (std::size_t v = 0; v < m_mask.size(); ++v) {
      const auto value = static_cast<float>(v % 7) - 3;
      measured.push_back(image == 0 ? value : -value);
      predicted.push_back(image == 0 ? value / 2 : value / 4);
    }
  for (std::size_t v = 0; v < m_mask.size(); ++v) {
    e->r.push_back(static_cast<float>(v % 10) / 10 - 0.1F);
    e->determination.push_back(e->r.back() * e->r.back() - 0.05F);
    e->ceiling.push_back(static_cast<float>(v % 4) / 4);
    e->alpha.push_back(100);
  }
  e->accuracyMap = metrics::noiseNormalised(e->r, e->ceiling, metrics::AccuracyPreset::Report);
  e->accuracy =
      metrics::summarise(e->r, e->ceiling, metrics::AccuracyPreset::Report, train::everyVoxel(m_mask));
  for (const train::Region& region : train::regionsOf(m_atlases, m_mask))
    e->rois.push_back({region.atlas, region.name, static_cast<std::int64_t>(region.members.size()),
                       metrics::summarise(e->r, e->ceiling, metrics::AccuracyPreset::Report, region.members),
                       0.1, 0.3, 0.2, 0.4});
  e->responses = train::TestResponses::inMemory({{10, 1}, {11, 2}}, measured, predicted,
                                                {m_mask.size(), train::fingerprintOf(m_mask), 0});
  return e;
}

void FakeRun::evaluate(const std::string&, Progress& progress) const {
  ++m_evaluations;
  progress.begin("predicting test images", 2, "images");
  if (!m_evaluationError.empty()) throw Error(m_evaluationError);
  m_evaluated = true;
}

workflow::PredictEpochsResult FakeRun::predictEpochs(std::int32_t nsdId, const std::vector<int>& epochs,
                                                     Progress& progress) const {
  if (!m_epochsError.empty()) throw Error(m_epochsError);
  const auto item = std::ranges::find(m_items, nsdId, &TrialItem::nsdId);
  const Volume last = measured({item->rows.front()});
  workflow::PredictEpochsResult result{{}, 8, 12};
  for (const int epoch : epochs.empty() ? std::vector<int>{1, 3, 8, 10} : epochs) {
    progress.throwIfCancelled();
    Volume volume = last;
    for (float& value : volume.values) value *= static_cast<float>(epoch) / 10;
    result.epochs.push_back({epoch, std::move(volume), (8 - std::abs(epoch - 8)) / 100.0});
  }
  return result;
}

std::shared_ptr<const train::LayerMaps> FakeRun::layers() const {
  if (!m_layersError.empty()) throw Error(m_layersError);
  if (!m_layersFound) return nullptr;
  auto maps = std::make_shared<train::LayerMaps>();
  maps->encoder = "fake encoder";
  maps->demoEncoder = maps->syntheticSubject = true;
  maps->pooling = "class token";
  maps->maskName = m_info.maskName;
  maps->split = "shared";
  maps->validationImages = 9;
  maps->testImages = 2;
  maps->threshold = 0.25;
  maps->mask = m_mask;
  maps->r.assign(3, std::vector<float>(m_mask.size(), 0.1F));
  for (std::size_t v = 0; v < m_mask.size(); ++v) {
    const bool none = v % 5 == 0;
    maps->preferred.push_back(none ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(v % 3 + 1));
    maps->depth.push_back(maps->preferred.back() + 0.1F);
    maps->r[v % 3][v] = 0.5F;
  }
  const std::string first = m_tower == "both" ? "image" : m_tower;
  for (int layer = 1; layer <= 3; ++layer) maps->layers.push_back({first, layer, 0, 0.1});
  if (m_tower == "both") maps->layers.back() = {"text", 1, 0, 0.1};
  for (const train::Region& region : train::regionsOf(m_atlases, m_mask))
    maps->regions.push_back(
        {region.atlas, region.name, static_cast<std::int64_t>(region.members.size()), 1, 0, 2.25, 2.0, 2.5});
  return maps;
}

void FakeRun::findLayers(const std::string& tower, Progress& progress) const {
  progress.begin("fitting layers", 3, "layers");
  if (!m_layersError.empty()) throw Error(m_layersError);
  m_tower = tower;
  m_layersFound = true;
}

std::unique_ptr<workflow::Predictor> FakeRun::openPredictor() const {
  if (m_log->failToOpen) throw Error("/data/run-fake/head.bin: missing");
  return std::make_unique<FakePredictor>(m_info, m_mask, m_log);
}

}  // namespace vxs::ui::test
