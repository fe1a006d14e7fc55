#pragma once

#include "core/scene/Camera.h"
#include "core/volume/Volume.h"

#include <QRectF>

class QPainter;

namespace vxs::paint {

/// Lights up the voxels > 0 of `lit` over a picture that `camera` took and that fills `area`: a dot of
/// `dotPixels` a voxel; many thousands are thinned evenly, their cloud looks the same.
void paintHighlightDots(QPainter& painter, const QRectF& area, const scene::Camera& camera, const Volume& lit,
                        double dotPixels);

}  // namespace vxs::paint
