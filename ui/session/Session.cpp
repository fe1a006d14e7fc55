#include "ui/session/Session.h"

#include "core/scene/PredictionSource.h"
#include "core/train/VolumeNote.h"
#include "models/blip/Picture.h"
#include "ui/session/CommandLine.h"
#include "ui/session/ComparisonLabels.h"
#include "ui/session/PatternCorrelation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vxs::ui {

using scene::Layer;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t at(Layer layer) {
  return static_cast<std::size_t>(layer);
}

/// None of a picture from elsewhere.
std::vector<std::string> ownCaptions(const RunSource& run, int item) {
  return item < 0 ? std::vector<std::string>() : run.items()[static_cast<std::size_t>(item)].captions;
}

}  // namespace

Session::Session(TaskRunner& tasks, RunOpener opener, QObject* parent)
    : QObject(parent),
      m_tasks(tasks),
      m_opener(std::move(opener)),
      m_predictions(tasks),
      m_secondPredictions(tasks, QStringLiteral("second ")),
      m_patternR(kNan) {
  connect(&m_predictions, &PredictionService::predicted, this, &Session::onPredicted);
  connect(&m_predictions, &PredictionService::preview, this, [this](const RgbImage& seen) { m_seen = seen; });
  connect(&m_predictions, &PredictionService::failed, this,
          [this](const QString& message) { setWhy(Layer::Predicted, tr("No prediction: %1").arg(message)); });
  connect(&m_predictions, &PredictionService::started, this, &Session::predictSecond);
  connect(&m_secondPredictions, &PredictionService::failed, this,
          [this](const QString& message) { setWhy(Layer::Second, tr("No prediction: %1").arg(message)); });
  connect(&m_secondPredictions, &PredictionService::predicted, this,
          [this](const std::shared_ptr<const workflow::Prediction>& prediction, const QString& caption) {
            changeData([&](scene::ComparisonData& data) {
              data.secondLine = scene::predictionSource(secondLine(), m_second->info().features,
                                                        caption.toStdString(), ownCaptions(*m_run, m_item));
              data.volumes[at(Layer::Second)] = prediction->volume;
              data.why[at(Layer::Second)].clear();
            });
          });
}

double Session::patternR(int item) const {
  return item >= 0 && static_cast<std::size_t>(item) < m_itemR.size()
             ? m_itemR[static_cast<std::size_t>(item)]
             : kNan;
}

bool Session::settled() const {
  return m_tasks.idle() && m_predictions.settled() && m_secondPredictions.settled();
}

QString Session::commandLine() const {
  return predictCommand(*this);
}

void Session::openRun(const std::filesystem::path& folder) {
  m_guard ? m_guard(folder, [this, folder] { readRun(folder); }) : readRun(folder);
}

void Session::readRun(const std::filesystem::path& folder) {
  const QString name = QString::fromStdString(folder.filename().string());
  m_tasks.run(
      this, {Lane::Open, tr("Opening %1").arg(name), QStringLiteral("open"), true, false},
      [opener = m_opener, folder](Progress& progress) { return opener(folder, progress); },
      [this](std::shared_ptr<const RunSource> run) { adoptRun(std::move(run)); },
      [this](const QString& message) { Q_EMIT runFailed(message); });
}

void Session::adoptRun(std::shared_ptr<const RunSource> run) {
  ++m_selection;
  closeSecondRun();
  clearMap();
  m_run = std::move(run);
  m_item = -1;
  m_trialNumber = 0;
  m_picture = {};
  m_pictureFile.clear();
  m_caption.clear();
  m_kept = {};
  m_ceilings = {};
  m_underlay = {};
  const auto underlays = m_run->underlayNames();
  m_underlayName = underlays.empty() ? std::string() : underlays.front();
  m_itemR.assign(m_run->items().size(), kNan);
  m_predictions.setRun(m_run);
  m_brain = m_run->brain() ? std::make_shared<const Volume>(m_run->brain()->indicator()) : nullptr;
  const auto& underlay = m_run->underlay();
  m_view.setReference(underlay ? *underlay : Volume(m_run->mask().grid, m_run->mask().affine, 0.0F),
                      scene::framedPart(m_brain.get(), underlay ? *underlay : Volume()));
  startData();
  Q_EMIT runChanged();
  Q_EMIT pictureChanged();
  chooseLook();
  if (m_selection == 1 || m_item < 0) selectItem(0);
  Q_EMIT begun();
}

