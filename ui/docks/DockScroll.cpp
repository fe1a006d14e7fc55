#include "ui/docks/DockScroll.h"

#include "ui/widgets/Theme.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

#include <algorithm>

namespace vxs::ui {

namespace {
constexpr int kMostLeast =
    320;  ///< pixels: of larger type a wider panel scrolls, so that a projector has room
}  // namespace

DockScroll::DockScroll(QWidget* panel, Across across, int leastWidth)
    : m_across(across), m_leastWidth(leastWidth) {
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setWidget(panel);
}

void DockScroll::setLeastLines(int lines) {
  m_leastLines = lines;
  updateGeometry();
}

QSize DockScroll::sizeHint() const {
  return widget()->sizeHint().expandedTo(minimumSizeHint());
}

QSize DockScroll::minimumSizeHint() const {
  const int fitted = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
  const int least = scaledPixels(m_leastWidth);
  int width = m_across == Across::Fitted ? std::max(least, fitted) : least;
  if (m_across == Across::Fitted && textPercent() > 100) width = std::min(width, kMostLeast);
  return {width, m_leastLines * fontMetrics().lineSpacing()};
}

/// What the panel needs at least when it is as wide as this: wrapped text takes more lines in a narrow one.
int DockScroll::heightAt(int width) const {
  const QLayout* layout = widget()->layout();
  const int least = widget()->minimumSizeHint().height();
  return layout && layout->hasHeightForWidth() ? std::max(least, layout->totalMinimumHeightForWidth(width))
                                               : least;
}

/// By hand: QScrollArea's own resizing never makes a panel with wrapped text lower than it would like to be.
void DockScroll::fit() {
  QSize room = maximumViewportSize();
  const int leastWidth = widget()->minimumSizeHint().width();
  if (leastWidth > room.width()) room.rheight() -= horizontalScrollBar()->sizeHint().height();
  if (heightAt(std::max(room.width(), leastWidth)) > room.height())
    room.rwidth() -= verticalScrollBar()->sizeHint().width();
  const int width = std::max(room.width(), leastWidth);
  widget()->resize(width, std::max(room.height(), heightAt(width)));
}

void DockScroll::resizeEvent(QResizeEvent* event) {
  fit();
  QScrollArea::resizeEvent(event);
}

void DockScroll::showEvent(QShowEvent* event) {
  fit();
  QScrollArea::showEvent(event);
}

bool DockScroll::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) {
    fit();
    if (minimumSizeHint() != m_told) updateGeometry();
    m_told = minimumSizeHint();
  }
  return QScrollArea::eventFilter(watched, event);
}

}  // namespace vxs::ui
