#include "core/train/NeuralTraining.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/Random.h"
#include "core/metrics/Pearson.h"
#include "core/train/Checkpoint.h"
#include "core/train/HeadOf.h"
#include "core/train/History.h"

#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <sstream>

namespace vxs::train {
namespace {

using Ids = std::vector<std::int32_t>;

/// Epochs of one run: data in, head and files out.
class NeuralTrainer {
 public:
  NeuralTrainer(RunFile& run, const TrainingData& data, const Criterion& criterion, Progress& progress,
                const TrainObserver& observer)
      : m_run(run),
        m_data(data),
        m_criterion(criterion),
        m_progress(progress),
        m_observer(observer),
        m_device(deviceFrom(run.params.device)),
        m_head(heads::makeHead(headOptions(run, data.store().mask()))),
        m_featureOf(run.params.shuffleImages ? derangement(run.info.trainImages.size(), run.params.seed)
                                             : std::vector<std::size_t>{}) {
    m_run.info.parameters = heads::parameterCount(*m_head);
    if (m_run.history.empty()) {
      m_scaling = scalingOf(m_run.info.trainImages);
    } else {
      m_scaling = loadHead(lastFile("safetensors"), *m_head);
    }
    m_head->to(m_device);
    m_optimizer = makeOptimizer();
    if (!m_run.history.empty()) loadOptimizer();
  }

  void run() {
    const int first = static_cast<int>(m_run.history.size()) + 1;
    removeEpochsAfter(m_run.info.run, first - 1);
    writeHistory(m_run.info.run, m_run.history);
    const auto batches = static_cast<std::int64_t>(batchCount());
    m_progress.begin("training " + m_run.info.head, (m_run.params.epochs - first + 1) * batches, "batches");
    for (int epoch = first; epoch <= m_run.params.epochs && !outOfPatience(); ++epoch) {
      const auto start = std::chrono::steady_clock::now();
      EpochReport report;
      report.epoch = epoch;
      report.step = epoch * batches;
      report.trainLoss = trainEpoch(epoch, (epoch - first) * batches);
      m_progress.throwIfCancelled();
      validate(report);
      report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      keep(report);
      if (m_observer.epoch) m_observer.epoch(report);
      if (!m_run.finished && m_observer.endAfterEpoch && m_observer.endAfterEpoch()) throw Cancelled();
    }
  }

 private:
  std::filesystem::path file(const std::string& name) const { return m_run.info.run / name; }
  /// A checkpoint is named by its epoch and the one before stays until run.json names the new one, so that a
  /// process killed between two files leaves a run that goes on exactly where run.json says it is.
  std::filesystem::path lastFile(const std::string& suffix, std::size_t before = 0) const {
    return file("last-" + std::to_string(m_run.history.size() - before) + "." + suffix);
  }
  bool outOfPatience() const {
    const int waited = static_cast<int>(m_run.history.size()) - m_run.info.bestEpoch;
    return m_run.params.patience > 0 && !m_run.history.empty() && waited >= m_run.params.patience;
  }
  std::size_t batchCount() const {
    const auto size = static_cast<std::size_t>(m_run.params.batchSize);
    return (m_run.info.trainImages.size() + size - 1) / size;
  }

  FeatureScaling scalingOf(const Ids& images) const {
    at::Tensor sum, squares;
    for (const std::int32_t id : images) {
      const at::Tensor x = rawFeatures(id).to(at::kDouble);
      sum = sum.defined() ? sum + x : x;
      squares = squares.defined() ? squares + x.square() : x.square();
    }
    const auto count = static_cast<double>(images.size());
    const at::Tensor mean = sum / count;
    const at::Tensor deviation = (squares / count - mean.square()).clamp_min(0).sqrt();
    const at::Tensor scale =
        at::where(deviation > 1e-5, 1.0 / deviation.clamp_min(1e-5), at::zeros_like(deviation));
    return {mean.to(at::kFloat), scale.to(at::kFloat)};
  }

  at::Tensor rawFeatures(std::int32_t id) const {
    const auto values = m_data.features(id);
    return at::from_blob(const_cast<float*>(values.data()), {static_cast<std::int64_t>(values.size())},
                         at::kFloat);
  }

