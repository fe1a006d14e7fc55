#include "ui/session/PredictionService.h"

#include "core/base/Error.h"

#include <algorithm>
#include <utility>

namespace vxs::ui {

PredictionService::PredictionService(TaskRunner& tasks, QString name, QObject* parent)
    : QObject(parent), m_tasks(tasks), m_name(std::move(name)) {
  m_pause.setSingleShot(true);
  m_pause.setInterval(kTypingPauseMs);
  connect(&m_pause, &QTimer::timeout, this, &PredictionService::predictNow);
}

void PredictionService::setRun(std::shared_ptr<const RunSource> run) {
  ++m_generation;
  ++m_pictureGeneration;
  m_pause.stop();
  m_havePicture = false;
  m_engine.reset();
  m_loadError.clear();
  m_loaded = false;
  m_awaited = 0;
  m_lastMs = 0;
  if (!run) return;
  auto engine = std::make_shared<Engine>();
  m_engine = engine;
  m_tasks.run(
      this, {Lane::Predict, tr("Loading the model"), {}, false, false},
      [run, engine](Progress&) {
        engine->predictor = run->openPredictor();
        return engine->predictor->encoder();
      },
      [this, engine](const blip::EncoderInfo& info) {
        if (engine != m_engine) return;
        m_loaded = true;
        Q_EMIT predictorReady(QString::fromStdString(info.name), info.demo);
      },
      [this, engine](const QString& message) {
        if (engine != m_engine) return;
        m_loadError = message;
        Q_EMIT failed(message);
      });
}

void PredictionService::setPicture(const RgbImage& picture,
                                   const std::optional<workflow::StoreImage>& image) {
  ++m_generation;
  ++m_pictureGeneration;
  m_awaited = 0;
  m_havePicture = false;
  if (!m_engine) return;
  m_havePicture = !picture.empty();
  if (!m_havePicture) return;
  auto engine = m_engine;
  m_tasks.run(
      this, {Lane::Predict, {}, m_name + QStringLiteral("picture"), false, false},
      [engine, picture, image](Progress&) {
        engine->hasPicture = false;
        if (!engine->predictor) return RgbImage{};
        engine->predictor->setPicture(picture, image);
        engine->hasPicture = true;
        return engine->predictor->preview();
      },
      [this, generation = m_pictureGeneration](const RgbImage& seen) {
        if (generation == m_pictureGeneration && !seen.empty()) Q_EMIT preview(seen);
      },
      [this, generation = m_pictureGeneration](const QString& message) {
        if (generation == m_pictureGeneration) Q_EMIT failed(message);
      });
}

void PredictionService::setCaption(const QString& caption, bool predictAfterPause) {
  m_caption = caption;
  retokenize();
  if (!predictAfterPause) return;
  encodeForEdits();
  const double pause = m_lastMs > 0
                           ? std::clamp(m_lastMs / 2, double(kShortestPauseMs), double(kTypingPauseMs))
                           : double(kTypingPauseMs);
  m_pause.start(static_cast<int>(pause));
}

void PredictionService::retokenize() {
  if (!m_engine) return;
  auto engine = m_engine;
  m_tasks.run(
      this, {Lane::Predict, {}, m_name + QStringLiteral("tokenize"), false, false},
      [engine, text = m_caption.toStdString()](Progress&) {
        return engine->predictor ? std::make_shared<blip::TokenizedCaption>(engine->predictor->tokenize(text))
                                 : nullptr;
      },
      [this, caption = m_caption](const std::shared_ptr<blip::TokenizedCaption>& tokens) {
        if (tokens && caption == m_caption) Q_EMIT tokenized(*tokens);
      });
}

/// A prediction from kept features has left the picture to the encoder: it has the pause in typing for it.
void PredictionService::encodeForEdits() {
  if (!m_engine || !m_havePicture || std::exchange(m_encoded, true)) return;
  m_tasks.run(
      this, {Lane::Predict, {}, m_name + QStringLiteral("encode"), false, false},
      [engine = m_engine](Progress&) {
        if (engine->predictor && engine->hasPicture) engine->predictor->encodePicture();
        return true;
      },
      [](bool) {}, [](const QString&) {});  // the prediction meets what is wrong, too, and reports it
}

void PredictionService::predictNow() {
  m_pause.stop();
  if (!m_engine || !m_havePicture) return;
  if (!m_loadError.isEmpty()) {
    Q_EMIT failed(m_loadError);
    return;
  }
  using Answer = std::shared_ptr<const workflow::Prediction>;
  auto engine = m_engine;
  const quint64 generation = ++m_generation;
  m_awaited = generation;
  Q_EMIT started();
  m_tasks.run(
      this, {Lane::Predict, tr("Predicting"), m_name + QStringLiteral("predict"), false, false},
      [engine, text = m_caption.toStdString()](Progress&) -> Answer {
        if (!engine->predictor) return {};  // it failed to load, which was reported
        if (!engine->hasPicture) throw Error("there is no picture to predict the response to");
        return std::make_shared<const workflow::Prediction>(engine->predictor->predict(text));
      },
      [this, generation, caption = m_caption](const Answer& prediction) {
        if (m_awaited == generation) m_awaited = 0;
        if (!prediction || generation != m_generation) return;
        m_encoded = !prediction->keptFeatures;
        if (m_encoded) m_lastMs = prediction->textMs + prediction->headMs;
        Q_EMIT predicted(prediction, caption);
      },
      [this, generation](const QString& message) {
        if (m_awaited == generation) m_awaited = 0;
        if (generation == m_generation) Q_EMIT failed(message);
      });
}

}  // namespace vxs::ui