void Session::chooseLook() {
  m_lookPending = !m_run->items().empty();
  if (!m_lookPending) return;
  // once a run, from its first image, whatever is selected meanwhile: nothing is rescaled for a single trial
  struct First {
    Volume measured;
    scene::InitialLook look;
  };
  m_tasks.run(
      this, {Lane::Data, {}, QStringLiteral("look"), false, true},
      [run = m_run](Progress&) {
        Volume measured = run->measured(run->items().front().rows);
        const scene::InitialLook look = scene::initialLook(measured);
        return First{std::move(measured), look};
      },
      [this, run = m_run](First first) {
        if (run != m_run) return;
        m_lookPending = false;
        adoptLook(first.look);
        if (firstAwaited()) adoptMeasured(std::move(first.measured));
      },
      [this, run = m_run](const QString& message) {
        if (run != m_run) return;
        m_lookPending = false;
        if (firstAwaited()) setWhy(Layer::Measured, tr("No measured response: %1").arg(message));
      });
}

/// The response that the look is chosen from is the one to be shown, and is not there yet.
bool Session::firstAwaited() const {
  return m_item == 0 && m_trialNumber <= 0 && !m_foreignMeasured &&
         m_data->volumes[at(Layer::Measured)].empty();
}

void Session::adoptLook(const scene::InitialLook& look) {
  scene::ColorScale scale = m_view.state().scale;
  if (!m_kept.range) scale.range = look.range;
  if (!m_kept.threshold) scale.thresholdZ = look.thresholdZ;
  m_view.setScale(scale);
  const Vec3 crosshair = m_view.state().crosshairRasMm;
  if (!m_kept.home) m_view.setHome(look.crosshairRasMm);
  if (m_kept.crosshair) m_view.setCrosshair(crosshair);
  Q_EMIT lookChosen();
}

std::string Session::subject() const {
  const train::RunInfo& info = m_run->info();
  if (!m_pictureFile.empty()) return subjectLine(info, m_pictureFile);
  if (m_item < 0) return {};
  return subjectLine(info, m_run->items()[static_cast<std::size_t>(m_item)], m_trialNumber);
}

void Session::startData() {
  auto data = std::make_shared<scene::ComparisonData>();
  const train::RunInfo& info = m_run->info();
  if (m_run->underlay()) data->underlay = *m_run->underlay();
  if (!m_underlay.empty()) data->underlay = m_underlay;
  data->brain = m_brain;
  data->subjectLine = subject();
  data->modelLine = train::modelLine(info);
  data->synthetic = info.syntheticSubject;
  data->demoEncoder = info.demoEncoder;
  data->why[at(Layer::Measured)] = tr("Reading the measured response…").toStdString();
  data->why[at(Layer::Predicted)] = tr("Predicting…").toStdString();
  data->why[at(Layer::Difference)] = tr("Needs both measured and predicted").toStdString();
  keepLayers(*data);
  addCeiling(*data);
  m_data = data;
  m_foreignMeasured = false;
  m_patternR = kNan;
  m_underlays.clear();
  Q_EMIT dataChanged();
}

void Session::changeData(const std::function<void(scene::ComparisonData&)>& change) {
  if (!m_data) return;
  auto data = std::make_shared<scene::ComparisonData>(*m_data);
  change(*data);
  data->volumes[at(Layer::Difference)] = {};
  if (!data->volumes[at(Layer::Measured)].empty() && !data->volumes[at(Layer::Predicted)].empty())
    scene::computeDifference(*data);
  const bool missing = data->volumes[at(Layer::Difference)].empty();
  data->why[at(Layer::Difference)] =
      missing ? tr("Needs both measured and predicted").toStdString() : std::string();
  m_data = data;
  updatePatternR();
  m_underlays.clear();
  Q_EMIT dataChanged();
}

void Session::setWhy(Layer layer, const QString& reason) {
  changeData([&](scene::ComparisonData& data) {
    data.volumes[at(layer)] = {};
    data.why[at(layer)] = reason.toStdString();
  });
}

bool Session::selectTrial(int trialNumber, int presentation) {
  if (!m_run) return false;
  const auto& items = m_run->items();
  const auto found = std::ranges::find_if(
      items, [&](const TrialItem& item) { return std::ranges::count(item.trialNumbers, trialNumber) > 0; });
  if (found == items.end()) return false;
  const bool known = std::ranges::count(found->trialNumbers, presentation) > 0;
  selectItem(static_cast<int>(found - items.begin()), known ? presentation : 0);
  return true;
}

void Session::selectItem(int index, int trialNumber) {
  if (!m_run || index < 0 || static_cast<std::size_t>(index) >= m_run->items().size()) return;
  const TrialItem& item = m_run->items()[static_cast<std::size_t>(index)];
  const bool samePicture = index == m_item && m_pictureFile.empty() && !m_picture.empty();
  ++m_selection;
  m_item = index;
  m_trialNumber = trialNumber;
  m_pictureFile.clear();
  Q_EMIT itemChanged();
  startData();
  loadMeasured(item);
  if (samePicture) return m_predictions.predictNow();
  setCaption(QString::fromStdString(item.firstCaption()), false);
  loadStimulus(item);
}

