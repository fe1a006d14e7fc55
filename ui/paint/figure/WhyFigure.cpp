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
    const double bottom = paintFooter(page, footer(), honesty()) - kFooterGap * u;
    const QRectF words(area.left(), bottom - wordsHeight(page), area.width(), wordsHeight(page));
    paintWords(page, words);
    page.step();
    QRectF panels = panelsOf(area, u);
    panels.setBottom(words.top() - kWordsGap * u);
    const double title = titleHeight(page, columnOf(panels, 0, 2, 2 * u).width());
    panels.setTop(panels.top() + title + kTitleGap * u);
    const auto panel = [&](const RgbImage& image, int index, const std::string& named, bool pixelated) {
      const QRectF cell = columnOf(panels, index, 2, 2 * u);
      const double side = std::min(cell.width(), cell.height());
      const QRectF where(cell.center().x() - side / 2, cell.top(), side, side);
      page.painter().setRenderHint(QPainter::SmoothPixmapTransform, !pixelated);
      page.painter().drawImage(where, asQImage(image));
      page.text({cell.left(), area.top(), cell.width(), title}, kTitleFlags, QString::fromStdString(named),
                true);
    };
    panel(of().seen, 0, kSeenTitle, true);
    scene::HeatStyle style = m_style;
    style.side =
        std::clamp(static_cast<int>(std::lround(std::min(panels.width() / 2, panels.height()))), 64, 2048);
    panel(scene::heatOver(of().seen, of().heat, style), 1, heatTitle(), false);
    scene::ColorScale scale;
    scale.map = of().isAttention() ? "inferno" : "blue-red";
    scale.range = m_style.range;
    scale.fromZero = of().isAttention();
    scale.thresholdZ = 0;
    PaintStyle bar = page.style();
    bar.fontPixels *= 0.85;
    paintColorBar(page.painter(),
                  {area.right() - 5.4 * u, panels.top(), 5.4 * u, std::min(panels.height(), 22 * u)}, scale,
                  of().isAttention() ? QStringLiteral("attention") : QStringLiteral("z"), bar);
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
    legend.add(of().isAttention()
                   ? "Below: how concentrated each word's attention is (Gini coefficient over patches, mean "
                     "of heads; 0: it looks everywhere, 1: at one place)"
                   : "Below: the same of each word of the caption, in z");
    if (m_recipe.caption && !m_recipe.caption->empty()) legend.add("Caption: “" + *m_recipe.caption + "”");
    legend.add(m_explained.subjectLine);
    legend.add("Prediction: " + m_explained.modelLine);
    describeHonesty(legend, honesty());
    return legend;
  }

  std::optional<double> fittingHeightMm(const PageSetup& setup) const override {
    return fittingHeight(setup, [this](const Page& page) {
      const double u = page.unit();
      const QRectF column = columnOf(panelsOf(page.inside(), u), 0, 2, 2 * u);
      return titleHeight(page, column.width()) + kTitleGap * u + column.width() +
             (kWordsGap + kFooterGap) * u + wordsHeight(page) + footerHeight(page, footer(), honesty());
    });
  }

  Honesty honesty() const override { return m_explained.honesty; }

 private:
  static constexpr double kTitleGap = 0.2, kWordsGap = 0.8, kFooterGap = 0.6;  ///< in heights of words

  std::vector<std::string> footer() const { return {m_explained.subjectLine, m_explained.modelLine}; }
  /// The room of both pictures, beside the colour bar.
  static QRectF panelsOf(QRectF area, double u) {
    area.setRight(area.right() - 6.6 * u);
    return area;
  }
  const scene::ExplainedPicture& of() const { return m_explained.explanation; }

  static constexpr int kTitleFlags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
  static constexpr const char* kSeenTitle = "What the encoder sees";

  /// Titles go on in a second line where a column is narrow.
  double titleHeight(const Page& page, double width) const {
    const QFontMetricsF metrics(page.font(1, true));
    double height = 0;
    for (const std::string& title : {std::string(kSeenTitle), heatTitle()})
      height = std::max(
          height, metrics.boundingRect(QRectF(0, 0, width, 1e4), kTitleFlags, QString::fromStdString(title))
                      .height());
    return height;
  }

  std::string heatTitle() const {
    return methodTitle(of().method) + ", " +
           (of().isAttention() ? attentionChoice(m_recipe) : m_explained.target);
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
  static constexpr double kBar = 2.4, kText = 1.5, kNumber = 1.2, kGap = 0.5;  ///< in heights of words
  static double rowHeight(const Page& page) { return (kText + kBar + kNumber + kGap) * page.unit(); }

  /// Words from left to right and row by row, from (0, 0) on.
  std::vector<Placed> placed(const Page& page, double width) const {
    const double u = page.unit();
    const QFontMetricsF metrics(page.font());
    std::vector<Placed> all;
    double x = 0, y = 0;
    for (const auto& word : of().words) {
      const QString text = QString::fromStdString(word.text);
      const double wide = std::max(3.4 * u, metrics.horizontalAdvance(text) + 1.2 * u);
      if (x > 0 && x + wide > width) {
        x = 0;
        y += rowHeight(page);
      }
      all.push_back({text, word.weight, QRectF(x, y, wide, rowHeight(page))});
      x += wide;
    }
    return all;
  }

  double wordsHeight(const Page& page) const {
    const std::vector<Placed> all = placed(page, page.inside().width());
    return all.empty() ? 0 : all.back().place.bottom();
  }

  void paintWords(Page& page, const QRectF& where) const {
    const double u = page.unit();
    double largest = 0;
    bool negative = false;
    for (const auto& word : of().words) {
      largest = std::max(largest, std::abs(word.weight));
      negative = negative || word.weight < 0;
    }
    // as many decimals for all as leave the largest two digits
    const int decimals =
        largest > 0 ? std::clamp(1 - static_cast<int>(std::floor(std::log10(largest))), 0, 9) : 0;
    for (const Placed& word : placed(page, where.width())) {
      const QRectF box = word.place.translated(where.topLeft());
      page.text({box.left(), box.top(), box.width(), kText * u}, Qt::AlignCenter, word.text);
      const QRectF bar(box.left(), box.top() + kText * u, box.width(), kBar * u);
      const double zero = negative ? bar.center().y() : bar.bottom();
      const double full = negative ? bar.height() / 2 : bar.height();
      page.painter().setPen(QPen(page.style().text, std::max(1.0, u / 16)));
      page.painter().drawLine(QPointF(bar.left() + 0.3 * u, zero), QPointF(bar.right() - 0.3 * u, zero));
      const double height = largest > 0 ? full * std::abs(word.value) / largest : 0;
      page.painter().fillRect(
          QRectF(bar.center().x() - 0.7 * u, word.value < 0 ? zero : zero - height, 1.4 * u, height),
          word.value < 0 ? kLowers : kRaises);
      const double step = std::pow(10.0, decimals);
      const double shown = std::round(word.value * step) / step;
      page.text({box.left(), bar.bottom(), box.width(), kNumber * u}, Qt::AlignCenter,
                withMinus(QString::number(shown == 0 ? 0 : shown, 'f', decimals)), false, 0.8);
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