  at::Tensor inputOf(const Ids& featureIds) const {
    std::vector<at::Tensor> rows;
    for (const std::int32_t id : featureIds)
      rows.push_back((rawFeatures(id) - m_scaling.mean) * m_scaling.scale);
    return at::stack(rows)
        .reshape({static_cast<std::int64_t>(rows.size()), m_run.tokens, m_run.width})
        .to(m_device);
  }

  at::Tensor targetOf(const Ids& ids) const {
    at::Tensor target = at::empty({static_cast<std::int64_t>(ids.size()), m_run.info.voxels});
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::vector<float> response = m_data.response(ids[i]);
      std::copy(response.begin(), response.end(), target[static_cast<std::int64_t>(i)].data_ptr<float>());
    }
    return target.to(m_device);
  }

  /// Repeats of each image relative to their mean: an average of more trials is worth more.
  at::Tensor weightOf(const Ids& ids) const {
    at::Tensor weight = at::empty({static_cast<std::int64_t>(ids.size()), 1});
    for (std::size_t i = 0; i < ids.size(); ++i)
      weight[static_cast<std::int64_t>(i)] = static_cast<float>(m_data.repeats(ids[i]));
    return (weight / weight.mean()).to(m_device);
  }

  at::Tensor dataLoss(const at::Tensor& predicted, const at::Tensor& target, const at::Tensor& weight) const {
    const std::string& loss = m_run.params.loss;
    if (loss == "mse") return (weight * (predicted - target).square()).mean();
    if (loss == "l1") return (weight * (predicted - target).abs()).mean();
    return (weight * at::smooth_l1_loss(predicted, target, at::Reduction::None)).mean();
  }

  at::Tensor penalty() const {
    at::Tensor sum = at::zeros({}, at::TensorOptions().device(m_device));
    if (m_run.params.penalty == "none") return sum;
    for (const auto& entry : m_head->named_parameters()) {
      if (entry.value().dim() < 2) continue;  // biases and batch norm
      sum = sum + (m_run.params.penalty == "l1" ? entry.value().abs().sum() : entry.value().square().sum());
    }
    return sum * m_run.params.penaltyWeight;
  }

