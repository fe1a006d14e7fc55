#pragma once

#include "core/base/Progress.h"
#include "ui/paint/SlicePainter.h"
#include "ui/paint/figure/Recipe.h"

#include <QFont>
#include <QRectF>
#include <QSize>
#include <QStringList>

#include <functional>

class QPainter;

namespace vxs::paint {

/// A page under a painter of any device whose unit is one pixel at the page's dpi. All lengths that are not
/// pictures are multiples of unit(), the height of ordinary words, so that a figure is the same at every
/// resolution.
class Page {
 public:
  /// Fills the background. `progress` may be null.
  Page(QPainter& painter, const PageSetup& setup, Progress* progress);

  QPainter& painter() { return m_painter; }
  const PaintStyle& style() const { return m_style; }
  double unit() const { return m_style.fontPixels; }  ///< font height in pixels
  double fontPt() const { return m_setup.fontPt; }
  const std::vector<std::string>& saidBelow() const { return m_setup.saidBelow; }
  /// The page without its margins.
  QRectF inside() const;
  bool transparent() const { return m_setup.background == Background::Transparent; }

  QFont font(double factor = 1, bool bold = false) const;
  void text(const QRectF& where, int flags, const QString& words, bool bold = false, double factor = 1);
  /// Words on one line that must fit: shortened in the middle when they do not.
  void line(const QRectF& where, const QString& words, double factor = 0.85);
  /// The smallest words that print can bear, 5 pt, in parts of the page's own; `factor` where that is less.
  double least(double factor = 1) const;
  /// What of `factor` is left for words of which each fits into so many pixels across, least() of it at
  /// least.
  double fitting(const QStringList& words, double width, double factor = 1, bool bold = false) const;
  /// Words on one line that must fit: smaller where they do not, and shortened where that is not enough.
  void fitted(const QRectF& where, int flags, const QString& words, bool bold = false, double factor = 1);
  /// The lines that words take which are so many pixels wide at most.
  QStringList wrapped(const QString& words, double width, double factor = 0.85, bool bold = false) const;
  /// As few lines, about as long as each other: no word stands alone on the last.
  QStringList balanced(const QString& words, double width, double factor = 0.85, bool bold = false) const;
  /// Words that run upwards, centred in `where`, smaller where they do not fit.
  void verticalText(const QRectF& where, const QString& words, bool bold = false, double factor = 1);
  /// Ground for a 3-D view or an empty cell: faint on a page, nothing on a transparent one.
  void panel(const QRectF& cell);
  /// A cell with nothing to show says why.
  void empty(const QRectF& cell, const QString& why);
  /// Style for slices: brains are read on black, on a transparent page there is no ground.
  PaintStyle sliceStyle(double fontFactor = 0.8) const;

  /// A page of its own within this one, with its top left corner at a whole pixel of this one.
  void within(const QPointF& corner, const PageSetup& setup, const std::function<void(Page& part)>& paint);

  /// Throws Cancelled when asked to stop.
  void step();

 private:
  QPainter& m_painter;
  PageSetup m_setup;
  Progress* m_progress;
  PaintStyle m_style;
};

/// Width and height in pixels. Throws Error when no picture can be that large.
QSize pixelSize(const FigureSize& size);
/// What is found on a page of that setup, whose height may be open yet.
double measured(const PageSetup& setup, const std::function<double(const Page& page)>& measure);
/// The height in mm, to tenths and from 10 to 2000, of a page of the setup's width that is so many pixels
/// high.
double fittingHeight(const PageSetup& setup, const std::function<double(const Page& page)>& pixels);
/// The family that words are painted in: the wanted one, or the first usual sans-serif that is installed.
/// The same in window and command line, whatever the desktop's font is.
QString fontFamilyOf(const PageSetup& setup);

}  // namespace vxs::paint
