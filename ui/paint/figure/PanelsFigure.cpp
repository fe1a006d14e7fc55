#include "core/base/Error.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/Page.h"
#include "ui/paint/figure/Provenance.h"
#include "ui/paint/figure/SlicePositions.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vxs::paint {
namespace {

constexpr double kMmPerInch = 25.4, kPointsPerInch = 72;
constexpr double kLetter = 1.5;  ///< times the height of ordinary words
/// Of the height of ordinary words, above a panel. Panels have a margin of their own below it.
constexpr double kStrip = 1.1;
constexpr double kMostGapMm = 8;  ///< between panels that leave some of their row's width

std::string letterOf(const std::string& letters, std::size_t index) {
  if (letters == "none") return {};
  return {static_cast<char>((letters == "lower" ? 'a' : 'A') + static_cast<int>(index))};
}

/// "2,1": how many panels each row has. One below the other where nothing is said.
std::vector<std::size_t> rowsFrom(const std::string& text, std::size_t panels) {
  if (text.empty()) return std::vector<std::size_t>(panels, 1);
  std::vector<std::size_t> rows;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const double count = numberFrom(text.substr(at, comma - at), "a number of panels in a row");
    if (count < 1 || count > kMostPanels || count != std::floor(count))
      throw UsageError("'" + text + "' does not say how many panels each row has, as 2,1 does");
    rows.push_back(static_cast<std::size_t>(count));
    at = comma + 1;
  }
  if (const auto sum = std::accumulate(rows.begin(), rows.end(), std::size_t{0}); sum != panels)
    throw UsageError("rows of " + text + " are for " + std::to_string(sum) + " panels, and there are " +
                     std::to_string(panels));
  return rows;
}

/// A row's panels keep their widths; those which are too wide together, or shall fill the page, share its
/// width in the proportion of their own.
void shareWidth(std::vector<Recipe>& panels, std::size_t first, std::size_t count, double widthMm,
                bool fill) {
  double sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += panels[i].page.size.widthMm;
  if (std::abs(sum - widthMm) < 0.05) return;  // as they are in a recipe that is made again
  if (sum < widthMm && !fill) return;
  for (std::size_t i = first; i < first + count; ++i) {
    FigureSize& size = panels[i].page.size;
    const double wider = std::round(size.widthMm / sum * widthMm * 100) / 100;
    size.heightMm *= wider / size.widthMm;
    size.widthMm = wider;
  }
}

/// Several figures on one page, in rows, each with its letter; every one as it is on a page of its own.
class PanelsFigure : public Figure {
 public:
  struct Panel {
    std::unique_ptr<Figure> figure;
    PageSetup page;
    std::string letter;
    double leftMm = 0, topMm = 0;  ///< on the page, of the panel without its letter
  };
  PanelsFigure(std::vector<Panel> panels, std::vector<std::string> sources, double heightMm)
      : m_panels(std::move(panels)), m_sources(std::move(sources)), m_heightMm(heightMm) {}

  void paint(Page& page) const override {
    for (const Panel& panel : m_panels) {
      const auto pixels = [&](double mm) { return std::round(mm / kMmPerInch * panel.page.size.dpi); };
      const QPointF corner(pixels(panel.leftMm), pixels(panel.topMm));
      page.within(corner, panel.page, [&](Page& part) { panel.figure->paint(part); });
      const double u = page.unit();
      page.text({corner.x() + 0.6 * u, corner.y() - kStrip * u, 4 * u, kLetter * 1.3 * u},
                Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, QString::fromStdString(panel.letter),
                true, kLetter);
    }
    paintFooter(page, m_sources, {});
  }

  /// What must be said of all panels alike is said once, behind them.
  Legend legend() const override {
    Legend legend;
    describeHonesty(legend, common());
    for (const Panel& panel : m_panels) {
      Legend of = panel.figure->legend();
      of.letter = panel.letter;
      std::erase_if(of.sentences, [&](const std::string& each) {
        return std::ranges::find(legend.sentences, each) != legend.sentences.end();
      });
      legend.panels.push_back(std::move(of));
    }
    return legend;
  }

  Honesty honesty() const override {
    Honesty all;
    for (const Panel& panel : m_panels) {
      const Honesty of = panel.figure->honesty();
      all.synthetic = all.synthetic || of.synthetic;
      all.demoEncoder = all.demoEncoder || of.demoEncoder;
      all.shuffledControl = all.shuffledControl || of.shuffledControl;
    }
    return all;
  }

  std::vector<std::string> sources() const override { return m_sources; }
  double fittingHeightMm(const PageSetup&) const override { return m_heightMm; }

 private:
  Honesty common() const {
    Honesty all{true, true, true};
    for (const Panel& panel : m_panels) {
      const Honesty of = panel.figure->honesty();
      all.synthetic = all.synthetic && of.synthetic;
      all.demoEncoder = all.demoEncoder && of.demoEncoder;
      all.shuffledControl = all.shuffledControl && of.shuffledControl;
    }
    return all;
  }

  std::vector<Panel> m_panels;
  std::vector<std::string> m_sources;  ///< of all panels, said once
  double m_heightMm;
};