  double trainEpoch(int epoch, std::int64_t doneBefore) {
    m_head->train();
    const Ids& images = m_run.info.trainImages;
    std::vector<std::size_t> order(images.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    // an epoch's order depends on seed and number only, so a resumed run meets the same batches
    Random(m_run.params.seed * 1000003ULL + static_cast<std::uint64_t>(epoch)).shuffle(order);
    double total = 0;
    m_batchLoss.clear();
    const std::size_t batches = batchCount();
    for (std::size_t b = 0; b < batches; ++b) {
      m_progress.throwIfCancelled();
      Ids ids, featureIds;
      for (std::size_t i = order.size() * b / batches; i < order.size() * (b + 1) / batches; ++i) {
        ids.push_back(images[order[i]]);
        featureIds.push_back(m_featureOf.empty() ? ids.back() : images[m_featureOf[order[i]]]);
      }
      m_optimizer->zero_grad();
      const at::Tensor loss = dataLoss(m_head->forward(inputOf(featureIds)), targetOf(ids), weightOf(ids));
      (loss + penalty()).backward();
      m_optimizer->step();
      const auto value = loss.item<double>();
      total += value * static_cast<double>(ids.size());
      m_batchLoss.push_back(static_cast<float>(value));
      if (m_observer.batch)
        m_observer.batch((epoch - 1) * static_cast<std::int64_t>(batches) + static_cast<std::int64_t>(b) + 1,
                         value);
      m_progress.update(doneBefore + static_cast<std::int64_t>(b) + 1);
    }
    const double mean = total / static_cast<double>(images.size());
    if (!std::isfinite(mean))
      throw Error("the loss of epoch " + std::to_string(epoch) + " is not finite: lower the learning rate (" +
                  std::to_string(m_run.params.learningRate) + ")");
    return mean;
  }

  void validate(EpochReport& report) {
    const torch::NoGradGuard scoring;
    m_head->eval();
    double total = 0;
    const Ids& images = m_run.info.validationImages;
    metrics::PearsonAccumulator pearson(static_cast<std::size_t>(m_run.info.voxels));
    for (const std::int32_t id : images) {
      m_progress.throwIfCancelled();
      const at::Tensor predicted = m_head->forward(inputOf({id})), target = targetOf({id});
      total += dataLoss(predicted, target, at::ones({1, 1}).to(m_device)).item<double>();
      const at::Tensor p = predicted.to(at::kCPU).contiguous(), t = target.to(at::kCPU);
      const auto count = static_cast<std::size_t>(p.numel());
      pearson.add({t.data_ptr<float>(), count}, {p.data_ptr<float>(), count});
    }
    report.validationLoss = total / static_cast<double>(images.size());
    m_validationR = pearson.correlation();
    report.validationMedianR = medianFinite(m_validationR);
    report.validationScore = m_criterion.score(m_validationR);
  }

  /// What can be looked at afterwards; written before run.json says that the epoch has been.
  void keepEpoch(const EpochReport& report) {
    const bool last = report.epoch == m_run.params.epochs;
    if (report.epoch > 1 && !last && report.epoch % keepEvery(m_run.info, m_run.params.epochs) != 0) return;
    const torch::NoGradGuard scoring;
    EpochFile epoch{report.epoch,
                    report.step,
                    static_cast<std::int64_t>(m_run.info.validationImages.size()),
                    m_validationR,
                    keptImagesOf(m_run.info),
                    {},
                    m_batchLoss};
    for (const KeptImage& image : epoch.images) {
      const at::Tensor predicted = m_head->forward(inputOf({image.nsdId})).to(at::kCPU).contiguous();
      epoch.predictions.emplace_back(predicted.data_ptr<float>(),
                                     predicted.data_ptr<float>() + predicted.numel());
    }
    writeEpochFile(m_run.info.run, epoch);
    saveHead(epochWeightsPath(m_run.info.run, report.epoch), *m_head, m_scaling);
  }

  void keep(const EpochReport& report) {
    // a head that predicts a constant has no correlation: anything is better
    const bool best = m_run.history.empty() || std::isnan(m_run.bestValidationScore) ||
                      report.validationScore > m_run.bestValidationScore;
    m_run.history.push_back(report);
    if (best) {
      m_run.bestValidationScore = report.validationScore;
      m_run.bestValidationMedianR = report.validationMedianR;
      m_run.info.bestEpoch = report.epoch;
      saveHead(file("best.safetensors"), *m_head, m_scaling);
    }
    saveHead(lastFile("safetensors"), *m_head, m_scaling);
    saveOptimizer();
    keepEpoch(report);
    m_run.finished = report.epoch == m_run.params.epochs || outOfPatience();
    writeRunFile(m_run);
    writeHistory(m_run.info.run, m_run.history);
    std::error_code ignored;
    for (const char* suffix : {"safetensors", "optimizer"})
      std::filesystem::remove(lastFile(suffix, 1), ignored);
  }

  std::unique_ptr<torch::optim::Optimizer> makeOptimizer() {
    const double rate = m_run.params.learningRate;
    if (m_run.params.optimizer == "adam")
      return std::make_unique<torch::optim::Adam>(m_head->parameters(), torch::optim::AdamOptions(rate));
    return std::make_unique<torch::optim::AdamW>(m_head->parameters(), torch::optim::AdamWOptions(rate));
  }

  void saveOptimizer() {
    writeAtomically(lastFile("optimizer"), [&](const std::filesystem::path& path) {
      torch::serialize::OutputArchive archive;
      m_optimizer->save(archive);
      archive.save_to(path.string());
    });
  }

  void loadOptimizer() {
    try {
      torch::serialize::InputArchive archive;
      archive.load_from(lastFile("optimizer").string());
      m_optimizer->load(archive);
    } catch (const c10::Error& error) {
      throw Error("cannot resume: " + lastFile("optimizer").string() +
                  " is damaged: " + error.what_without_backtrace());
    }
  }

  RunFile& m_run;
  const TrainingData& m_data;
  const Criterion& m_criterion;
  Progress& m_progress;
  const TrainObserver& m_observer;
  torch::Device m_device;
  std::shared_ptr<heads::HeadModule> m_head;
  std::vector<std::size_t> m_featureOf;  ///< for the control; empty otherwise
  FeatureScaling m_scaling;
  std::unique_ptr<torch::optim::Optimizer> m_optimizer;
  std::vector<float> m_batchLoss, m_validationR;  ///< of the present epoch
};

}  // namespace

void trainNeural(RunFile& run, const TrainingData& data, const Criterion& criterion, Progress& progress,
                 const TrainObserver& observer) {
  NeuralTrainer(run, data, criterion, progress, observer).run();
}

}  // namespace vxs::train
