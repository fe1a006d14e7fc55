#pragma once

#include "ui/RunSource.h"
#include "ui/TaskRunner.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace vxs::ui {

/// Turns the present picture and caption into a predicted volume on the Predict lane. The last edit wins:
/// what was asked before is dropped or its answer thrown away. Counts tokens of a caption while it is typed.
class PredictionService : public QObject {
  Q_OBJECT
 public:
  /// `name` keeps the waiting tasks of several services apart.
  explicit PredictionService(TaskRunner& tasks, QString name = {}, QObject* parent = nullptr);

  /// Loads the run's predictor in the background; nullptr closes it.
  void setRun(std::shared_ptr<const RunSource> run);
  void setPicture(const RgbImage& picture);
  /// Token count at once; prediction after a pause in typing when `predictAfterPause`.
  void setCaption(const QString& caption, bool predictAfterPause);
  void predictNow();
  /// No prediction is running or waiting.
  bool settled() const { return !m_pause.isActive() && m_tasks.idle(Lane::Predict); }

  static constexpr int kTypingPauseMs = 350;

 Q_SIGNALS:
  void predictorReady(const QString& encoderName, bool demoEncoder);
  void tokenized(const vxs::blip::TokenizedCaption& caption);
  void preview(const vxs::RgbImage& seenByBlip);
  void started();
  void predicted(std::shared_ptr<const vxs::workflow::Prediction> prediction, const QString& caption);
  void failed(const QString& message);

 private:
  /// Shared with the lane's tasks; touched on the lane only.
  struct Engine {
    std::unique_ptr<workflow::Predictor> predictor;
    bool hasPicture = false;
  };
  void retokenize();

  TaskRunner& m_tasks;
  QString m_name;
  std::shared_ptr<Engine> m_engine;
  QTimer m_pause;
  QString m_caption;
  bool m_havePicture = false;
  quint64 m_generation = 0;         ///< of the prediction that is wanted
  quint64 m_pictureGeneration = 0;  ///< of the picture that is there
  QString m_loadError;
};

}  // namespace vxs::ui

Q_DECLARE_METATYPE(vxs::blip::TokenizedCaption)
Q_DECLARE_METATYPE(vxs::RgbImage)
