#include "ui/widgets/PictureView.h"

#include "ui/paint/SlicePainter.h"
#include "ui/widgets/Theme.h"

#include <QPainter>

namespace vxs::ui {

namespace {
constexpr int kLeastWidth = 80, kLeastHeight = 36;  ///< in a dock that is too low the caption counts
constexpr int kNamed = 66;  ///< pixels of height that a picture keeps when its name is written beneath it
}  // namespace

PictureView::PictureView(QString caption, QString emptyText, QWidget* parent)
    : QWidget(parent), m_caption(std::move(caption)), m_emptyText(std::move(emptyText)) {
  setMinimumSize(kLeastWidth, kLeastHeight);
  setAccessibleName(m_caption);
}

void PictureView::setPicture(const RgbImage& picture) {
  m_picture = picture.empty() ? QImage() : paint::asQImage(picture).copy();
  update();
}

void PictureView::setCaption(const QString& caption) {
  m_caption = caption;
  setToolTip(caption);  // in a narrow dock the words are cut short
  update();
}

void PictureView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
  // in a low dock the picture counts; its name is in the tooltip
  const bool named = !m_caption.isEmpty() && height() >= kNamed + scaledPixels(18);
  const QRectF room = QRectF(rect()).adjusted(0, 0, 0, named ? -scaledPixels(18) : 0);
  painter.setPen(palette().color(QPalette::PlaceholderText));
  QFont small = font();
  small.setPixelSize(scaledPixels(11));
  painter.setFont(small);
  if (named)
    painter.drawText(QRectF(0, height() - scaledPixels(16), width(), scaledPixels(16)), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, width()));
  if (m_picture.isNull()) {
    painter.setPen(QPen(palette().color(QPalette::Mid), 1, Qt::DashLine));
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(room.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    return;
  }
  QSizeF size = m_picture.size();
  size.scale(room.size(), Qt::KeepAspectRatio);
  QRectF target(QPointF(0, 0), size);
  target.moveCenter(room.center());
  // scaled by hand: the painter's own smooth scaling drops pixels of large photographs
  const QSize pixels = (size * devicePixelRatioF()).toSize();
  painter.drawImage(target, m_picture.width() > pixels.width()
                                ? m_picture.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                : m_picture);
  // two pictures of one ground side by side are two
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawRect(target.adjusted(0.5, 0.5, -0.5, -0.5));
}

}  // namespace vxs::ui
