#pragma once

#include "core/base/RgbImage.h"
#include "core/scene/Comparison.h"
#include "core/scene/RgbaImage.h"

#include <QColor>
#include <QImage>
#include <QRectF>
#include <QString>

class QFont;
class QPainter;

namespace vxs::paint {

/// Wraps premultiplied RGBA pixels without copying; the RgbaImage must outlive the QImage.
QImage asQImage(const scene::RgbaImage& image);
QImage asQImage(const RgbImage& picture);

struct PaintStyle {
  QColor background{20, 20, 22};
  QColor text{230, 230, 230};
  QColor crosshair{90, 200, 120};
  double fontPixels = 12;
  double leastPixels = 7;  ///< of letters where little room would have them smaller
  bool letters = true;
  bool cornerLetters = false;  ///< upper and lower letter beside the corners of a slice without room above it
  bool crosshairVisible = true;
  bool fillBackground = true;  ///< false: only the slice itself, for transparent pages
  /// Of a screen, device pixels a unit: a slice that has as many pixels as its room is drawn pixel by pixel,
  /// in place of being stretched by a part of one. 0: a page.
  double devicePixels = 0;
  QString fontFamily;  ///< empty: the application's own
};

/// The font of a style, its height in whole pixels; without subpixel colours and hinting, so that words look
/// the same at every resolution and on every surface.
QFont fontOf(const PaintStyle& style, double factor = 1, bool bold = false);

/// Where a slice of so many pixels lies in `target`: in its middle, as large as its shape lets it be.
QRectF sliceArea(const QRectF& target, int width, int height, const PaintStyle& style);
/// Draws a rendered slice scaled into `target` keeping its aspect (letterboxed), the crosshair, and the L/R
/// A/P S/I letters. Returns the rectangle that the slice fills, for picking with SliceGeometry::rasAt.
QRectF paintSlice(QPainter& painter, const QRectF& target, const scene::SliceGeometry& geometry,
                  const scene::RgbaImage& pixels, const Vec3& crosshairRasMm, const PaintStyle& style);
/// Where that has its lower letter, with the room around it.
QRectF lowerLetter(const QRectF& target, const QRectF& area, const PaintStyle& style);
/// What modulates opacity: its name and the value at which opacity is full. Makes a colour bar a patch:
/// values upward, evidence from 0 to full rightward over the gray of a brain.
struct EvidenceBar {
  QString name;
  double full = 0;  ///< 0: a plain bar
};

/// A vertical colour bar with ticks -range, 0, +range (0, half and all of it for a scale from zero) and the
/// fading threshold marked. With `levels` one block of colour a level with its name, or, where they are
/// graded, colours from the first to the last; names are thinned out where they do not fit. The label may be
/// of several lines.
void paintColorBar(QPainter& painter, const QRectF& target, const scene::ColorScale& scale,
                   const QString& label, const PaintStyle& style, const EvidenceBar& evidence = {},
                   const scene::MapLevels& levels = {});
/// A label in two lines where it has several words, of which the longer is as short as can be, each shortened
/// to so many pixels: a bar is narrow, and what it is wide the brain is not.
QString inTwoLines(const QString& label, const PaintStyle& style, double width);
/// What a colour bar and the words beside it take, without the label.
double colorBarWidth(const scene::ColorScale& scale, bool evidence, const PaintStyle& style,
                     const scene::MapLevels& levels = {});
/// The honesty mark in full, or in fewer words for narrow views: SYNTHETIC · DEMO.
enum class MarkWords { Full, Brief };
/// What the honesty mark takes in a row; 0 when neither applies.
double honestyMarkWidth(bool synthetic, bool demoEncoder, const PaintStyle& style,
                        MarkWords words = MarkWords::Full);
/// SYNTHETIC / DEMO ENCODER across a corner of `target`, in smaller type where it is too narrow, and in fewer
/// words where that does not do; nothing when neither applies.
void paintHonestyMark(QPainter& painter, const QRectF& target, bool synthetic, bool demoEncoder,
                      const PaintStyle& style, MarkWords words = MarkWords::Full);

}  // namespace vxs::paint
