#pragma once

#include "ui/paint/SlicePainter.h"

namespace vxs::paint {

/// Text with a halo of the background, so that it is readable on any brain.
void paintHaloText(QPainter& painter, const QPointF& baseline, const QString& text, const QFont& font,
                   const PaintStyle& style);

}  // namespace vxs::paint
