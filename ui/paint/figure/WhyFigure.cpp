#include "core/scene/HeatPicture.h"
#include "ui/paint/Numbers.h"
#include "ui/paint/figure/ComparisonParts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vxs::paint {
namespace {

const QColor kRaises(0xd8, 0x55, 0x4a), kLowers(0x3f, 0x8f, 0xd8);

std::string methodTitle(const std::string& method) {
  if (method == "gradient") return "Gradient × input";
  if (method == "integrated") return "Integrated gradients";
  return method == "occlusion" ? "Occlusion" : "Cross-attention";
}

/// What of the picture sees what, and in which part of the encoder: "“dog”, layer 2, head 3".
std::string attentionChoice(const Recipe& recipe) {
  const std::string word = recipe.option("word"), layer = recipe.option("layer"),
                    head = recipe.option("head");
  std::string text = word.empty() ? "all words" : "“" + word + "”";
  text += layer.empty() ? ", mean of layers" : ", layer " + layer;
  return text + (head.empty() ? " and heads" : ", head " + head);
}

/// Why a voxel or region is predicted as it is: the picture that the encoder sees, the same under the
/// method's heat, and the caption's words with their bars.
class WhyFigure : public Figure {
 public:
  WhyFigure(ExplainedStimulus explained, const Recipe& recipe)
      : m_explained(std::move(explained)), m_recipe(recipe) {
    m_style.range = scene::heatRange(of().heat.values);
    m_style.diverging = !of().isAttention();
    m_style.smooth = !of().hasCells();
  }

  void paint(Page& page) const override {
    const double u = page.unit();
    const QRectF area = page.inside();
    const double bottom = paintFooter(page, sources(), honesty()) - kFooterGap * u;
    const QRectF words(area.left(), bottom - wordsHeight(page), area.width(), wordsHeight(page));
    paintWords(page, words);
    page.step();
    QRectF panels = panelsOf(page);
    panels.setBottom(words.top() - kWordsGap * u);
    const Titles titles = titlesOn(page);
    double y = area.top();
    for (const QString& line : titles.above) {
      page.text({area.left(), y, area.width(), 1.6 * u}, Qt::AlignHCenter | Qt::AlignTop, line, true);
      y += kTitleLine * u;
    }
    panels.setTop(area.top() + titles.height(u));
    const auto panel = [&](const RgbImage& image, int index, bool pixelated) {
      const QRectF cell = columnOf(panels, index, 2, 2 * u);
      const double side = std::min(cell.width(), cell.height());
      const QRectF where(cell.center().x() - side / 2, cell.top(), side, side);
      page.painter().setRenderHint(QPainter::SmoothPixmapTransform, !pixelated);
      page.painter().drawImage(where, asQImage(image));
      titles.cells.paint(page, static_cast<std::size_t>(index), {cell.left(), y, cell.width(), u});
    };
    panel(of().seen, 0, true);
    scene::HeatStyle style = m_style;
    style.side =
        std::clamp(static_cast<int>(std::lround(std::min(panels.width() / 2, panels.height()))), 64, 2048);
    panel(scene::heatOver(of().seen, of().heat, style), 1, false);
    const double strip = stripWidth(page);
    paintColorBar(page.painter(),
                  {area.right() - strip, panels.top(), strip, std::min(panels.height(), 22 * u)}, scale(),
                  of().isAttention() ? QStringLiteral("attention") : QStringLiteral("z"), barStyle(page));
    paintMarks(page, honesty());
  }

  Legend legend() const override {
    Legend legend{of().isAttention() ? "Where the words of the caption look in the picture"
                                     : "Why " + m_explained.target + " is predicted as it is",
                  {}};
    legend.add("Left: the picture as the encoder sees it, " + std::to_string(of().seen.width) + " × " +
               std::to_string(of().seen.height) + " pixels");
    legend.add("Right: the same in grey under " + methodText());
    if (!of().isAttention()) legend.add(numbers());
    const std::string below =
        of().isAttention()
            ? "Below: how concentrated each word's attention is (Gini coefficient over patches, mean "
              "of heads; 0: it looks everywhere, 1: at one place)"
            : "Below: the same of each word of the caption, in z";
    legend.add(below + barsText());
    if (m_recipe.caption && !m_recipe.caption->empty()) legend.add("Caption: “" + *m_recipe.caption + "”");
    legend.add(m_explained.subjectLine);
    legend.add("Prediction: " + m_explained.modelLine);
    describeHonesty(legend, honesty());
    return legend;
  }

