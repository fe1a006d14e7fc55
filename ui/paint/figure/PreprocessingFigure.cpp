#include "ui/paint/figure/ComparisonParts.h"

#include <QPainter>

#include <algorithm>

namespace vxs::paint {
namespace {

constexpr double kTitle = 1.8;  ///< above the pictures, in units of the page's words

/// Figure 3 of the report: the picture before and after BLIP's preprocessing, with its caption.
class PreprocessingFigure : public Figure {
 public:
  PreprocessingFigure(StimulusPictures pictures, std::string caption)
      : m_pictures(std::move(pictures)), m_caption(std::move(caption)) {}

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF area = page.inside(), panels = area.adjusted(0, kTitle * u, 0, -wordsBelow(page));
    const RgbImage &picture = m_pictures.picture, &seen = m_pictures.seen;
    const QStringList titles{
        QStringLiteral("Picture, %1 × %2").arg(picture.width).arg(picture.height),
        QStringLiteral("What the encoder sees, %1 × %2").arg(seen.width).arg(seen.height)};
    const double letters = page.fitting(titles, columnOf(panels, 0, 2, 2 * u).width(), 1, true);
    const auto panel = [&](const RgbImage& image, int index, bool pixelated) {
      const QRectF cell = columnOf(panels, index, 2, 2 * u);
      QSizeF fit(image.width, image.height);
      fit.scale(cell.size(), Qt::KeepAspectRatio);
      QRectF where(QPointF(), fit);
      where.moveCenter(cell.center());
      page.painter().setRenderHint(QPainter::SmoothPixmapTransform, !pixelated);
      page.painter().drawImage(where, asQImage(image));
      page.fitted({cell.left(), area.top(), cell.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop,
                  titles[index], true, letters);
    };
    panel(picture, 0, false);
    panel(seen, 1, true);
    page.text({area.left(), panels.bottom() + 0.6 * u, area.width(), 2.6 * u},
              Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
              QStringLiteral("“%1”").arg(QString::fromStdString(m_caption)));
    paintFooter(page, {m_pictures.encoder}, honesty());
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    const RgbImage &picture = m_pictures.picture, &seen = m_pictures.seen;
    Legend legend{"A stimulus before and after the encoder's preprocessing", {}};
    legend.add("Left: the picture, " + std::to_string(picture.width) + " × " +
               std::to_string(picture.height) + " pixels");
    legend.add("Right: resized to " + std::to_string(seen.width) + " × " + std::to_string(seen.height) +
               " pixels, as " + m_pictures.encoder + " receives it, shown before normalisation");
    if (!m_caption.empty()) legend.add("Caption: “" + m_caption + "”");
    describeHonesty(legend, honesty());
    return legend;
  }

  std::optional<double> fittingHeightMm(const PageSetup& setup) const override {
    return fittingHeight(setup, [this](const Page& page) {
      const double u = page.unit(), column = columnOf(page.inside(), 0, 2, 2 * u).width();
      double aspect = 0;
      for (const RgbImage* image : {&m_pictures.picture, &m_pictures.seen})
        aspect = std::max(aspect, 1.0 * image->height / std::max(1, image->width));
      return (kTitle + 2) * u + column * aspect + wordsBelow(page);
    });
  }

  Honesty honesty() const override { return {m_pictures.synthetic, m_pictures.demoEncoder, false}; }

 private:
  double wordsBelow(const Page& page) const {
    return 3.4 * page.unit() + footerHeight(page, {m_pictures.encoder}, honesty());
  }

  StimulusPictures m_pictures;
  std::string m_caption;
};

}  // namespace

std::unique_ptr<Figure> makePreprocessingFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  StimulusPictures pictures = sources.pictures(recipe, progress);
  return std::make_unique<PreprocessingFigure>(std::move(pictures), recipe.caption.value_or(""));
}

}  // namespace vxs::paint
