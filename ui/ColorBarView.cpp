#include "ui/ColorBarView.h"

#include "ui/Theme.h"
#include "ui/ViewState.h"

#include <QPainter>

#include <algorithm>

namespace vxs::ui {

ColorBarView::ColorBarView(ViewState& view, QWidget* parent) : QWidget(parent), m_view(view) {
  setAccessibleName(tr("Colour bar"));
  setToolTip(
      tr("Response in z units (z-scored within each session). One range for every view; values below the "
         "threshold fade out."));
  setFixedWidth(76);
  connect(&view, &ViewState::scaleChanged, this, qOverload<>(&QWidget::update));
}

void ColorBarView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  const paint::PaintStyle style = viewStyle();
  painter.fillRect(rect(), style.background);
  const double wanted = std::min(height() - 40.0, 420.0);
  const QRectF bar(8, (height() - wanted) / 2, width() - 14, wanted);
  paint::paintColorBar(painter, bar, m_view.state().scale, tr("response (z)"), style);
}

}  // namespace vxs::ui