  double fittingHeightMm(const PageSetup& setup) const override {
    return fittingHeight(setup, [this](const Page& page) {
      const double u = page.unit();
      const QRectF column = columnOf(panelsOf(page), 0, 2, 2 * u);
      return titlesOn(page).height(u) + column.width() + (2 + kWordsGap + kFooterGap) * u +
             wordsHeight(page) + footerHeight(page, sources(), honesty());
    });
  }

  std::vector<std::string> sources() const override {
    return {m_explained.subjectLine, m_explained.modelLine};
  }
  Honesty honesty() const override { return m_explained.honesty; }

 private:
  static constexpr double kTitleLine = 1.25, kWordsGap = 0.8, kFooterGap = 0.6;  ///< in heights of words

  scene::ColorScale scale() const {
    scene::ColorScale scale;
    scale.map = of().isAttention() ? "inferno" : "blue-red";
    scale.range = m_style.range;
    scale.fromZero = of().isAttention();
    scale.thresholdZ = 0;
    return scale;
  }
  static PaintStyle barStyle(const Page& page) {
    PaintStyle style = page.style();
    style.fontPixels *= 0.85;
    return style;
  }
  /// Of the colour bar: its numbers may be long.
  double stripWidth(const Page& page) const {
    return std::max(5.4 * page.unit(), colorBarWidth(scale(), false, barStyle(page)));
  }
  /// The room of both pictures, beside it.
  QRectF panelsOf(const Page& page) const {
    return page.inside().adjusted(0, 0, -stripWidth(page) - 1.2 * page.unit(), 0);
  }
  const scene::ExplainedPicture& of() const { return m_explained.explanation; }

  /// What is explained: beside the method, or where that has no room on lines of its own over both pictures.
  struct Titles {
    QStringList above;
    Headings cells;
    double height(double u) const {
      return kTitleLine * u * static_cast<double>(above.size()) + cells.height();
    }
  };
  Titles titlesOn(const Page& page) const {
    const double u = page.unit(), width = page.inside().width();
    const double column = columnOf(panelsOf(page), 0, 2, 2 * u).width();
    const QString seen = QStringLiteral("What the encoder sees"),
                  method = QString::fromStdString(methodTitle(of().method)),
                  target = QString::fromStdString(of().isAttention() ? attentionChoice(m_recipe)
                                                                     : m_explained.target);
    Headings beside(page, {{seen, {}}, {method + QStringLiteral(", ") + target, {}}}, column);
    if (beside.lineCount() == 1) return {{}, std::move(beside)};
    return {page.balanced(target, width, 1, true), Headings(page, {{seen, {}}, {method, {}}}, column)};
  }

  std::string methodText() const {
    const std::string baseline =
        m_recipe.option("baseline", "grey") == "blur" ? "a blurred picture" : "a grey picture";
    const std::string range =
        " (z, colours from " + numberText(-m_style.range) + " to " + numberText(m_style.range) + ")";
    if (of().method == "gradient")
      return "gradient × (input − baseline), summed over patches; baseline: " + baseline + range;
    if (of().method == "integrated")
      return "integrated gradients from the baseline, " + baseline + ", in " + m_recipe.option("steps") +
             " steps, summed over patches" + range;
    if (of().hasCells())
      return "the prediction minus that with a cell of the picture covered, " +
             std::to_string(of().heat.columns) + " × " + std::to_string(of().heat.rows) +
             " cells; baseline: " + baseline + range;
    return "the part of cross-attention that each patch gets: " + attentionChoice(m_recipe) +
           " (colours from 0 to " + numberText(m_style.range) + "); it belongs to no voxel";
  }

  std::string numbers() const {
    std::string text = "Prediction " + numberText(of().output) + " z";
    if (std::isfinite(of().attributed))
      text += ", of the baseline " + numberText(of().baselineOutput) + " z; attributed " +
              numberText(of().attributed) + " z of the difference of " +
              numberText(of().output - of().baselineOutput) + " z";
    return text;
  }

  struct Placed {
    QString text;
    double value = 0;
    QRectF place;
  };
  /// In heights of words: a row's parts, and the numbers of the bars' axis beside it.
  static constexpr double kBar = 2.4, kText = 1.5, kNumber = 1.2, kGap = 0.5;
  static constexpr double kNumberFont = 0.8;
  static double rowHeight(const Page& page) { return (kText + kBar + kNumber + kGap) * page.unit(); }

