#include "ui/figure/FigurePreview.h"

#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/FigureFile.h"

#include <QPainter>

#include <algorithm>

namespace vxs::ui {

namespace {

constexpr int kMargin = 10;
constexpr double kMmPerInch = 25.4, kLowestDpi = 30;

struct Painted {
  QImage image;
  paint::Legend legend;
};

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

FigurePreview::FigurePreview(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
  setAccessibleName(tr("Preview of the figure"));
  m_pause.setSingleShot(true);
  m_pause.setInterval(kPauseMs);
  connect(&m_pause, &QTimer::timeout, this, &FigurePreview::start);
}

void FigurePreview::show(const paint::Recipe& recipe) {
  m_recipe = recipe;
  m_pause.start();
  update();
}

void FigurePreview::setVision(paint::Vision vision) {
  m_vision = vision;
  m_seen = paint::seenAs(m_image, vision);
  update();
}

void FigurePreview::start() {
  paint::Recipe recipe = m_recipe;
  paint::FigureSize& size = recipe.page.size;
  const QSizeF room = QSizeF(width() - 2 * kMargin, height() - 2 * kMargin) * devicePixelRatioF();
  const double fitting = std::min(room.width() / size.widthMm, room.height() / size.heightMm) * kMmPerInch;
  size.dpi = std::clamp(fitting, kLowestDpi, std::max(size.dpi, kLowestDpi));
  m_painting = true;
  const auto wish = ++m_wish;
  m_session.tasks().run(
      this, {Lane::Export, {}, QStringLiteral("figure preview"), true, true},
      [sources = SessionSources(m_session), recipe](Progress& progress) mutable {
        const auto figure = paint::figureKind(recipe.kind).make(recipe, sources, progress);
        return Painted{paint::renderFigure(*figure, recipe.page, progress), figure->legend()};
      },
      [this, wish](Painted result) {
        if (wish != m_wish) return;
        m_painting = false;
        m_problem.clear();
        m_legend = std::move(result.legend);
        m_image = std::move(result.image);
        setVision(m_vision);
        Q_EMIT painted();
      },
      [this, wish](const QString& message) {
        if (wish != m_wish) return;
        m_painting = false;
        m_problem = message;
        m_image = m_seen = {};
        m_legend = {};
        update();
        Q_EMIT painted();
      });
}

void FigurePreview::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (!m_recipe.kind.empty()) m_pause.start();
}

void FigurePreview::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Mid));
  const QRectF room = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
  if (m_seen.isNull()) {
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap,
                     m_problem.isEmpty() ? tr("Painting…") : m_problem);
    return;
  }
  QSizeF fit = m_seen.size();
  fit.scale(room.size(), Qt::KeepAspectRatio);
  QRectF where(QPointF(), fit);
  where.moveCenter(room.center());
  if (m_seen.hasAlphaChannel()) painter.fillRect(where, chequered());
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(where, m_seen);
  if (settled()) return;
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(room, Qt::AlignTop | Qt::AlignRight, tr("Painting…"));
}

}  // namespace vxs::ui
