#include "core/scene/Weights.h"
#include "core/train/VolumeNote.h"
#include "core/volume/GridText.h"
#include "ui/paint/figure/MapLook.h"
#include "ui/session/Session.h"

#include <algorithm>

namespace vxs::ui {

using scene::indexOf;
using scene::Layer;

// The layers beside measured, predicted and difference: a statistic map and a second run's prediction.

void Session::setMapVolume(Volume volume, scene::MapLabel label) {
  if (!m_run) return;
  m_map = std::move(volume);
  m_mapLabel = std::move(label);
  changeData([this](scene::ComparisonData& data) { keepLayers(data); });
  m_view.setLayerShown(Layer::Map, true);
  Q_EMIT mapChanged();
}

bool Session::showVolume(const std::filesystem::path& file, Volume volume, Layer layer,
                         const train::VolumeMarks& marks) {
  const std::string name = file.filename().string();
  const auto refuse = [&](const QString& why) {
    Q_EMIT m_tasks.failed(tr("Opening %1").arg(QString::fromStdString(name)),
                          QString::fromStdString(file.string()) + QStringLiteral(": ") + why);
    return false;
  };
  if (!m_run) return refuse(tr("a volume is shown on the grid of a run; open a run first"));
  const auto size = [](const Grid& grid) { return QString::fromStdString(sizeText(grid)); };
  const Mask& mask = m_run->mask();
  if (volume.grid != mask.grid)
    return refuse(tr("it has %1 voxels and the run %2; only volumes on the run's own grid can be compared")
                      .arg(size(volume.grid), size(mask.grid)));
  if (!(volume.affine == mask.affine))
    return refuse(tr("it lies elsewhere in space than the run: its affine is another one"));
  const std::string control = marks.shuffledControl ? ", SHUFFLED-IMAGE CONTROL" : "";
  if (layer == Layer::Map) {
    scene::ColorScale scale = m_view.state().mapScale;
    const scene::ColorScale fitting = paint::scaleOfFile(volume.values);
    scale.range = fitting.range;
    scale.fromZero = fitting.fromZero;
    scale.map = fitting.map;
    scale.thresholdZ = fitting.thresholdZ;
    setMapVolume(std::move(volume), {name, "file " + file.string() + control, "", marks.demoEncoder,
                                     marks.synthetic, std::filesystem::absolute(file).string()});
    m_view.setMapScale(scale);
    return true;
  }
  m_foreignMeasured = true;
  changeData([&](scene::ComparisonData& data) {
    data.volumes[indexOf(Layer::Measured)] = std::move(volume);
    data.why[indexOf(Layer::Measured)].clear();
    data.subjectLine = "volume " + name + ", not a trial of this run" + control;
    data.fileSynthetic = marks.synthetic;
    data.fileDemoEncoder = marks.demoEncoder;
  });
  return true;
}

void Session::clearMap() {
  const bool shown = m_view.layerShown(Layer::Map);
  if (m_map.empty() && !shown) return;
  m_map = {};
  m_mapLabel = {};
  changeData([this](scene::ComparisonData& data) { keepLayers(data); });
  m_view.setLayerShown(Layer::Map, false);  // after it has gone: whose map it was has not hidden it
  Q_EMIT mapChanged();
}

void Session::keepLayers(scene::ComparisonData& data) const {
  const Grid& grid = m_run->mask().grid;
  const bool fits = m_map.grid == grid && m_map.affine == m_run->mask().affine;
  data.map = m_mapLabel;
  data.volumes[indexOf(Layer::Map)] = fits ? m_map : Volume();
  data.why[indexOf(Layer::Map)].clear();
  if (m_map.empty())
    data.why[indexOf(Layer::Map)] = tr("No map is chosen").toStdString();
  else if (!fits)
    data.why[indexOf(Layer::Map)] =
        tr("This map is not on the grid of the run, so it cannot be shown").toStdString();
  if (!m_second) data.why[indexOf(Layer::Second)] = m_secondRefusal.toStdString();
  if (!m_second) return;
  if (data.secondLine.empty()) data.secondLine = secondLine();  // else that of the prediction that is there
  data.secondDemoEncoder = m_second->info().demoEncoder;
  data.firstRun = m_run->info().run.filename().string();
  data.secondRun = m_second->info().run.filename().string();
  if (data.volumes[indexOf(Layer::Second)].empty())
    data.why[indexOf(Layer::Second)] = tr("Predicting…").toStdString();
}

void Session::setUnderlay(const std::string& name) {
  if (!m_run || name == m_underlayName) return;
  m_tasks.run(
      this, {Lane::Data, {}, QStringLiteral("underlay"), false, false},
      [run = m_run, name](Progress&) {
        Volume volume = run->readUnderlay(name);
        if (volume.grid != run->mask().grid) throw Error("the underlay '" + name + "' is on another grid");
        return volume;
      },
      [this, run = m_run, name](Volume volume) {
        if (run != m_run) return;
        m_underlay = std::move(volume);
        m_underlayName = name;
        changeData([this](scene::ComparisonData& data) { data.underlay = m_underlay; });
        Q_EMIT underlayChanged();
      },
      [this](const QString&) { Q_EMIT underlayChanged(); });
}

void Session::addCeiling(scene::ComparisonData& data) {
  std::size_t repeats = 1;
  if (m_item >= 0 && m_trialNumber <= 0)
    repeats = std::clamp<std::size_t>(m_run->items()[static_cast<std::size_t>(m_item)].rows.size(), 1, 3);
  if (m_run->ncsnr().size() != m_run->mask().size()) return;
  Volume& ceiling = m_ceilings[repeats - 1];
  if (ceiling.empty())
    ceiling = scene::ceilingVolume(m_run->mask(), m_run->ncsnr(), static_cast<int>(repeats));
  data.ceiling = ceiling;
  data.ceilingName = m_item < 0     ? tr("noise ceiling a trial would have; none was measured").toStdString()
                     : repeats == 1 ? tr("noise ceiling, one trial").toStdString()
                                    : tr("noise ceiling, mean of %1 trials").arg(repeats).toStdString();
}

std::string Session::secondLine() const {
  std::string line = train::modelLine(m_second->info());
  if (m_item < 0) return line;
  // each run has its own split: what is a test image of one may have taught the other
  const std::int32_t id = m_run->items()[static_cast<std::size_t>(m_item)].nsdId;
  const auto& taught = m_second->info().trainImages;
  if (std::ranges::find(taught, id) != taught.end()) line += ", TRAINING IMAGE of this run";
  return line;
}

void Session::openSecondRun(const std::filesystem::path& folder) {
  if (!m_run) return;
  const QString name = QString::fromStdString(folder.filename().string());
  m_tasks.run(
      this, {Lane::Open, tr("Opening %1").arg(name), QStringLiteral("open second"), true, true},
      [opener = m_opener, folder](Progress& progress) { return opener(folder, progress); },
      [this, first = m_run](std::shared_ptr<const RunSource> run) {
        if (first == m_run) adoptSecond(std::move(run));
      },
      [this, first = m_run](const QString& message) {
        if (first == m_run && !message.isEmpty()) refuseSecond(message);
      });
}

void Session::adoptSecond(std::shared_ptr<const RunSource> run) {
  const train::RunInfo &first = m_run->info(), &second = run->info();
  const QString name = QString::fromStdString(second.run.filename().string());
  if (second.subject != first.subject)
    return refuseSecond(tr("%1 is a run of subject %2, and what is shown is of subject %3")
                            .arg(name)
                            .arg(second.subject)
                            .arg(first.subject));
  if (run->mask().grid != m_run->mask().grid || !(run->mask().affine == m_run->mask().affine))
    return refuseSecond(tr("%1 predicts on another grid than the run that is open").arg(name));
  m_second = std::move(run);
  m_secondRefusal.clear();
  m_secondPredictions.setRun(m_second);
  changeData([this](scene::ComparisonData& data) {
    data.volumes[indexOf(Layer::Second)] = {};
    data.secondLine.clear();
    keepLayers(data);
  });
  m_view.setLayerShown(Layer::Second, true);
  if (!m_picture.empty()) m_secondPredictions.setPicture(m_picture, storeImageOf(m_second.get()));
  predictSecond();
  Q_EMIT secondRunChanged();
}

void Session::refuseSecond(const QString& reason) {
  closeSecondRun();
  m_secondRefusal = tr("No second model: %1").arg(reason);
  setWhy(Layer::Second, m_secondRefusal);
  m_view.setLayerShown(Layer::Second, true);
}

void Session::closeSecondRun() {
  m_view.setLayerShown(Layer::Second, false);
  m_secondRefusal.clear();
  if (!m_second) return;
  m_second.reset();
  m_secondPredictions.setRun({});
  changeData([](scene::ComparisonData& data) {
    data.volumes[indexOf(Layer::Second)] = {};
    data.secondLine.clear();
    data.secondDemoEncoder = false;
    data.firstRun.clear();
    data.secondRun.clear();
  });
  Q_EMIT secondRunChanged();
}

void Session::predictSecond() {
  if (!m_second) return;
  m_secondPredictions.setCaption(m_caption, false);
  m_secondPredictions.predictNow();
}

}  // namespace vxs::ui
