#pragma once

#include "ui/session/Session.h"

#include <QStringList>

namespace vxs::ui {

/// Of the voxel under the crosshair in the run's mask space, from 0; -1 outside the volume or without a run.
qint64 voxelIndexAt(Session& session);
/// Regions of the run's atlases that hold that voxel.
QStringList regionsAt(Session& session);
/// Whether that voxel of a volume is in the run's mask.
bool inMask(Session& session, int x, int y, int z);
/// A volume's value under the crosshair, of the voxel that is nearest: with three decimals, or where `unit`
/// is a percentage one and the unit; "outside" of the volume, "outside the mask", or a dash where there is no
/// volume.
QString valueAt(Session& session, const Volume& volume, const std::string& unit = {});
/// Of a response that shines through the brain (Picking.h): "12 mm below the surface"; empty where it lies at
/// the surface.
QString sayDepth(double depthMm);
/// What a class asks of a place, in one line: regions, measured and predicted response, place in mm and how
/// deep. `testR`: of the voxel over the test images; NaN: unknown.
QString sayVoxel(Session& session, double testR);

}  // namespace vxs::ui
