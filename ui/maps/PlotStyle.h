#pragma once

#include "ui/paint/Plot.h"

#include <QFont>
#include <QStringList>

class QWidget;

namespace vxs::ui {

/// A plot's colours from a widget's palette, so that it follows the theme.
paint::PlotColors plotColors(const QWidget& widget);
/// The font of axes and notes.
QFont plotFont(const QWidget& widget);
/// Where a widget that is one plot draws its data: beside what its axes need, below a line of notes.
QRectF plotRect(const QWidget& widget, bool ticksY);
/// Of the line of notes above a plot.
double noteHeight(const QWidget& widget);
/// The first of several wordings that has `room` in pixels, or the last one cut short.
QString fitting(const QStringList& wordings, const QFont& font, double room);
/// Writes fitting() within the width of `room`.
void paintWording(QPainter& painter, const QRectF& room, Qt::Alignment alignment,
                  const QStringList& wordings);
/// "Pearson r of run-ridge", with the middle of a long name left out so that it has that room; without a name
/// what it is alone.
QString ofRun(const QString& what, const QString& run, const QFont& font, double room);
/// The first of several wordings beside which the name is whole; where none is, the last with the name cut.
QString ofRun(const QStringList& wordings, const QString& run, const QFont& font, double room);
/// A sentence in the middle, where there is nothing to draw.
void paintReason(QPainter& painter, const QWidget& widget, const QString& reason);

}  // namespace vxs::ui