/// Words, ground and resolution are the page's.
PanelsFigure::Panel makePanel(Recipe& recipe, const Recipe& whole, FigureSources& sources,
                              Progress& progress) {
  if (recipe.kind == "panels") throw UsageError("a page of panels cannot be a panel itself");
  const FigureSize size{recipe.page.size.widthMm, 0, whole.page.size.dpi};
  recipe.page = whole.page;
  recipe.page.size = size;
  std::unique_ptr<Figure> figure = makeFigure(recipe, sources, progress);
  return {std::move(figure), recipe.page, {}, 0, 0};
}

/// What every panel says of where it is from, in the order of the first; nothing of one panel alone, or where
/// all that say something do not agree.
std::vector<std::string> commonSources(const std::vector<PanelsFigure::Panel>& panels) {
  std::vector<std::string> common;
  int saying = 0;
  for (const PanelsFigure::Panel& panel : panels) {
    const std::vector<std::string> said = panel.figure->sources();
    if (said.empty()) continue;
    if (++saying == 1) common = said;
    std::erase_if(common,
                  [&](const std::string& each) { return std::ranges::find(said, each) == said.end(); });
  }
  return saying > 1 ? common : std::vector<std::string>{};
}

/// Which the sheet says below all panels, so that they are lower. Returns the height of that in mm.
double sayBelow(std::vector<PanelsFigure::Panel>& panels, const std::vector<std::string>& sources,
                const PageSetup& page) {
  if (sources.empty()) return 0;
  for (PanelsFigure::Panel& panel : panels) {
    panel.page.saidBelow = sources;
    panel.page.size.heightMm = panel.figure->fittingHeightMm(panel.page);
  }
  const double pixels = measured(page, [&](const Page& sheet) {
    return footerHeight(sheet, sources, {}) + sheet.unit();  // and its margin
  });
  return std::ceil(pixels / page.size.dpi * kMmPerInch * 10) / 10;
}

/// Rows below each other, each with a strip for its letters; returns the height of them all.
double place(std::vector<PanelsFigure::Panel>& panels, const std::vector<std::size_t>& rows, double stripMm,
             double widthMm) {
  double topMm = 0;
  auto panel = panels.begin();
  for (const std::size_t count : rows) {
    double leftMm = 0, highest = 0, sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += panel[static_cast<std::ptrdiff_t>(i)].page.size.widthMm;
    const double gap =
        count > 1 ? std::clamp((widthMm - sum) / static_cast<double>(count - 1), 0.0, kMostGapMm) : 0;
    for (std::size_t i = 0; i < count; ++i, ++panel) {
      panel->leftMm = leftMm;
      panel->topMm = topMm + stripMm;
      leftMm += panel->page.size.widthMm + gap;
      highest = std::max(highest, panel->page.size.heightMm);
    }
    topMm += stripMm + highest;
  }
  return std::round(topMm * 100) / 100;
}

}  // namespace

std::unique_ptr<Figure> makePanelsFigure(Recipe& recipe, FigureSources& sources, Progress& progress) {
  if (recipe.panels.empty() || recipe.panels.size() > kMostPanels)
    throw UsageError("a page of panels has 1 to " + std::to_string(kMostPanels) + " of them");
  const std::vector<std::size_t> rows = rowsFrom(recipe.option("rows"), recipe.panels.size());
  std::size_t first = 0;
  for (const std::size_t count : rows) {
    shareWidth(recipe.panels, first, count, recipe.page.size.widthMm, !recipe.option("fill").empty());
    first += count;
  }
  Hashes hashes;
  std::vector<PanelsFigure::Panel> panels;
  for (std::size_t i = 0; i < recipe.panels.size(); ++i) {
    Recipe& of = recipe.panels[i];
    const std::string name = "panel " + letterOf("upper", i);
    panels.push_back(withContext("making " + name, [&] { return makePanel(of, recipe, sources, progress); }));
    panels.back().letter = letterOf(recipe.option("letters", "upper"), i);
    for (const auto& [what, hash] : of.hashes) hashes[name + ": " + what] = hash;
    of.hashes.clear();
  }
  const std::vector<std::string> common = commonSources(panels);
  const double footer = sayBelow(panels, common, recipe.page);
  const double strip = std::ceil(kStrip * recipe.page.fontPt / kPointsPerInch * kMmPerInch * 10) / 10;
  const double fixed = strip * static_cast<double>(rows.size()) + footer, asked = recipe.page.size.heightMm,
               widthMm = recipe.page.size.widthMm;
  double heightMm = place(panels, rows, strip, widthMm) + footer;
  const bool stretched = asked > fixed && std::abs(asked - heightMm) > 0.05;
  const double taller = stretched ? (asked - fixed) / (heightMm - fixed) : 1;
  for (std::size_t i = 0; i < panels.size(); ++i)
    recipe.panels[i].page.size.heightMm = panels[i].page.size.heightMm *= taller;
  if (stretched) heightMm = place(panels, rows, strip, widthMm) + footer;
  recipe.hashes = std::move(hashes);
  return std::make_unique<PanelsFigure>(std::move(panels), common, heightMm);
}

}  // namespace vxs::paint
