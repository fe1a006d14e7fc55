#include "ui/maps/LayerService.h"

#include "ui/maps/RunTask.h"
#include "ui/session/CommandLine.h"

namespace vxs::ui {

namespace {

QString towerOf(const train::LayerMaps& maps) {
  if (maps.bothTowers()) return QStringLiteral("both");
  return maps.layers.empty() ? QStringLiteral("image") : QString::fromStdString(maps.layers.front().tower);
}

}  // namespace

LayerService::LayerService(Session& session, QObject* parent) : QObject(parent), m_session(session) {}

void LayerService::fail(const QString& reason) {
  m_maps.reset();
  m_foundTower.clear();
  m_reason = reason;
  Q_EMIT changed();
}

void LayerService::adopt(LayerMapsPtr maps) {
  if (!maps)
    return fail(tr("It is not known yet which layer of the encoder predicts each voxel best. “Find the "
                   "layers” computes it, and so does\n%1")
                    .arg(command()));
  const Mask& mask = m_session.run()->mask();
  if (maps->mask.grid != mask.grid || maps->mask.voxels != mask.voxels)
    return fail(tr("The layers in %1 were found for other voxels: find them again.")
                    .arg(QString::fromStdString(maps->folder.string())));
  m_maps = std::move(maps);
  m_tower = m_foundTower = towerOf(*m_maps);
  m_reason.clear();
  Q_EMIT changed();
}

void LayerService::load() {
  m_finding = false;
  fail(tr("Looking for the layers…"));
  runForOpenRun(
      m_session, this, {Lane::Statistics, {}, QStringLiteral("read layers"), true, true},
      [](const RunSource& run, Progress&) { return run.layers(); },
      [this](LayerMapsPtr maps) { adopt(std::move(maps)); },
      [this](const QString& message) { fail(message); });
}

void LayerService::setTower(const QString& tower) {
  if (tower == m_tower) return;
  m_tower = tower;
  if (!m_maps && !m_finding) return adopt({});  // says the command
  Q_EMIT changed();
}

void LayerService::find() {
  if (!m_session.run() || m_finding) return;
  m_finding = true;
  Q_EMIT changed();
  runForOpenRun(
      m_session, this,
      {Lane::Make, tr("Finding each voxel's layer"), QStringLiteral("find layers"), true, false},
      [tower = m_tower.toStdString()](const RunSource& run, Progress& progress) {
        run.findLayers(tower, progress);
        return run.layers();
      },
      [this](LayerMapsPtr maps) {
        m_finding = false;
        adopt(std::move(maps));
      },
      [this](const QString& message) {
        m_finding = false;
        if (m_maps) {
          Q_EMIT changed();
        } else {
          fail(tr("The layers were not found: %1 What was encoded is kept; “Find the layers” goes on.")
                   .arg(message));
        }
      });
}

QString LayerService::command() const {
  const auto run = m_session.run();
  if (!run) return {};
  const train::RunInfo& info = run->info();
  const QString tower =
      m_tower == QStringLiteral("image") ? QString() : QStringLiteral(" --tower ") + m_tower;
  return QStringLiteral("voxelscope-cli layers %1 --encoder %2%3 --out %4")
      .arg(shellQuoted(QString::fromStdString(info.store.string())),
           shellQuoted(QString::fromStdString(info.encoderPath)), tower,
           shellQuoted(QString::fromStdString(info.run.string())));
}

}  // namespace vxs::ui
