#pragma once

#include "core/scene/Comparison.h"
#include "core/scene/UnderlaySlices.h"
#include "core/train/VolumeNote.h"
#include "ui/session/LayerWeights.h"
#include "ui/session/PredictionService.h"
#include "ui/session/RunSource.h"
#include "ui/session/TaskRunner.h"
#include "ui/session/ViewState.h"

#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>

namespace vxs::ui {

struct Explained;  // ui/why/Explained.h

/// What is open and selected: a run, one of its images or a picture from elsewhere, a caption, and the
/// volumes to compare. Panels read it and follow its signals. Knows no widget.
class Session : public QObject {
  Q_OBJECT
 public:
  using RunOpener = std::function<std::shared_ptr<const RunSource>(const std::filesystem::path&, Progress&)>;
  Session(TaskRunner& tasks, RunOpener opener, QObject* parent = nullptr);

  ViewState& view() { return m_view; }
  PredictionService& predictions() { return m_predictions; }
  PredictionService& secondPredictions() { return m_secondPredictions; }  ///< of secondRun()
  TaskRunner& tasks() { return m_tasks; }

  const std::shared_ptr<const RunSource>& run() const { return m_run; }
  int selectedItem() const { return m_item; }  ///< -1: none, or a picture from elsewhere
  const RgbImage& picture() const { return m_picture; }
  const RgbImage& seenByEncoder() const { return m_seen; }  ///< empty until the model has seen the picture
  const std::filesystem::path& pictureFile() const {
    return m_pictureFile;
  }  ///< empty for a stimulus of the dataset
  const QString& caption() const { return m_caption; }
  ComparisonPtr data() const { return m_data; }
  /// Pearson r over the mask between prediction and measurement of the selected item; NaN while there is
  /// none.
  double patternR() const { return m_patternR; }
  /// Pattern r of an item as far as it was predicted with its own first caption; NaN otherwise.
  double patternR(int item) const;

  /// Once the guard lets it.
  void openRun(const std::filesystem::path& folder);
  /// Whoever opens a run goes by way of `guard`, which calls `go` unless the person wants to keep what is
  /// open.
  using OpenGuard = std::function<void(const std::filesystem::path& run, std::function<void()> go)>;
  void setOpenGuard(OpenGuard guard) { m_guard = std::move(guard); }
  /// Shows an image of the run; `trialNumber` > 0 restricts the measurement to that one presentation.
  void selectItem(int item, int trialNumber = 0);
  /// The image shown at that trial (measured: the mean of all its trials, or `presentation` alone when that
  /// is one of them); false when there is none.
  bool selectTrial(int trialNumber, int presentation = 0);
  /// What a session that is being restored says itself: the run's own first choice (scene::initialLook)
  /// leaves it alone, and gives the rest.
  struct KeptLook {
    bool range = false, threshold = false, crosshair = false, home = false;
  };
  void keepLook(const KeptLook& kept) { m_kept = kept; }
  /// What was typed before there was a picture; empty when there is one: its caption says nothing of another.
  QString captionForAnotherPicture() const;
  void openPicture(const std::filesystem::path& file, const QString& caption);
  /// Shows a volume from a file as Layer::Map, or as Layer::Measured, when it lies on the run's grid. False,
  /// with TaskRunner::failed() saying why, otherwise.
  /// `marks`: what its header says of itself, shown with it as with the run's own volumes.
  bool showVolume(const std::filesystem::path& file, Volume volume, scene::Layer layer,
                  const train::VolumeMarks& marks = {});
  void setCaption(const QString& caption, bool predictAfterPause = true);
  int trialNumber() const { return m_trialNumber; }  ///< 0: mean of all presentations

