#include "ui/figure/PagePreview.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr int kMargin = 10;
constexpr double kNotch = 120, kStep = 1.2, kMmPerInch = 25.4, kMmPerMetre = 1000;

/// So that a page which is larger than the room leaves none of it empty.
double inside(double middle, double room, double page) {
  const double half = room / 2 / std::max(page, 1.0);
  return half >= 0.5 ? 0.5 : std::clamp(middle, half, 1 - half);
}

/// What lies under a transparent page.
QBrush chequered() {
  QPixmap tile(16, 16);
  tile.fill(QColor(236, 236, 236));
  QPainter painter(&tile);
  painter.fillRect(0, 0, 8, 8, QColor(206, 206, 206));
  painter.fillRect(8, 8, 8, 8, QColor(206, 206, 206));
  return QBrush(tile);
}

}  // namespace

PagePreview::PagePreview(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Preview of the figure"));
}

void PagePreview::setPage(const QImage& page) {
  m_page = page;
  if (!page.isNull()) m_zoom = possible(m_zoom);
  move({});  // it may have another shape
  Q_EMIT scaled();
}

void PagePreview::setWords(const QString& words) {
  m_words = words;
  update();
}

void PagePreview::setPainting(bool painting) {
  m_painting = painting;
  update();
}

QSizeF PagePreview::room() const {
  return QSizeF(width() - 2 * kMargin, height() - 2 * kMargin) * devicePixelRatioF();
}

QSizeF PagePreview::fittingSize() const {
  QSizeF fit = m_page.size();
  fit.scale(QSizeF(width() - 2 * kMargin, height() - 2 * kMargin), Qt::KeepAspectRatio);
  return fit;
}

double PagePreview::paperScale() const {
  if (m_page.isNull() || m_page.dotsPerMeterX() <= 0) return 0;
  const double widthMm = m_page.width() * kMmPerMetre / m_page.dotsPerMeterX();
  return fittingSize().width() * m_zoom / (widthMm / kMmPerInch * logicalDpiX());
}

double PagePreview::paperZoom() const {
  return paperScale() > 0 ? m_zoom / paperScale() : 1;
}

double PagePreview::possible(double zoom) const {
  const double paper = paperZoom();
  return std::clamp(zoom, std::min(1.0, paper), std::max(kMostZoom, paper));
}

void PagePreview::setZoom(double zoom) {
  zoomAbout(rect().center(), zoom);
}

void PagePreview::zoomAbout(const QPointF& fixed, double zoom) {
  zoom = possible(zoom);
  if (m_page.isNull() || zoom == m_zoom) return;
  const QRectF before = place();
  const QPointF at((fixed.x() - before.x()) / before.width(), (fixed.y() - before.y()) / before.height());
  m_zoom = zoom;
  const QSizeF size = fittingSize() * m_zoom;
  const QPointF off = fixed - QRectF(rect()).center();
  m_middle = at - QPointF(off.x() / size.width(), off.y() / size.height());
  move({});
  Q_EMIT scaled();
  Q_EMIT zoomed();
}

void PagePreview::move(const QPointF& by) {
  const QSizeF size = fittingSize() * m_zoom;
  if (size.isEmpty()) return update();
  m_middle = {inside(m_middle.x() - by.x() / size.width(), width() - 2.0 * kMargin, size.width()),
              inside(m_middle.y() - by.y() / size.height(), height() - 2.0 * kMargin, size.height())};
  update();
}

QRectF PagePreview::place() const {
  const QSizeF size = fittingSize() * m_zoom;
  const QPointF middle = QRectF(rect()).center();
  return {middle - QPointF(m_middle.x() * size.width(), m_middle.y() * size.height()), size};
}

void PagePreview::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  move({});
  Q_EMIT scaled();
}

void PagePreview::wheelEvent(QWheelEvent* event) {
  if (m_page.isNull()) return QWidget::wheelEvent(event);
  if (event->modifiers() & Qt::ControlModifier)
    zoomAbout(event->position(), m_zoom * std::pow(kStep, event->angleDelta().y() / kNotch));
  else if (m_zoom > 1)
    move(event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / 2 : QPointF(event->pixelDelta()));
  event->accept();
}

void PagePreview::mousePressEvent(QMouseEvent* event) {
  m_grabbed = event->position();
}

void PagePreview::mouseMoveEvent(QMouseEvent* event) {
  if (!(event->buttons() & Qt::LeftButton)) return;
  move(event->position() - m_grabbed);
  m_grabbed = event->position();
}

void PagePreview::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Mid));
  const QRectF room = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
  painter.setPen(palette().color(QPalette::WindowText));
  if (m_page.isNull())
    return painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap,
                            m_words.isEmpty() ? tr("Painting…") : m_words);
  const QRectF where = place();
  painter.setClipRect(room);
  if (m_page.hasAlphaChannel()) painter.fillRect(where, chequered());
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(where, m_page);
  if (!m_painting) return;
  QRectF words = painter.boundingRect(room, Qt::AlignTop | Qt::AlignRight, tr("Painting…"));
  words.adjust(-kMargin / 2.0, 0, 0, 0);
  painter.fillRect(words, palette().color(QPalette::Mid));  // the page may be white and reach so far
  painter.drawText(words, Qt::AlignRight, tr("Painting…"));
}

}  // namespace vxs::ui
