#include "core/base/Error.h"
#include "core/train/EpochFile.h"
#include "core/train/RunFile.h"
#include "ui/paint/figure/ComparisonFigure.h"
#include "ui/paint/figure/Provenance.h"
#include "ui/paint/figure/SlicePositions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

namespace vxs::paint {
namespace {

using scene::Layer;

constexpr int kMostColumns = 7;
constexpr std::size_t kMostEpochs = 20;
/// Of the lines at the top, in units of the page's words.
constexpr double kHeadLine = 1.3, kHeadGap = 0.5, kHeadFont = 0.9;
/// Of the numbers over panels: their type, and the smallest for which there are not fewer columns instead.
constexpr double kNoteFont = 0.85, kLeastNote = 0.75, kNoteLine = 1.2, kNoteGap = 0.3;
constexpr const char* kScore = "r|r|/NC";  ///< of Criterion.h, in one word

/// One layer of the grid: which plane it lies in, its number from 0, and where that is.
struct GridLayer {
  scene::Plane plane = scene::Plane::Axial;
  int number = 0;
  double positionMm = 0;
  std::string text() const {
    return fmt::format("{} layer {} ({} = {} mm)", planeTitle(plane), number, axisOf(plane),
                       numberText(std::round(positionMm * 10) / 10));
  }
};

/// What chose the run's best epoch where that is not the median r which every panel states.
struct Choice {
  std::string criterion;         ///< in words, as in run.json; empty: the median r
  std::map<int, double> scores;  ///< by epoch
};

/// One prediction of the series.
struct Panel {
  int epoch = 0;
  double validationMedianR = 0;
  double score = std::numeric_limits<double>::quiet_NaN();  ///< by the Choice
  ComparisonLook look;
};

/// Figure 4 of the report: one slice of the prediction after each epoch, and last of what was measured, in
/// one range.
class EpochsFigure : public ComparisonFigure {
 public:
  EpochsFigure(std::vector<Panel> panels, int bestEpoch, std::string criterion, std::int64_t validationImages,
               GridLayer layer)
      : ComparisonFigure(panels.front().look, {Layer::Measured, Layer::Predicted}),
        m_panels(std::move(panels)),
        m_bestEpoch(bestEpoch),
        m_criterion(std::move(criterion)),
        m_validationImages(validationImages),
        m_layer(layer) {}

 protected:
  void paintCells(Page& page, const QRectF& area) const override {
    const double u = page.unit();
    double y = area.top();
    for (const QString& line : headLines(page, area.width())) {
      page.text({area.left(), y, area.width(), kHeadLine * u}, Qt::AlignLeft | Qt::AlignTop, line, false,
                kHeadFont);
      y += kHeadLine * u;
    }
    const QRectF cells(area.left(), y + kHeadGap * u, area.width(), area.bottom() - y - kHeadGap * u);
    const Arrangement on = arrangementOn(page, area.width());
    const Headings names(page, panelNames(), on.width);
    for (int i = 0; i < count(); ++i)
      paintPanel(page,
                 columnOf(rowOf(cells, i / on.columns, on.rows, u / 2), i % on.columns, on.columns, u / 2),
                 static_cast<std::size_t>(i), names, on);
  }

  double cellsHeight(const Page& page, double width) const override {
    const double u = page.unit();
    const Arrangement on = arrangementOn(page, width);
    const double slice = on.width * sliceAspect(look(), m_layer.plane, layers());
    return kHeadLine * u * static_cast<double>(headLines(page, width).size()) + kHeadGap * u +
           on.rows * (Headings(page, panelNames(), on.width).height() + notesHeight(u) + slice) +
           (on.rows - 1) * u / 2;
  }

  std::string title() const override {
    std::vector<int> epochs;
    for (const Panel& panel : m_panels) epochs.push_back(panel.epoch);
    return fmt::format(
        "{} slice (layer {}, counted from 0) of the responses predicted after {} {} of "
        "training, and of the measured response",
        planeTitle(m_layer.plane), m_layer.number, m_panels.size() == 1 ? "epoch" : "epochs",
        fmt::join(epochs, ", "));
  }
  SpaceWords space() const override {
    return {fmt::format("Slice at {} = {} mm", axisOf(m_layer.plane), numberText(m_layer.positionMm)), false};
  }
  void describe(Legend& legend) const override {
    if (m_validationImages > 0)
      legend.add(
          fmt::format("r: Pearson correlation over the {} validation images after the epoch, median "
                      "over voxels",
                      m_validationImages));
    if (!m_criterion.empty()) legend.add(fmt::format("{}: {}", kScore, m_criterion));
    if (showsBest())
      legend.add(
          fmt::format("Best: epoch {} has the highest {} of all and is the one that the run predicts with",
                      m_bestEpoch, m_criterion.empty() ? "median r" : kScore));
  }

