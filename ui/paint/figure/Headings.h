#pragma once

#include "ui/paint/figure/Page.h"

#include <vector>

namespace vxs::paint {

/// What stands over a cell: its name and, where there are two runs, which of them it is of.
struct HeadingWords {
  QString name, run;
};

/// The headings of cells in a row or a column: all in one size, each in as many lines as the others may have.
/// "Predicted: run-cnn" where all have room for their own, else runs on a line below, long ones without their
/// middle, and names of several words in more lines. Smaller only where a word does not fit, and not below
/// Page::least(); what does not fit even so is shortened.
class Headings {
 public:
  /// `width`: pixels that each has; `nameLines`: how many a name may take.
  Headings(const Page& page, const std::vector<HeadingWords>& words, double width, double factor = 1,
           bool bold = true, int nameLines = 2);
  /// Of them all, in pixels, with the gap to the cell.
  double height() const;
  int lineCount() const { return m_lineCount; }
  double factor() const { return m_factor; }
  const QStringList& lines(std::size_t index) const { return m_lines[index]; }
  /// From the top of `where` on, across as Qt::Alignment says.
  void paint(Page& page, std::size_t index, const QRectF& where, int across = Qt::AlignHCenter) const;
  /// Upwards, from the left of `where` on, centred along it.
  void paintUpwards(Page& page, std::size_t index, const QRectF& where) const;

 private:
  double m_unit, m_factor;
  bool m_bold;
  int m_lineCount = 1;
  std::vector<QStringList> m_lines;
};

/// Positions such as "S = −12.5", with their unit where all have room for it in words of about that size.
QStringList inMillimetres(const Page& page, const QStringList& positions, double width, double factor);

}  // namespace vxs::paint