void Session::loadMeasured(const TrialItem& item) {
  if (m_lookPending && firstAwaited()) return;  // chooseLook() reads it
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < item.rows.size(); ++i)
    if (m_trialNumber <= 0 || item.trialNumbers[i] == m_trialNumber) rows.push_back(item.rows[i]);
  m_tasks.run(
      this, {Lane::Data, {}, QStringLiteral("measured"), false, true},
      [run = m_run, rows](Progress&) { return run->measured(rows); },
      [this, selection = m_selection](Volume volume) {
        if (selection == m_selection && !m_foreignMeasured) adoptMeasured(std::move(volume));
      },
      [this, selection = m_selection](const QString& message) {
        if (selection == m_selection) setWhy(Layer::Measured, tr("No measured response: %1").arg(message));
      });
}

void Session::adoptMeasured(Volume volume) {
  changeData([&](scene::ComparisonData& data) {
    data.volumes[at(Layer::Measured)] = std::move(volume);
    data.why[at(Layer::Measured)].clear();
  });
}

void Session::loadStimulus(const TrialItem& item) {
  m_tasks.run(
      this, {Lane::Data, {}, QStringLiteral("stimulus"), false, true},
      [run = m_run, id = item.nsdId](Progress&) { return run->stimulus(id); },
      [this, selection = m_selection](RgbImage picture) {
        if (selection == m_selection) adoptPicture(std::move(picture));
      },
      [this, selection = m_selection](const QString& message) {
        if (selection == m_selection)
          setWhy(Layer::Predicted, tr("No picture to predict from: %1").arg(message));
      });
}

QString Session::captionForAnotherPicture() const {
  return m_picture.empty() ? m_caption : QString();
}

void Session::openPicture(const std::filesystem::path& file, const QString& caption) {
  const QString name = QString::fromStdString(file.filename().string());
  m_tasks.run(
      this, {Lane::Data, tr("Opening %1").arg(name), QStringLiteral("picture"), false, false},
      [file](Progress&) { return blip::readPicture(file); },
      [this, file, caption](RgbImage picture) {
        ++m_selection;
        m_item = -1;
        m_trialNumber = 0;
        m_pictureFile = file;
        Q_EMIT itemChanged();
        setCaption(caption, false);
        if (m_run) startData();
        if (!m_run) Q_EMIT m_tasks.noted(tr("Open a run to predict the response to this picture"));
        setWhy(Layer::Measured, tr("No measured response: this picture was not shown in the scanner"));
        adoptPicture(std::move(picture));
      });
}

/// What the picture is in a run's store, which may be another dataset with the same numbers.
std::optional<workflow::StoreImage> Session::storeImageOf(const RunSource* run) const {
  if (!run || !m_run || m_item < 0 || run->info().store != m_run->info().store) return std::nullopt;
  const TrialItem& item = m_run->items()[static_cast<std::size_t>(m_item)];
  return workflow::StoreImage{item.nsdId, item.firstCaption()};
}

void Session::adoptPicture(RgbImage picture) {
  m_picture = std::move(picture);
  m_seen = {};
  m_predictions.setPicture(m_picture, storeImageOf(m_run.get()));
  m_secondPredictions.setPicture(m_picture, storeImageOf(m_second.get()));
  Q_EMIT pictureChanged();
  m_predictions.predictNow();
}

void Session::setCaption(const QString& caption, bool predictAfterPause) {
  if (caption == m_caption && predictAfterPause) return;
  m_caption = caption;
  m_predictions.setCaption(caption, predictAfterPause);
  Q_EMIT captionChanged();
}

void Session::onPredicted(const std::shared_ptr<const workflow::Prediction>& prediction,
                          const QString& caption) {
  m_predictedCaption = caption;
  const train::RunInfo& info = m_run->info();
  changeData([&](scene::ComparisonData& data) {
    data.modelLine = scene::predictionSource(train::modelLine(info), info.features, caption.toStdString(),
                                             ownCaptions(*m_run, m_item));
    data.volumes[at(Layer::Predicted)] = prediction->volume;
    data.why[at(Layer::Predicted)].clear();
  });
}

void Session::updatePatternR() {
  m_patternR =
      patternCorrelation(m_data->volumes[at(Layer::Measured)], m_data->volumes[at(Layer::Predicted)]);
  if (m_item < 0 || m_trialNumber > 0 || m_foreignMeasured || std::isnan(m_patternR)) return;
  const auto& captions = m_run->items()[static_cast<std::size_t>(m_item)].captions;
  // the list compares images under equal conditions, so an edited caption does not count there
  if (!captions.empty() && m_predictedCaption.toStdString() != captions.front()) return;
  m_itemR[static_cast<std::size_t>(m_item)] = static_cast<float>(m_patternR);
  Q_EMIT patternRChanged(m_item);
}

}  // namespace vxs::ui
