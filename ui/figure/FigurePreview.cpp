#include "ui/figure/FigurePreview.h"

#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/FigureFile.h"

#include <algorithm>

namespace vxs::ui {

namespace {

constexpr double kMmPerInch = 25.4, kLowestDpi = 30;

struct Painted {
  QImage image;
  paint::Legend legend;
};

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
  paint::Recipe recipe = m_recipe;
  paint::FigureSize& size = recipe.page.size;
  const double fitting =
      std::min(room().width() / size.widthMm, room().height() / size.heightMm) * kMmPerInch;
  size.dpi = std::clamp(fitting * zoom(), kLowestDpi, std::max(size.dpi, kLowestDpi));
  setPainting(true);
  const auto wish = ++m_wish;
  m_session.tasks().run(
      this, {Lane::Export, {}, QStringLiteral("figure preview"), true, true},
      [sources = SessionSources(m_session), recipe](Progress& progress) mutable {
        const auto figure = paint::figureKind(recipe.kind).make(recipe, sources, progress);
        return Painted{paint::renderFigure(*figure, recipe.page, progress), figure->legend()};
      },
      [this, wish](Painted result) {
        if (wish != m_wish) return;
        setPainting(false);
        m_problem.clear();
        m_legend = std::move(result.legend);
        m_image = std::move(result.image);
        setVision(m_vision);
        Q_EMIT painted();
      },
      [this, wish](const QString& message) {
        if (wish != m_wish) return;
        setPainting(false);
        setWords(m_problem = message);
        setPage(m_image = {});
        m_legend = {};
        Q_EMIT painted();
      });
}

void FigurePreview::resizeEvent(QResizeEvent* event) {
  PagePreview::resizeEvent(event);
  if (!m_recipe.kind.empty()) m_pause.start();
}

}  // namespace vxs::ui
