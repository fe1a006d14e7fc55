#include "core/workflow/MakeDemo.h"

#include "core/base/AtomicFile.h"
#include "core/workflow/Neural.h"
#include "core/workflow/PrepareStore.h"
#include "core/workflow/Synthesize.h"

#include <functional>
#include <vector>

namespace vxs::workflow {

namespace {

struct Stage {
  const char* name;  ///< of its stamp
  const char* does;
  std::function<void(Progress&)> work;
};

/// Says which stage the inner stages belong to.
class StageProgress : public Progress {
 public:
  StageProgress(Progress& outer, std::string prefix) : m_outer(outer), m_prefix(std::move(prefix)) {}
  void begin(const std::string& stage, std::int64_t total, const std::string& unit) override {
    m_outer.begin(stage.empty() ? m_prefix : m_prefix + ": " + stage, total, unit);
  }
  void update(std::int64_t done) override { m_outer.update(done); }
  bool cancelled() const override { return m_outer.cancelled(); }

 private:
  Progress& m_outer;
  std::string m_prefix;
};

std::filesystem::path stampOf(const std::filesystem::path& folder, const std::string& stage) {
  return folder / ("." + stage + "-done");
}

std::vector<Stage> stagesOf(const DemoParams& params) {
  const std::filesystem::path subject = params.folder / "subject", store = params.folder / "store",
                              run = params.folder / "run-ridge";
  return {{"synthesize", "1/5 subject",
           [=, preset = params.preset](Progress& progress) {
             SynthesizeParams make;
             make.out = subject;
             make.preset = preset;
             synthesize(make, progress);
           }},
          {"prepare", "2/5 store",
           [=](Progress& progress) {
             PrepareParams prepare;
             prepare.dataset = subject;
             prepare.mask = "brain";
             prepare.out = store;
             prepareStore(prepare, progress);
           }},
          {"features", "3/5 features",
           [=](Progress& progress) {
             loadNeural({})->fillFeatures({store, "demo", "multimodal"}, progress);
           }},
          {"train", "4/5 ridge",
           [=](Progress& progress) {
             TrainParams train;
             train.store = store;
             train.out = run;
             loadNeural({})->train(train, progress);
           }},
          {"evaluate", "5/5 evaluation", [=](Progress& progress) {
             EvaluateParams evaluate;
             evaluate.run = run;
             loadNeural({})->evaluate(evaluate, progress);
           }}};
}

}  // namespace

std::filesystem::path finishedDemo(const std::filesystem::path& folder) {
  std::error_code ignored;
  const std::filesystem::path run = folder / "run-ridge";
  const bool finished = std::filesystem::exists(stampOf(folder, "evaluate"), ignored) &&
                        std::filesystem::exists(run / "run.json", ignored);
  return finished ? run : std::filesystem::path();
}

DemoResult makeDemo(const DemoParams& params, Progress& progress) {
  return withContext("making the demo in " + params.folder.string(), [&] {
    DemoResult result{params.folder / "run-ridge", false};
    std::error_code failed;
    std::filesystem::create_directories(params.folder, failed);
    if (failed) throw Error("cannot make the folder: " + failed.message());
    for (const Stage& stage : stagesOf(params)) {
      const std::filesystem::path stamp = stampOf(params.folder, stage.name);
      std::error_code ignored;
      if (std::filesystem::exists(stamp, ignored)) continue;
      progress.throwIfCancelled();
      StageProgress inner(progress, stage.does);
      inner.begin({}, 0, {});
      stage.work(inner);
      writeFileAtomically(stamp, {});
      result.made = true;
    }
    return result;
  });
}

}  // namespace vxs::workflow
