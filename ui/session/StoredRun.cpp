#include "ui/session/StoredRun.h"

#include "core/base/Error.h"
#include "core/nsd/Dataset.h"
#include "core/store/VoxelStore.h"
#include "ui/preferences/Preferences.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_set>

namespace vxs::ui {

namespace {

class StoredRun : public RunSource {
 public:
  StoredRun(train::RunInfo info, store::VoxelStore store)
      : m_info(std::move(info)), m_store(std::move(store)) {}

  void open(Progress& progress) {
    if (m_store.info().synthetic) m_info.syntheticSubject = true;
    progress.begin("reading the trials", 0, {});
    openDataset();
    listItems(progress);
  }

  const train::RunInfo& info() const override { return m_info; }
  const std::vector<TrialItem>& items() const override { return m_items; }
  const Mask& mask() const override { return m_store.mask(); }
  const std::vector<float>& ncsnr() const override { return m_store.ncsnr(); }
  const std::vector<LabelAtlas>& atlases() const override { return m_store.atlases(); }
  const std::optional<Volume>& underlay() const override { return m_store.underlay(); }
  const Mask* brain() const override { return m_store.brain() ? &*m_store.brain() : nullptr; }

  std::vector<std::string> underlayNames() const override {
    const std::lock_guard lock(m_datasetMutex);
    return m_dataset ? m_dataset->underlayNames(m_info.subject) : std::vector<std::string>{};
  }
  Volume readUnderlay(const std::string& name) const override {
    const std::lock_guard lock(m_datasetMutex);
    if (!m_dataset)
      throw Error("the dataset " + m_store.info().datasetRoot.string() + " is not there any more");
    return m_dataset->readUnderlay(m_info.subject, name);
  }

  Volume measured(const std::vector<std::size_t>& rows) const override {
    return m_store.mask().scatter(m_store.meanOf(rows));
  }

  RgbImage stimulus(std::int32_t nsdId) const override {
    const std::lock_guard lock(m_datasetMutex);
    if (!m_dataset)
      throw Error("the dataset " + m_store.info().datasetRoot.string() +
                  " is not there any more: no picture to show");
    return m_dataset->stimulus(nsdId);
  }

  std::shared_ptr<const train::Evaluation> evaluation() const override {
    if (!train::hasEvaluation(m_info.run)) return nullptr;
    return std::make_shared<const train::Evaluation>(train::readEvaluation(m_info.run));
  }
  void evaluate(const std::string& metric, Progress& progress) const override {
    neural()->evaluate({m_info.run, metric, {}, {}}, progress);
  }

  workflow::PredictEpochsResult predictEpochs(std::int32_t nsdId, const std::vector<int>& epochs,
                                              Progress& progress) const override {
    return workflow::predictEpochs({m_info.run, nsdId, epochs}, *neural(), progress);
  }

  std::shared_ptr<const train::LayerMaps> layers() const override {
    auto maps = train::readLayerMapsOf(m_info.run, m_info.store, m_store.info().fingerprint);
    return maps ? std::make_shared<const train::LayerMaps>(std::move(*maps)) : nullptr;
  }
  void findLayers(const std::string& tower, Progress& progress) const override {
    train::LayersParams params;
    params.store = m_info.store;
    params.encoder = m_info.encoderPath;
    params.out = m_info.run;
    params.tower = tower;
    neural()->layers(params, progress);
  }

  int threads() const override {
    // whoever asks does not wait for the library to be loaded
    const std::unique_lock lock(m_neuralMutex, std::try_to_lock);
    return lock && m_neural ? m_neural->threads() : 0;
  }

  std::unique_ptr<workflow::Predictor> openPredictor() const override {
    return neural()->openPredictor(m_info.run);
  }

 private:
  std::shared_ptr<workflow::Neural> neural() const {
    const std::lock_guard lock(m_neuralMutex);
    if (!m_neural) m_neural = workflow::loadNeural({Preferences::load().threads, "auto"});
    return m_neural;
  }

  void openDataset() {
    const std::filesystem::path& root = m_store.info().datasetRoot;
    std::error_code ignored;
    if (!root.empty() && std::filesystem::is_directory(root, ignored)) m_dataset.emplace(root);
  }

  void listItems(Progress& progress) {
    const auto setOf = [](const std::vector<std::int32_t>& ids) {
      return std::unordered_set<std::int32_t>(ids.begin(), ids.end());
    };
    const auto test = setOf(m_info.testImages), validation = setOf(m_info.validationImages),
               train = setOf(m_info.trainImages);
    std::map<std::int32_t, TrialItem> byImage;
    const auto& trials = m_store.trials();
    for (std::size_t row = 0; row < trials.size(); ++row) {
      TrialItem& item = byImage[trials[row].nsdId];
      item.nsdId = trials[row].nsdId;
      item.trialNumbers.push_back(trials[row].number);
      item.rows.push_back(row);
    }
    for (auto& [id, item] : byImage) {
      progress.throwIfCancelled();
      item.use = test.contains(id)         ? ImageUse::Test
                 : train.contains(id)      ? ImageUse::Train
                 : validation.contains(id) ? ImageUse::Validation
                                           : ImageUse::Unused;
      if (m_dataset) item.captions = m_dataset->captions(id);
      m_items.push_back(std::move(item));
    }
    std::ranges::stable_sort(m_items, [](const TrialItem& a, const TrialItem& b) {
      const bool aTest = a.use == ImageUse::Test, bTest = b.use == ImageUse::Test;
      return aTest != bTest ? aTest : a.trialNumbers.front() < b.trialNumbers.front();
    });
  }

  train::RunInfo m_info;
  store::VoxelStore m_store;
  std::vector<TrialItem> m_items;
  mutable std::mutex m_datasetMutex;
  std::optional<nsd::Dataset> m_dataset;
  mutable std::mutex m_neuralMutex;
  mutable std::shared_ptr<workflow::Neural> m_neural;
};

}  // namespace

std::shared_ptr<const RunSource> openStoredRun(const std::filesystem::path& folder, Progress& progress) {
  return withContext("opening the run " + folder.string(), [&] {
    train::RunInfo info = train::readRunInfo(folder);
    info.run = folder;
    auto store = store::VoxelStore::open(info.store);
    auto run = std::make_shared<StoredRun>(std::move(info), std::move(store));
    run->open(progress);
    return std::shared_ptr<const RunSource>(run);
  });
}

}  // namespace vxs::ui
