#include "ui/session/AtVoxel.h"

#include "core/volume/MaskPosition.h"
#include "ui/paint/Numbers.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/session/ComparisonLabels.h"

#include <cmath>

namespace vxs::ui {

namespace {

constexpr double kDeepMm = 5;  ///< about the cortex, which a click on the surface may well go into

QString tr(const char* text) {
  return QObject::tr(text);
}

std::array<int, 3> nearest(const Vec3& voxel) {
  return {static_cast<int>(std::lround(voxel[0])), static_cast<int>(std::lround(voxel[1])),
          static_cast<int>(std::lround(voxel[2]))};
}

}  // namespace

qint64 voxelIndexAt(Session& session) {
  if (!session.run()) return -1;
  const Mask& mask = session.run()->mask();
  const auto [x, y, z] = nearest(mask.affine.toVoxel(session.view().state().crosshairRasMm));
  return mask.grid.contains(x, y, z) ? static_cast<qint64>(mask.grid.index(x, y, z)) : -1;
}

QStringList regionsAt(Session& session) {
  QStringList names;
  const qint64 voxel = voxelIndexAt(session);
  if (voxel < 0) return names;
  for (const LabelAtlas& atlas : session.run()->atlases()) {
    if (static_cast<std::size_t>(voxel) >= atlas.labels.size()) continue;
    const std::int32_t label = atlas.labels[static_cast<std::size_t>(voxel)];
    if (label >= 1) names << QString::fromStdString(atlas.regionName(label));
  }
  return names;
}

bool inMask(Session& session, int x, int y, int z) {
  return session.run() && positionIn(session.run()->mask(), {x, y, z}).has_value();
}

QString valueAt(Session& session, const Volume& volume, const std::string& unit) {
  if (volume.empty()) return QStringLiteral("–");
  const auto [x, y, z] = nearest(volume.affine.toVoxel(session.view().state().crosshairRasMm));
  if (!volume.grid.contains(x, y, z)) return tr("outside");
  const float value = volume.at(x, y, z);
  if (!std::isfinite(value)) return inMask(session, x, y, z) ? tr("no value") : tr("outside the mask");
  const bool percent = unit.starts_with('%');
  const QString number = paint::withMinus(QString::number(value, 'f', percent ? 1 : 3));
  return percent ? number + QLatin1Char(' ') + QString::fromStdString(unit) : number;
}

QString sayDepth(double depthMm) {
  return depthMm < kDeepMm ? QString() : tr("%1 mm below the surface").arg(paint::fixedNumber(depthMm, 0));
}

QString sayVoxel(Session& session, double testR) {
  const auto compared = session.data();
  if (!compared || !session.run()) return {};
  const QStringList regions = regionsAt(session);
  QStringList said{regions.isEmpty() ? tr("No region") : regions.join(QStringLiteral(", "))};
  for (const scene::Layer layer : {scene::Layer::Measured, scene::Layer::Predicted, scene::Layer::Second}) {
    if (layer == scene::Layer::Second && compared->secondRun.empty()) continue;
    const QString value = valueAt(session, compared->volume(layer));
    const bool number = !value.isEmpty() && value.back().isDigit();
    said << QStringLiteral("%1 %2").arg(namedTitle(*compared, layer), number ? tr("%1 z").arg(value) : value);
  }
  if (std::isfinite(testR)) said << tr("test r %1").arg(paint::fixedNumber(testR, 3));
  QStringList place;
  for (const double millimetres : session.view().state().crosshairRasMm)
    place << paint::fixedNumber(millimetres, 0);
  said << tr("RAS %1 mm").arg(place.join(QStringLiteral(", ")));
  if (const QString depth = sayDepth(session.view().crosshairDepthMm()); !depth.isEmpty()) said << depth;
  return said.join(QStringLiteral(" · "));
}

}  // namespace vxs::ui
