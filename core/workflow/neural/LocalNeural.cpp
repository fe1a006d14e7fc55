#include "core/workflow/neural/LocalNeural.h"

#include "core/train/EvaluateRun.h"
#include "core/workflow/neural/EmbedPicture.h"
#include "core/workflow/neural/FillFeatures.h"
#include "core/workflow/neural/FindLayers.h"
#include "core/workflow/neural/KeptEpochs.h"
#include "core/workflow/neural/RunPredictor.h"
#include "core/workflow/neural/TorchSetup.h"
#include "core/workflow/neural/TrainOrGoOn.h"

namespace vxs::workflow {
namespace {

class LocalNeural : public Neural {
 public:
  explicit LocalNeural(const NeuralOptions& options)
      : m_device(chooseDevice(options.device)), m_threads(setUpTorchThreads(options.threads)) {}

  int threads() const override { return m_threads; }

  FeaturesResult fillFeatures(const FeaturesParams& params, Progress& progress) override {
    return fillFeatureCache(params, progress);
  }
  TrainResult train(const TrainParams& params, Progress& progress, const TrainObserver& observer) override {
    return trainOrGoOn(params, m_device, progress, observer);
  }
  std::vector<Volume> predictEpochs(const std::filesystem::path& run, std::int32_t nsdId,
                                    const std::vector<int>& epochs, Progress& progress) override {
    setUpTorchThreads(m_threads);
    return predictKeptEpochs(run, nsdId, epochs, m_device, progress);
  }
  EvaluateResult evaluate(const EvaluateParams& params, Progress& progress) override {
    return train::evaluateRun(params, progress);
  }
  LayerMaps layers(const LayersParams& params, Progress& progress) override {
    return findLayers(params, progress);
  }
  std::unique_ptr<Predictor> openPredictor(const std::filesystem::path& run) override {
    return openRunPredictor(run, m_device, m_threads);
  }
  PredictResult predict(const PredictParams& params, Progress& progress) override {
    return predictToFile(params, m_device, m_threads, progress);
  }
  EmbedResult embed(const EmbedParams& params, Progress& progress) override {
    return embedPicture(params, progress);
  }
  std::unique_ptr<blip::Encoder> openEncoder(const std::string& demoOrFolder) override {
    return blip::Encoder::load(demoOrFolder);
  }
  RunInfo runInfo(const std::filesystem::path& run) override { return train::readRunInfo(run); }
  std::map<std::string, std::string> describe() const override {
    std::map<std::string, std::string> found = describeTorch();
    found["Device"] = m_device;
    return found;
  }

 private:
  std::string m_device;  ///< "cpu" or "cuda:N"
  int m_threads;
};

}  // namespace

std::unique_ptr<Neural> makeNeural(const NeuralOptions& options) {
  return std::make_unique<LocalNeural>(options);
}

}  // namespace vxs::workflow
