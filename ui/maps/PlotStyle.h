#pragma once

#include "ui/paint/Plot.h"

#include <QFont>

class QWidget;

namespace vxs::ui {

/// A plot's colours from a widget's palette, so that it follows the theme.
paint::PlotColors plotColors(const QWidget& widget);
/// The font of axes and notes.
QFont plotFont(const QWidget& widget);
/// A sentence in the middle, where there is nothing to draw.
void paintReason(QPainter& painter, const QWidget& widget, const QString& reason);

}  // namespace vxs::ui
