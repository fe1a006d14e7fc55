#include "ui/paint/figure/ComparisonFigure.h"

namespace vxs::paint {

void ComparisonFigure::paint(Page& page) const {
  const QRectF area = paintFrame(page, m_look, m_layers, !space().slices.empty());
  paintCells(page, area);
  paintMarks(page, honesty());
}

double ComparisonFigure::fittingHeightMm(const PageSetup& setup) const {
  return fittingHeight(setup, [this](const Page& page) {
    return frameHeight(page, m_look, m_layers, !space().slices.empty()) + cellsHeight(page, frameWidth(page));
  });
}

Legend ComparisonFigure::legend() const {
  Legend legend{title(), {}};
  describeComparison(legend, m_look, m_layers, space());
  describe(legend);
  describeHonesty(legend, honesty());
  return legend;
}

}  // namespace vxs::paint