 private:
  bool showsBest() const { return std::ranges::find(m_panels, m_bestEpoch, &Panel::epoch) != m_panels.end(); }

  int count() const { return static_cast<int>(m_panels.size()) + 1; }
  double notesHeight(double u) const { return kNoteLine * (m_criterion.empty() ? 1 : 2) * u; }

  struct Arrangement {
    int columns = 1, rows = 1;
    double width = 0;    ///< of a column
    double letters = 0;  ///< one size for the numbers of all panels
    bool brief = false;  ///< "r = 0.010", "40.1 %": the line above says what they are
  };
  Arrangement arrangementOn(const Page& page, double width) const {
    Arrangement on;
    on.columns = std::min(count(), kMostColumns);
    for (;; --on.columns) {
      on.rows = (count() + on.columns - 1) / on.columns;
      on.columns = (count() + on.rows - 1) / on.rows;
      on.width = columnOf({0, 0, width, 1}, 0, on.columns, page.unit() / 2).width();
      on.brief = page.fitting(notes(false), on.width, kNoteFont) < kNoteFont;
      on.letters = page.fitting(notes(on.brief), on.width, kNoteFont);
      if (on.letters >= kLeastNote || on.columns == 1) return on;
    }
  }
  std::vector<HeadingWords> panelNames() const {
    std::vector<HeadingWords> names;
    for (const Panel& panel : m_panels) names.push_back({QStringLiteral("Epoch %1").arg(panel.epoch), {}});
    names.push_back({QStringLiteral("Measured"), {}});
    return names;
  }

  /// Which slice it is, and that the numbers over it are not of it.
  QStringList headLines(const Page& page, double width) const {
    std::string words = m_layer.text();
    if (m_validationImages > 0)
      words += fmt::format("; numbers: {} over {} validation images, not of this slice",
                           m_criterion.empty()                ? "median r"
                           : arrangementOn(page, width).brief ? fmt::format("medians of r and {}", kScore)
                                                              : "medians",
                           m_validationImages);
    return page.balanced(QString::fromStdString(words), width, kHeadFont);
  }

  void paintPanel(Page& page, const QRectF& where, std::size_t index, const Headings& names,
                  const Arrangement& on) const {
    const double u = page.unit();
    const bool measured = index == m_panels.size();
    names.paint(page, index, where);
    double y = where.top() + names.height() - kNoteGap * u;
    for (const QString& note : measured ? QStringList() : notesOf(m_panels[index], on.brief)) {
      page.fitted({where.left(), y, where.width(), kNoteLine * u}, Qt::AlignHCenter | Qt::AlignTop, note,
                  false, on.letters);
      y += kNoteLine * u;
    }
    paintLayerSlice(page, where.adjusted(0, names.height() + notesHeight(u), 0, 0),
                    measured ? look() : m_panels[index].look,
                    {measured ? Layer::Measured : Layer::Predicted, {}}, m_layer.plane, m_layer.positionMm,
                    false);
  }

  QStringList notes(bool brief) const {
    QStringList all;
    for (const Panel& panel : m_panels) all << notesOf(panel, brief);
    return all;
  }

  /// "median r = 0.010", and below it what chooses the best epoch where that is something else.
  QStringList notesOf(const Panel& panel, bool brief) const {
    QStringList notes;
    const bool best = panel.epoch == m_bestEpoch;
    if (std::isfinite(panel.validationMedianR))
      notes << QStringLiteral("%1r = %2")
                   .arg(brief ? QString() : QStringLiteral("median "))
                   .arg(panel.validationMedianR, 0, 'f', 3);
    if (m_criterion.empty() && best) notes = {notes.isEmpty() ? "best" : notes.front() + " (best)"};
    if (!m_criterion.empty() && std::isfinite(panel.score))
      notes << QStringLiteral("%1%2%3 %")
                   .arg(best ? QStringLiteral("best: ") : QString(),
                        brief ? QString() : QString::fromLatin1(kScore) + QLatin1Char(' '))
                   .arg(100 * panel.score, 0, 'f', 1);
    return notes.replaceInStrings(QStringLiteral("-"), QString(QChar(0x2212)));
  }

