#include "ui/maps/ThumbnailStrip.h"

#include "ui/maps/PlotStyle.h"
#include "ui/paint/SlicePainter.h"
#include "ui/widgets/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace vxs::ui {

ThumbnailStrip::ThumbnailStrip(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  followFont(*this, [this] { setFixedHeight(sizeHint().height()); });
  connect(&session, &Session::runChanged, this, [this] {
    m_pixmaps.clear();
    setPictures({});
  });
}

void ThumbnailStrip::setPictures(std::vector<Picture> pictures) {
  m_pictures = std::move(pictures);
  m_current = 0;
  for (const Picture& picture : m_pictures) request(picture.item);
  update();
}

void ThumbnailStrip::request(int item) {
  const auto run = m_session.run();
  if (!run || item < 0 || m_pixmaps.contains(item)) return;
  m_pixmaps.insert(item, {});
  m_session.tasks().run(
      this, {Lane::Pictures, {}, {}, false, true},
      [run, id = run->items()[static_cast<std::size_t>(item)].nsdId](Progress&) {
        return paint::asQImage(run->stimulus(id))
            .scaled(2 * kSide, 2 * kSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
      },
      [this, item, run](const QImage& small) {
        if (run != m_session.run()) return;
        m_pixmaps.insert(item, QPixmap::fromImage(small));
        update();
      });
}

QSize ThumbnailStrip::sizeHint() const {
  return {4 * (kSide + 6), kSide + scaledPixels(14)};
}

QRectF ThumbnailStrip::pictureRect(int at) const {
  return {static_cast<double>(at * (kSide + 6)), 1, kSide, kSide};
}

int ThumbnailStrip::pictureAt(const QPointF& point) const {
  for (int i = 0; i < static_cast<int>(m_pictures.size()); ++i)
    if (pictureRect(i).contains(point)) return i;
  return -1;
}

void ThumbnailStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  painter.setFont(plotFont(*this));
  for (int i = 0; i < static_cast<int>(m_pictures.size()); ++i) {
    const Picture& picture = m_pictures[static_cast<std::size_t>(i)];
    const QRectF place = pictureRect(i);
    const QPixmap pixmap = m_pixmaps.value(picture.item);
    if (pixmap.isNull())
      painter.fillRect(place, palette().color(QPalette::Mid));
    else
      painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()));
    const bool shown = picture.item == m_session.selectedItem(), current = hasFocus() && i == m_current;
    if (shown || current) {
      painter.setPen(QPen(palette().color(QPalette::Highlight), shown ? 2 : 1));
      painter.drawRect(place.adjusted(1, 1, -1, -1));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRectF(place.left() - 3, place.bottom(), place.width() + 6, height() - place.bottom()),
                     Qt::AlignCenter, picture.note);
  }
}

void ThumbnailStrip::mousePressEvent(QMouseEvent* event) {
  const int at = pictureAt(event->position());
  if (event->button() != Qt::LeftButton || at < 0) return;
  m_current = at;
  Q_EMIT chosen(m_pictures[static_cast<std::size_t>(at)].item);
}

void ThumbnailStrip::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(m_pictures.size()) - 1;
  if (last < 0) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
    m_current = std::clamp(m_current + (event->key() == Qt::Key_Left ? -1 : 1), 0, last);
    return update();
  }
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
    Q_EMIT chosen(m_pictures[static_cast<std::size_t>(m_current)].item);
  else
    QWidget::keyPressEvent(event);
}

bool ThumbnailStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const int at = pictureAt(help->pos()); at >= 0)
    QToolTip::showText(help->globalPos(), m_pictures[static_cast<std::size_t>(at)].tip, this);
  return true;
}

}  // namespace vxs::ui