  /// Words from left to right and row by row, from (0, 0) on.
  std::vector<Placed> placed(const Page& page) const {
    const double u = page.unit(), width = page.inside().width();
    const QFontMetricsF metrics(page.font());
    std::vector<Placed> all;
    const double axis = axisWidth(page);
    double x = axis, y = 0;
    for (const auto& word : of().words) {
      const QString text = QString::fromStdString(word.text);
      const double wide = std::max(3.4 * u, metrics.horizontalAdvance(text) + 1.2 * u);
      if (x > axis && x + wide > width) {
        x = axis;
        y += rowHeight(page);
      }
      all.push_back({text, word.weight, QRectF(x, y, wide, rowHeight(page))});
      x += wide;
    }
    return all;
  }

  double wordsHeight(const Page& page) const {
    const std::vector<Placed> all = placed(page);
    return all.empty() ? 0 : all.back().place.bottom();
  }

  /// The scale of the words' bars, which is none of the colours'.
  struct BarScale {
    double full = 0;  ///< the largest word's, up to two digits
    int decimals = 0;
    bool negative = false;
    QString text(double value) const {
      const double step = std::pow(10.0, decimals), shown = std::round(value * step) / step;
      return withMinus(QString::number(shown == 0 ? 0 : shown, 'f', decimals));
    }
  };
  BarScale barScale() const {
    BarScale scale;
    for (const auto& word : of().words) {
      scale.full = std::max(scale.full, std::abs(word.weight));
      scale.negative = scale.negative || word.weight < 0;
    }
    if (!(scale.full > 0)) return scale;
    scale.decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(scale.full))), 0, 9);
    const double step = std::pow(10.0, scale.decimals);
    scale.full = std::ceil(scale.full * step - 1e-9) / step;
    return scale;
  }

  std::string barsText() const {
    const BarScale scale = barScale();
    const std::string full = scale.text(scale.full).toStdString(),
                      low = scale.negative ? scale.text(-scale.full).toStdString() : "0";
    return "; bars from " + low + " to " + full + ", a scale of their own beside the colours'";
  }

  /// Its numbers, its marks and a gap.
  double axisWidth(const Page& page) const {
    const BarScale scale = barScale();
    const QFontMetricsF metrics(page.font(kNumberFont));
    return metrics.horizontalAdvance(scale.text(scale.negative ? -scale.full : scale.full)) +
           1.1 * page.unit();
  }

  void paintAxis(Page& page, const QRectF& bars, const BarScale& scale) const {
    const double u = page.unit(), right = bars.left() + axisWidth(page) - 0.4 * u, tick = 0.3 * u;
    page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 16)));
    page.painter().drawLine(QPointF(right, bars.top()), QPointF(right, bars.bottom()));
    for (const bool top : {true, false}) {
      const double y = top ? bars.top() : bars.bottom();
      page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 16)));
      page.painter().drawLine(QPointF(right - tick, y), QPointF(right, y));
      const double value = top ? scale.full : scale.negative ? -scale.full : 0;
      page.text({bars.left(), y - u, right - tick - 0.2 * u - bars.left(), 2 * u},
                Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, scale.text(value), false, kNumberFont);
    }
  }

  void paintWords(Page& page, const QRectF& where) const {
    const double u = page.unit();
    const BarScale scale = barScale();
    double last = -1;
    for (const Placed& word : placed(page)) {
      const QRectF box = word.place.translated(where.topLeft());
      page.text({box.left(), box.top(), box.width(), kText * u}, Qt::AlignCenter, word.text);
      const QRectF bar(box.left(), box.top() + kText * u, box.width(), kBar * u);
      if (scale.full > 0 && bar.top() > last)
        paintAxis(page, {where.left(), bar.top(), where.width(), bar.height()}, scale);
      last = bar.top();
      const double zero = scale.negative ? bar.center().y() : bar.bottom();
      const double full = scale.negative ? bar.height() / 2 : bar.height();
      page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 16)));
      page.painter().drawLine(QPointF(bar.left() + 0.3 * u, zero), QPointF(bar.right() - 0.3 * u, zero));
      const double height = scale.full > 0 ? full * std::abs(word.value) / scale.full : 0;
      page.painter().fillRect(
          QRectF(bar.center().x() - 0.7 * u, word.value < 0 ? zero : zero - height, 1.4 * u, height),
          word.value < 0 ? kLowers : kRaises);
      page.text({box.left(), bar.bottom(), box.width(), kNumber * u}, Qt::AlignCenter, scale.text(word.value),
                false, kNumberFont);
    }
  }

  ExplainedStimulus m_explained;
  Recipe m_recipe;
  scene::HeatStyle m_style;
};

}  // namespace

std::unique_ptr<Figure> makeWhyFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  ExplainedStimulus explained = sources.explanation(recipe, progress);
  return std::make_unique<WhyFigure>(std::move(explained), recipe);
}

}  // namespace vxs::paint
