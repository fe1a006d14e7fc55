#include "ui/paint/figure/ComparisonParts.h"

#include <QPainter>

#include <algorithm>

namespace vxs::paint {
namespace {

/// In units of the page's words: above the caption, its lines, and below it.
constexpr double kCaptionGap = 0.6, kCaptionLine = 1.25, kCaptionEnd = 0.3;

/// Figure 3 of the report: the picture before and after BLIP's preprocessing, with its caption.
class PreprocessingFigure : public Figure {
 public:
  PreprocessingFigure(StimulusPictures pictures, std::string picture, std::string caption)
      : m_pictures(std::move(pictures)), m_picture(std::move(picture)), m_caption(std::move(caption)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF area = page.inside();
    const Headings headings = headingsOn(page);
    const QRectF panels = area.adjusted(0, headings.height(), 0, -wordsBelow(page));
    const auto panel = [&](const RgbImage& image, int index, bool pixelated) {
      const QRectF cell = columnOf(panels, index, 2, 2 * u);
      QSizeF fit(image.width, image.height);
      fit.scale(cell.size(), Qt::KeepAspectRatio);
      QRectF where(QPointF(), fit);
      where.moveCenter(cell.center());
      page.painter().setRenderHint(QPainter::SmoothPixmapTransform, !pixelated);
      page.painter().drawImage(where, asQImage(image));
      headings.paint(page, static_cast<std::size_t>(index), {cell.left(), area.top(), cell.width(), 1.6 * u});
    };
    panel(m_pictures.picture, 0, false);
    panel(m_pictures.seen, 1, true);
    double y = panels.bottom() + kCaptionGap * u;
    for (const QString& line : captionOn(page)) {
      page.text({area.left(), y, area.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop, line);
      y += kCaptionLine * u;
    }
    paintFooter(page, sources(), honesty());
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    const RgbImage &picture = m_pictures.picture, &seen = m_pictures.seen;
    Legend legend{"A stimulus before and after the encoder's preprocessing", {}};
    legend.add("Left: " + m_picture + ", " + std::to_string(picture.width) + " × " +
               std::to_string(picture.height) + " pixels");
    legend.add("Right: resized to " + std::to_string(seen.width) + " × " + std::to_string(seen.height) +
               " pixels, as " + m_pictures.encoder + " receives it, shown before normalisation");
    if (!m_caption.empty()) legend.add("Caption: “" + m_caption + "”");
    describeHonesty(legend, honesty());
    return legend;
  }

  double fittingHeightMm(const PageSetup& setup) const override {
    return fittingHeight(setup, [this](const Page& page) {
      const double u = page.unit(), column = columnOf(page.inside(), 0, 2, 2 * u).width();
      double aspect = 0;
      for (const RgbImage* image : {&m_pictures.picture, &m_pictures.seen})
        aspect = std::max(aspect, 1.0 * image->height / std::max(1, image->width));
      return headingsOn(page).height() + 2 * u + column * aspect + wordsBelow(page);
    });
  }

  std::vector<std::string> sources() const override { return {m_pictures.encoder}; }
  Honesty honesty() const override { return {m_pictures.synthetic, m_pictures.demoEncoder, false}; }

 private:
  Headings headingsOn(const Page& page) const {
    const auto sized = [](const char* what, const RgbImage& image) {
      return HeadingWords{
          QStringLiteral("%1, %2 × %3").arg(QLatin1String(what)).arg(image.width).arg(image.height), {}};
    };
    return {page,
            {sized("Picture", m_pictures.picture), sized("What the encoder sees", m_pictures.seen)},
            columnOf(page.inside(), 0, 2, 2 * page.unit()).width()};
  }
  QStringList captionOn(const Page& page) const {
    return page.balanced(QStringLiteral("“%1”").arg(QString::fromStdString(m_caption)), page.inside().width(),
                         1);
  }
  double wordsBelow(const Page& page) const {
    return (kCaptionGap + kCaptionLine * static_cast<double>(captionOn(page).size()) + kCaptionEnd) *
               page.unit() +
           footerHeight(page, sources(), honesty());
  }

  StimulusPictures m_pictures;
  std::string m_picture;  ///< which one: "the picture of trial 2"
  std::string m_caption;
};

}  // namespace

std::unique_ptr<Figure> makePreprocessingFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  StimulusPictures pictures = sources.pictures(recipe, progress);
  std::string picture = recipe.image.empty() ? "the picture of trial " + std::to_string(recipe.trial)
                                             : "the picture " + recipe.image.filename().string();
  return std::make_unique<PreprocessingFigure>(std::move(pictures), std::move(picture),
                                               recipe.caption.value_or(""));
}

}  // namespace vxs::paint
