#pragma once

#include "core/base/Error.h"
#include "core/base/RgbImage.h"
#include "core/train/Evaluation.h"
#include "core/train/LayerMaps.h"
#include "core/train/Run.h"
#include "core/volume/LabelAtlas.h"
#include "core/volume/Mask.h"
#include "core/volume/Volume.h"
#include "core/workflow/Neural.h"
#include "core/workflow/PredictEpochs.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vxs::ui {

/// What the head had to do with an image: only a test image is a fair test.
enum class ImageUse { Test, Validation, Train, Unused };

/// One image of the subject with every presentation of it.
struct TrialItem {
  std::int32_t nsdId = 0;
  std::vector<int> trialNumbers;  ///< 1-based, chronological
  std::vector<std::size_t> rows;  ///< of the store, parallel to trialNumbers
  ImageUse use = ImageUse::Unused;
  std::vector<std::string> captions;  ///< COCO, may be empty
  /// Its own: the first, which the store's features are made of; empty when there is none.
  std::string firstCaption() const { return captions.empty() ? std::string() : captions.front(); }
};

/// Everything that the window needs of an opened run, behind one interface, so that its tests need neither
/// HDF5 nor LibTorch. Immutable after opening; every function may be called from any thread.
class RunSource {
 public:
  virtual ~RunSource() = default;
  virtual const train::RunInfo& info() const = 0;
  virtual const std::vector<TrialItem>& items() const = 0;  ///< test images first, then by first trial
  virtual const Mask& mask() const = 0;
  virtual const std::vector<float>& ncsnr() const = 0;  ///< [voxels of mask]
  virtual const std::vector<LabelAtlas>& atlases() const = 0;
  virtual const std::optional<Volume>& underlay() const = 0;
  /// The subject's brain on the grid of the mask; null when it is not known.
  virtual const Mask* brain() const { return nullptr; }
  /// What else the slices can be drawn over, underlay()'s name first; fewer than two: no choice.
  virtual std::vector<std::string> underlayNames() const { return {}; }
  /// Reads one of them; throws Error when it cannot.
  virtual Volume readUnderlay(const std::string& name) const {
    throw Error("there is no underlay '" + name + "'");
  }
  /// Mean of the given store rows, NaN outside the mask.
  virtual Volume measured(const std::vector<std::size_t>& rows) const = 0;
  virtual RgbImage stimulus(std::int32_t nsdId) const = 0;
  /// What `evaluate` found; null when the run was never evaluated. Slow. Throws Error when it is damaged or
  /// belongs to another state of the run.
  virtual std::shared_ptr<const train::Evaluation> evaluation() const = 0;
  /// Evaluates the run now and writes the outcome into its folder. Takes a while.
  virtual void evaluate(const std::string& metric, Progress& progress) const = 0;
  /// What it predicted for an image after some of its epochs; slow. Throws as workflow::predictEpochs.
  virtual workflow::PredictEpochsResult predictEpochs(std::int32_t nsdId, const std::vector<int>& epochs,
                                                      Progress& progress) const = 0;
  /// What `layers` found for the run, or for its store where the run has no result of its own; null when
  /// there is none. Slow. Throws Error when it is damaged or of another state of the store.
  virtual std::shared_ptr<const train::LayerMaps> layers() const { return nullptr; }
  /// Finds the layers of a tower ("image", "text" or "both") now, under the run's split, and writes the
  /// outcome into its folder. Takes a while.
  virtual void findLayers(const std::string& /*tower*/, Progress&) const {
    throw Error("layers cannot be found for this run");
  }
  /// Threads that predictions are computed with, as Neural::threads(); 0 before there was one.
  virtual int threads() const { return 0; }
  /// Loads encoder and head; slow. The result belongs to one thread at a time.
  virtual std::unique_ptr<workflow::Predictor> openPredictor() const = 0;
};

}  // namespace vxs::ui