  /// Shows a statistic map on the run's grid as Layer::Map until another one or clearMap();
  /// ViewState::setMapScale says how. A map on another grid is not shown: the view says so.
  void setMapVolume(Volume volume, scene::MapLabel label);
  void clearMap();
  /// Loads a second run and shows its prediction for the same picture and caption as Layer::Second. It must
  /// be of the same subject and grid; otherwise that layer is empty and says why.
  void openSecondRun(const std::filesystem::path& folder);
  void closeSecondRun();
  /// Draws every slice and 3-D view over another of the run's underlays; it must be on the run's grid.
  void setUnderlay(const std::string& name);
  const std::string& underlayName() const { return m_underlayName; }  ///< empty: nothing is known of it
  const std::shared_ptr<const RunSource>& secondRun() const { return m_second; }
  /// Nothing is loading, predicting or waiting.
  bool settled() const;
  /// Slices of the underlay of data() that are drawn already, shared by the views.
  scene::UnderlaySlices& underlays() { return m_underlays; }
  LayerWeights& layerWeights() { return m_weights; }
  /// What a layer's opacity is multiplied by as the view state asks for it; nullptr: nothing. Shared by its
  /// views.
  std::shared_ptr<const Volume> weights(scene::Layer layer) {
    return m_weights.of(m_data, m_view.state(), layer);
  }
  /// What the Why dock shows; null: nothing, or it is being worked out.
  const std::shared_ptr<const Explained>& explained() const { return m_explained; }
  void setExplained(std::shared_ptr<const Explained> explained) { m_explained = std::move(explained); }
  /// The command that computes what is shown, for a shell.
  QString commandLine() const;

 Q_SIGNALS:
  void runChanged();
  void runFailed(const QString& message);
  void begun();       ///< a new run has chosen its first image by itself
  void lookChosen();  ///< and now its range, threshold and crosshair
  void itemChanged();
  void pictureChanged();
  void captionChanged();
  void dataChanged();
  void patternRChanged(int item);
  void mapChanged();
  void secondRunChanged();
  void underlayChanged();

 private:
  void readRun(const std::filesystem::path& folder);
  void adoptRun(std::shared_ptr<const RunSource> run);
  void chooseLook();
  void adoptLook(const scene::InitialLook& look);
  std::optional<workflow::StoreImage> storeImageOf(const RunSource* run) const;
  void adoptPicture(RgbImage picture);
  void adoptMeasured(Volume volume);
  void loadMeasured(const TrialItem& item);
  bool firstAwaited() const;
  void loadStimulus(const TrialItem& item);
  void startData();
  /// Replaces data() by a changed copy (views and threads may hold the old one), with the difference computed
  /// anew.
  void changeData(const std::function<void(scene::ComparisonData&)>& change);
  void setWhy(scene::Layer layer, const QString& reason);
  void adoptSecond(std::shared_ptr<const RunSource> run);
  void refuseSecond(const QString& reason);
  void predictSecond();
  /// Layers that outlive a selection: the map, and what is said of the second run.
  void keepLayers(scene::ComparisonData& data) const;
  std::string secondLine() const;
  void addCeiling(scene::ComparisonData& data);
  void onPredicted(const std::shared_ptr<const workflow::Prediction>& prediction, const QString& caption);
  void updatePatternR();
  std::string subject() const;

  TaskRunner& m_tasks;
  RunOpener m_opener;
  OpenGuard m_guard;
  ViewState m_view;
  PredictionService m_predictions, m_secondPredictions;
  std::shared_ptr<const RunSource> m_run;
  int m_item = -1;
  int m_trialNumber = 0;
  quint64 m_selection = 0;  ///< counts selections, so that an answer to an older one is thrown away
  RgbImage m_picture, m_seen;
  std::filesystem::path m_pictureFile;
  QString m_caption;
  ComparisonPtr m_data;
  QString m_predictedCaption;
  double m_patternR;
  std::vector<float> m_itemR;
  KeptLook m_kept;
  bool m_lookPending = false;  ///< the first image's response is being read
  std::shared_ptr<const RunSource> m_second;
  Volume m_map;
  scene::MapLabel m_mapLabel;
  bool m_foreignMeasured = false;  ///< the measured volume is one from a file
  std::shared_ptr<const Explained> m_explained;
  LayerWeights m_weights;
  scene::UnderlaySlices m_underlays;
  std::shared_ptr<const Volume> m_brain;  ///< null: not known
  Volume m_underlay;                      ///< chosen instead of the run's own; empty: its own
  std::string m_underlayName;
  std::array<Volume, 3> m_ceilings;  ///< of the mean of 1, 2 and 3 trials, as far as they were asked for
  QString m_secondRefusal;           ///< why the second run that was asked for is not there
};

}  // namespace vxs::ui
