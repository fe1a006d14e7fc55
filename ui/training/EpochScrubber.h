#pragma once

#include "core/train/EpochFile.h"
#include "ui/training/TrainingJob.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <memory>
#include <optional>
#include <string>

class QCheckBox;
class QComboBox;
class QSlider;
class QToolButton;

namespace vxs::ui {

class ElidedLabel;

/// The epochs of the focused run scrubbed like time: the brain shows, as the map, what the run was after the
/// chosen epoch: its correlation over the validation images, or its prediction for an image (the report's
/// Figure 4).
class EpochScrubber : public QWidget {
  Q_OBJECT
 public:
  explicit EpochScrubber(TrainingJob& job, QWidget* parent = nullptr);

  /// 0: none.
  int epoch() const;
  /// Chooses the kept epoch nearest to this one.
  void setEpoch(int epoch);
  /// The same once that run is the focused one and its epochs are known.
  void setEpochOf(const QString& run, int epoch);
  void step(int direction);
  void setPlaying(bool playing);
  /// While on, the views follow the slider, and the slider follows training.
  void setShown(bool shown);
  bool shown() const;

 Q_SIGNALS:
  void epochChanged(int epoch);
  /// The views show an epoch of this run, which somebody else has put there (a session that was opened): the
  /// scrubber goes to it once the run is the focused one.
  void runWanted(const QString& run);

 private:
  /// What to show; images by id.
  struct Choice {
    enum class Kind { ValidationR, SelectedImage, KeptImage } kind = Kind::ValidationR;
    std::int32_t nsdId = 0;
  };
  void makeControls();
  /// A map that this has not put into the views: an epoch's is followed, and the place of any other must not
  /// be taken by the next epoch.
  void noticeOtherMap();
  /// Goes to the epoch that is in the views, if it is one of the focused run's.
  void followMap();
  int choiceOf(std::int32_t nsdId) const;
  void untick();
  /// In the views of a run that was opened: the same epoch, where it is of the same voxels.
  void showAgain();
  void followCurves();
  void listImages();
  void showEpoch();
  /// What the run kept of the epoch, or else what its weights of the epoch predict.
  void showKept(const Choice& choice);
  void predict(const Choice& choice);
  void show(const Volume& volume, const Choice& choice, int epoch, std::int64_t validationImages);
  Choice choice() const;
  void describe();
  /// What describe() says of an epoch, in fewer and fewer words.
  QStringList wordingsOf(int epoch) const;
  void chooseWanted();

  TrainingJob& m_job;
  QComboBox* m_what;
  QToolButton *m_back, *m_forward, *m_play;
  QSlider* m_slider;
  ElidedLabel* m_label;
  QCheckBox* m_inViews;
  QTimer m_timer;
  QString m_run;
  std::optional<std::pair<QString, int>> m_wanted;  ///< a run's epoch; none: nothing is waited for
  std::vector<int> m_epochs;
  std::vector<train::KeptImage> m_images;
  std::shared_ptr<workflow::Neural> m_neural;     ///< of the Predict lane
  std::map<std::string, std::string> m_shownMap;  ///< what the map that this put into the views is made of
  bool m_showAgain = false;
  std::optional<double> m_rRange;  ///< of the run's map, chosen once
};

}  // namespace vxs::ui
