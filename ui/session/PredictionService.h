#pragma once

#include "ui/session/RunSource.h"
#include "ui/session/TaskRunner.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

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
  /// `image` when the picture is that image of the run's store (workflow::Predictor).
  void setPicture(const RgbImage& picture, const std::optional<workflow::StoreImage>& image);
  /// Token count at once; prediction after a pause in typing when `predictAfterPause`.
  void setCaption(const QString& caption, bool predictAfterPause);
  void predictNow();
  /// The model is loaded and has a picture.
  bool ready() const { return m_engine && m_loaded && m_havePicture && m_loadError.isEmpty(); }
  /// A caption has changed and its prediction is not there yet: what else uses the model should wait.
  bool editing() const { return m_pause.isActive() || m_awaited > 0; }
  /// Calls work(predictor, progress) on the Predict lane, in turn with predictions, then done(result) unless
  /// another run or picture has come meanwhile: then onFailure({}) is called. Keep it short (an edit waits
  /// that long) and ask again for more.
  template <class Work, class Done>
  void use(QObject* context, TaskRunner::Options options, Work work, Done done,
           std::function<void(const QString&)> onFailure = {}) {
    options.lane = Lane::Predict;
    auto engine = m_engine;
    m_tasks.run(
        context, options,
        [engine, work = std::move(work)](Progress& progress) mutable {
          if (!engine || !engine->predictor || !engine->hasPicture) throw Cancelled();
          return work(*engine->predictor, progress);
        },
        [this, engine, done = std::move(done), onFailure,
         generation = m_pictureGeneration](auto result) mutable {
          if (engine == m_engine && generation == m_pictureGeneration) return done(std::move(result));
          if (onFailure) onFailure({});
        },
        onFailure);
  }
  /// No prediction is running or waiting.
  bool settled() const { return !m_pause.isActive() && m_tasks.idle(Lane::Predict); }

  /// The pause in typing before a prediction: half as long as a prediction takes, so that a fast model
  /// follows every key, within these bounds; the longer one until that is known.
  static constexpr int kTypingPauseMs = 350, kShortestPauseMs = 30;

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
  void encodeForEdits();

  TaskRunner& m_tasks;
  QString m_name;
  std::shared_ptr<Engine> m_engine;
  QTimer m_pause;
  QString m_caption;
  bool m_havePicture = false;
  bool m_loaded = false;
  bool m_encoded = true;            ///< the encoder has been asked for the picture
  quint64 m_awaited = 0;            ///< generation whose answer is on its way; 0: none
  double m_lastMs = 0;              ///< what a caption took last time; 0: not known
  quint64 m_generation = 0;         ///< of the prediction that is wanted
  quint64 m_pictureGeneration = 0;  ///< of the picture that is there
  QString m_loadError;
};

}  // namespace vxs::ui

Q_DECLARE_METATYPE(vxs::blip::TokenizedCaption)
Q_DECLARE_METATYPE(vxs::RgbImage)
