#include "ui/figure/FigurePreview.h"

#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/FigureFile.h"

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

constexpr double kMmPerInch = 25.4, kLowestDpi = 30;

/// Of a page that is painted for a preview as it is for the file: type has whole pixels, so that a page of
/// few has other lines.
constexpr double kTruthfulPixels = 2.2e6;

struct Painted {
  QImage image;
  paint::Legend legend;
  double heightMm = 0;
};

/// At which the page fills so much of the screen, or `zoom` times as much; no more than the file has.
double screenDpi(const paint::FigureSize& size, const QSizeF& room, double zoom) {
  const double fitting = std::min(room.width() / size.widthMm, room.height() / size.heightMm) * kMmPerInch;
  return std::clamp(fitting * zoom, kLowestDpi, std::max(size.dpi, kLowestDpi));
}

/// At which words and views take the room that they take in the file, or nearly.
double truthfulDpi(const paint::FigureSize& size) {
  const double inches = size.widthMm * size.heightMm / (kMmPerInch * kMmPerInch);
  return std::min(size.dpi, std::sqrt(kTruthfulPixels / inches));
}

QImage withDpi(const QImage& image, double dpi, double wanted) {
  if (wanted >= dpi) return image;
  QImage scaled = image.scaled((QSizeF(image.size()) * wanted / dpi).toSize(), Qt::IgnoreAspectRatio,
                               Qt::SmoothTransformation);
  scaled.setDotsPerMeterX(qRound(image.dotsPerMeterX() * wanted / dpi));
  scaled.setDotsPerMeterY(qRound(image.dotsPerMeterY() * wanted / dpi));
  return scaled;
}

}  // namespace

FigurePreview::FigurePreview(Session& session, QWidget* parent) : PagePreview(parent), m_session(session) {
  m_pause.setSingleShot(true);
  m_pause.setInterval(kPauseMs);
  connect(&m_pause, &QTimer::timeout, this, &FigurePreview::start);
  connect(this, &PagePreview::zoomed, this, [this] { m_pause.start(); });  // in its own pixels
}

void FigurePreview::show(const paint::Recipe& recipe) {
  m_recipe = recipe;
  m_pause.start();
}

void FigurePreview::setVision(paint::Vision vision) {
  m_vision = vision;
  setPage(paint::seenAs(m_image, vision));
}

void FigurePreview::start() {
  setPainting(true);
  const auto wish = ++m_wish;
  m_session.tasks().run(
      this, {Lane::Export, {}, QStringLiteral("figure preview"), true, true},
      [sources = SessionSources(m_session), recipe = m_recipe, room = room(),
       zoom = zoom()](Progress& progress) mutable {
        const auto figure = paint::figureKind(recipe.kind).make(recipe, sources, progress);
        paint::fitPage(*figure, recipe);  // at the file's resolution, whose height it is
        paint::FigureSize& size = recipe.page.size;
        const double screen = screenDpi(size, room, zoom);
        size.dpi = std::max(screen, truthfulDpi(size));
        const QImage page = paint::renderFigure(*figure, recipe.page, progress);
        return Painted{withDpi(page, size.dpi, screen), figure->legend(), size.heightMm};
      },
      [this, wish](Painted result) {
        if (wish != m_wish) return;
        setPainting(false);
        m_problem.clear();
        m_legend = std::move(result.legend);
        m_image = std::move(result.image);
        m_heightMm = result.heightMm;
        setVision(m_vision);
        Q_EMIT painted();
      },
      [this, wish](const QString& message) {
        if (wish != m_wish) return;
        setPainting(false);
        setWords(m_problem = message);
        setPage(m_image = {});
        m_legend = {};
        m_heightMm = 0;
        Q_EMIT painted();
      });
}

void FigurePreview::resizeEvent(QResizeEvent* event) {
  PagePreview::resizeEvent(event);
  if (!m_recipe.kind.empty()) m_pause.start();
}

}  // namespace vxs::ui