  std::vector<Panel> m_panels;
  int m_bestEpoch;
  std::string m_criterion;
  std::int64_t m_validationImages;
  GridLayer m_layer;
};

/// "1,5,20"; empty: the sources choose.
std::vector<int> epochsFrom(const std::string& list) {
  std::vector<int> epochs;
  std::size_t from = 0;
  while (!list.empty() && from <= list.size()) {
    const std::size_t comma = std::min(list.find(',', from), list.size());
    int epoch = 0;
    const char* end = list.data() + comma;
    const auto [stop, error] = std::from_chars(list.data() + from, end, epoch);
    if (error != std::errc() || stop != end || epoch < 1)
      throw UsageError("'" + list + "' is not a list of epochs: give numbers from 1, such as 1,5,20");
    epochs.push_back(epoch);
    from = comma + 1;
  }
  if (epochs.size() > kMostEpochs)
    throw UsageError(fmt::format("more than {} epochs do not fit a figure", kMostEpochs));
  return epochs;
}

/// The layer that is asked for, else the one at the crosshair, where something is to be seen.
int layerNumber(const Recipe& recipe, const Vec3& crosshairRasMm, const Volume& volume, scene::Plane plane) {
  const int count = layerCount(volume, plane);
  const std::string text = recipe.option("layer");
  if (text.empty())
    return std::clamp(layerNear(volume, plane, crosshairRasMm[normalOf(plane)]), 0, count - 1);
  const double layer = numberFrom(text, "a layer");
  if (layer != std::floor(layer) || layer < 0 || layer >= count)
    throw UsageError(fmt::format("there is no {} layer {}: the grid has layers 0 to {}",
                                 recipe.option("plane", "axial"), text, count - 1));
  return static_cast<int>(layer);
}

/// From run.json; empty where there is none, or the median r chose.
Choice choiceOf(const std::filesystem::path& run) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(run / "run.json", ignored)) return {};
  const train::RunFile file = train::readRunFile(run);
  if (file.criterion == train::kMaskCriterion) return {};
  Choice choice{file.criterion, {}};
  for (const train::EpochReport& report : file.history) choice.scores[report.epoch] = report.validationScore;
  return choice;
}

/// The layer that the recipe asks for. The state that all panels share, with its crosshair in that layer, is
/// written into the recipe.
GridLayer settleLayer(Recipe& recipe, const scene::ComparisonData& data, scene::Plane plane) {
  const Volume& volume = data.volume(Layer::Predicted);
  scene::ComparisonState state = comparisonState(recipe, data);
  const int number = layerNumber(recipe, state.crosshairRasMm, volume, plane);
  const GridLayer layer{plane, number, layerPositionMm(volume, plane, number)};
  state.crosshairRasMm[normalOf(plane)] = layer.positionMm;
  recipe.state = scene::toJson(state);
  return layer;
}

}  // namespace

std::unique_ptr<Figure> makeEpochsFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  const scene::Plane plane = planeFrom(recipe.option("plane", "axial"));
  EpochSeries series = sources.epochs(recipe, epochsFrom(recipe.option("epochs")), progress);
  if (series.predictions.epochs.empty()) throw Error("the run has no epoch to show");
  // the run's range for every panel; no fading, since early predictions are weak everywhere
  if (!recipe.thresholdZ) recipe.thresholdZ = 0;
  const Choice choice = choiceOf(recipe.run);
  GridLayer layer;
  std::vector<Panel> panels;
  std::vector<int> shown;
  for (train::EpochPrediction& prediction : series.predictions.epochs) {
    auto data = std::make_shared<scene::ComparisonData>(*series.data);
    data->volumes[scene::indexOf(Layer::Predicted)] = std::move(prediction.volume);
    if (panels.empty()) layer = settleLayer(recipe, *data, plane);
    const auto score = choice.scores.find(prediction.epoch);
    panels.push_back({prediction.epoch, prediction.validationMedianR,
                      score == choice.scores.end() ? std::nan("") : score->second,
                      lookAt(std::move(data), recipe, sources, {Layer::Measured, Layer::Predicted})});
    shown.push_back(prediction.epoch);
    const std::filesystem::path weights = train::epochWeightsPath(recipe.run, prediction.epoch);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(weights, ignored))
      recipe.hashes[fmt::format("epoch {}", prediction.epoch)] = sha256OfFile(weights);
  }
  recipe.options["epochs"] = fmt::format("{}", fmt::join(shown, ","));
  recipe.options["layer"] = std::to_string(layer.number);
  return std::make_unique<EpochsFigure>(std::move(panels), series.predictions.bestEpoch, choice.criterion,
                                        series.predictions.validationImages, layer);
}

}  // namespace vxs::paint
