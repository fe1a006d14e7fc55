#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/Evaluation.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/Provenance.h"

#include <fmt/format.h>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace vxs::paint {
namespace {

using Row = std::vector<std::string>;

/// Heights in units of the page's words: a row, what lies over the caption, the honesty mark with its room.
constexpr double kRow = 1.8, kCaptionGap = 0.6, kCaptionLine = 1.2, kMark = 2.4, kCaptionFont = 0.85;
constexpr double kLeastGap = 1;  ///< between the words of neighbouring columns, in the same units
constexpr double kRounding = 0.005, kAnyHeight = std::numeric_limits<double>::infinity();

struct Table {
  std::string caption;
  Row columns;
  std::vector<Row> rows;
  Honesty honesty;
};

Row splitAt(const std::string& line, char separator) {
  Row cells;
  std::size_t from = 0;
  while (from <= line.size()) {
    const std::size_t to = std::min(line.find(separator, from), line.size());
    cells.push_back(line.substr(from, to - from));
    from = to + 1;
  }
  return cells;
}

/// What `sweep` writes: "# caption", a line of column names, a line a run.
Table tableFromTsv(const std::filesystem::path& file) {
  Table table;
  std::istringstream lines(readFile(file, 1 << 20));
  std::string line;
  while (std::getline(lines, line)) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    if (line.starts_with('#')) {
      if (!table.caption.empty()) table.caption += ' ';
      table.caption += line.substr(std::min(line.size(), line.find_first_not_of("# ")));
      continue;
    }
    Row cells = splitAt(line, '\t');
    if (table.columns.empty()) {
      table.columns = std::move(cells);
      continue;
    }
    if (cells.size() != table.columns.size())
      throw Error(fmt::format("{}: a line has {} cells where the head has {}", file.string(), cells.size(),
                              table.columns.size()));
    table.rows.push_back(std::move(cells));
  }
  if (table.columns.size() < 2 || table.rows.empty())
    throw Error(file.string() + " is not a table as 'sweep' writes it");
  // the marks are words of the caption
  table.honesty = {table.caption.find("SYNTHETIC") != std::string::npos,
                   table.caption.find("DEMO ENCODER") != std::string::npos,
                   table.caption.find("SHUFFLED") != std::string::npos};
  return table;
}

std::string percent(double fraction) {
  return std::isfinite(fraction) ? fmt::format("{:.1f} %", fraction * 100) : "-";
}

Row rowOfRun(const train::Evaluation& evaluation) {
  const metrics::AccuracySummary& a = evaluation.accuracy;
  const train::RunInfo& run = evaluation.run;
  return {run.run.filename().string() + (run.shuffledControl ? " (SHUFFLED)" : ""),
          run.head,
          run.features,
          std::to_string(run.parameters),
          percent(a.headline.value_or(std::nan(""))),
          std::isfinite(a.medianR) ? fmt::format("{:.3f}", a.medianR) : "-",
          percent(a.medianCeiling),
          std::to_string(a.voxelsUsed),
          std::to_string(a.droppedNan + a.droppedZeroCeiling)};
}

/// Runs are compared under equal conditions only: what differs is said in the caption.
Table tableFromRuns(const std::vector<std::string>& runs, Recipe& recipe, Progress& progress) {
  Table table;
  table.columns = {"run",      "head",    "features", "parameters", "accuracy",
                   "median r", "ceiling", "voxels",   "dropped"};
  std::vector<std::string> conditions;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    progress.throwIfCancelled();
    const train::Evaluation evaluation = train::readEvaluation(runs[i]);
    const train::RunInfo& run = evaluation.run;
    table.rows.push_back(rowOfRun(evaluation));
    std::string condition =
        fmt::format("Subject {}, mask {}, {}, preset {}, {} test images", run.subject, evaluation.maskName,
                    run.encoder, metrics::toString(evaluation.accuracy.preset), evaluation.testImages);
    if (std::ranges::find(conditions, condition) == conditions.end())
      conditions.push_back(std::move(condition));
    table.honesty.synthetic |= run.syntheticSubject;
    table.honesty.demoEncoder |= run.demoEncoder;
    table.honesty.shuffledControl |= run.shuffledControl;
    recipe.hashes[fmt::format("evaluation {}", i + 1)] = sha256OfFile(evaluation.folder / "metrics.json");
  }
  table.caption = fmt::format("{}{}", conditions.size() > 1 ? "NOT UNDER EQUAL CONDITIONS: " : "",
                              fmt::join(conditions, "; "));
  return table;
}

/// The runs in a folder that `sweep` wrote, by name; any other folder as it is.
std::vector<std::string> runsIn(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::vector<std::string> runs;
  if (!std::filesystem::exists(folder / "run.json", ignored))
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
      if (std::filesystem::exists(entry.path() / "run.json", ignored)) runs.push_back(entry.path().string());
  std::ranges::sort(runs);
  return runs.empty() ? std::vector<std::string>{folder.string()} : runs;
}

bool isNumber(const std::string& cell) {
  return !cell.empty() && (std::isdigit(static_cast<unsigned char>(cell.front())) || cell.front() == '-');
}

/// Long whole numbers in groups of three, for the eye; the text formats keep them as they are.
QString shownText(const std::string& cell) {
  QString text = QString::fromStdString(cell);
  if (cell.size() < 5 || cell.find_first_not_of("0123456789") != std::string::npos) return text;
  for (qsizetype at = text.size() - 3; at > 0; at -= 3) text.insert(at, QChar(0x2009));
  return text;
}

class TableFigure : public Figure {
 public:
  explicit TableFigure(Table table) : m_table(std::move(table)) {}

  void paint(Page& page) const override;

  Legend legend() const override {
    Legend legend{"Accuracy of encoding models", {}};
    legend.add(m_table.caption);
    legend.add(
        "Accuracy: squared correlation over test images as a fraction of the noise ceiling, summarised over "
        "voxels by the preset (the median; of the preset algonauts the mean); r: Pearson correlation; "
        "ceiling: "
        "median noise ceiling, % of variance; dropped: voxels without a value or with a ceiling of zero");
    describeHonesty(legend, honesty());
    return legend;
  }

  Honesty honesty() const override { return m_table.honesty; }
  double fittingHeightMm(const PageSetup& setup) const override;

  std::optional<std::string> asText(bool markdown) const override {
    const auto line = [&](const Row& cells) {
      return markdown ? fmt::format("| {} |\n", fmt::join(cells, " | "))
                      : fmt::format("{}\n", fmt::join(cells, "\t"));
    };
    std::string text = markdown ? marked() + "\n\n" : "# " + marked() + "\n";
    text += line(m_table.columns);
    if (markdown) {
      text += "|";
      for (std::size_t i = 0; i < m_table.columns.size(); ++i) text += rightAligned(i) ? "---:|" : "---|";
      text += "\n";
    }
    for (const Row& row : m_table.rows) text += line(row);
    return text;
  }

 private:
  /// The caption with every mark that applies.
  std::string marked() const {
    std::string text = m_table.caption;
    const auto mark = [&](bool applies, const char* word, const char* said) {
      if (applies && text.find(word) == std::string::npos) text += std::string(". ") + said;
    };
    mark(m_table.honesty.synthetic, "SYNTHETIC", "SYNTHETIC SUBJECT");
    mark(m_table.honesty.demoEncoder, "DEMO ENCODER", "DEMO ENCODER (pseudo-weights)");
    return text;
  }
  bool rightAligned(std::size_t column) const {
    return std::ranges::all_of(m_table.rows, [&](const Row& row) { return isNumber(row[column]); });
  }

  /// Cells as they are drawn: a run a line, or turned, a run a column.
  struct Grid {
    bool turned = false;
    std::vector<double> widths;
    double rowHeight = 0, scale = 1;
  };
  std::size_t columnsOf(bool turned) const {
    return turned ? m_table.rows.size() + 1 : m_table.columns.size();
  }
  std::size_t linesOf(bool turned) const { return turned ? m_table.columns.size() : m_table.rows.size() + 1; }
  const std::string& cell(bool turned, std::size_t line, std::size_t column) const {
    if (turned) std::swap(line, column);
    return line == 0 ? m_table.columns[column] : m_table.rows[line - 1][column];
  }
  bool toTheRight(bool turned, std::size_t column) const {
    return turned ? column > 0 : rightAligned(column);
  }
  /// In so many pixels across and at most so many down.
  Grid gridOn(const Page& page, bool turned, double width, double highest) const;
  /// The one with the larger words; throws UsageError where they are too small for print.
  Grid gridOn(const Page& page, double width, double highest) const;
  QStringList captionOn(const Page& page) const {
    return page.balanced(QString::fromStdString(m_table.caption), page.inside().width(), kCaptionFont);
  }
  double captionHeight(const Page& page) const {
    return kCaptionLine * page.unit() * static_cast<double>(captionOn(page).size());
  }
  bool hasMark() const { return m_table.honesty.synthetic || m_table.honesty.demoEncoder; }

  Table m_table;
};

TableFigure::Grid TableFigure::gridOn(const Page& page, bool turned, double width, double highest) const {
  const double u = page.unit();
  Grid grid{turned, {}, kRow * u, 1};
  const QFontMetricsF bold(page.font(1, true)), plain(page.font());
  double words = 0;
  for (std::size_t i = 0; i < columnsOf(turned); ++i) {
    double widest = 0;
    for (std::size_t line = 0; line < linesOf(turned); ++line) {
      const QFontMetricsF& metrics = line == 0 || (turned && i == 0) ? bold : plain;
      widest = std::max(widest, metrics.horizontalAdvance(shownText(cell(turned, line, i))));
    }
    grid.widths.push_back(widest);
    words += widest;
  }
  // words never leave the page: a table that is too large is drawn smaller, all of it alike
  const auto columns = static_cast<double>(grid.widths.size()), lines = static_cast<double>(linesOf(turned));
  grid.scale = std::min({1.0, width / (words + columns * kLeastGap * u), highest / (lines * grid.rowHeight)});
  // and columns share what is left
  const double spare = (width - words * grid.scale) / columns;
  for (double& each : grid.widths) each = each * grid.scale + spare;
  grid.rowHeight *= grid.scale;
  return grid;
}

TableFigure::Grid TableFigure::gridOn(const Page& page, double width, double highest) const {
  Grid grid = gridOn(page, false, width, highest);
  if (grid.scale < 1)
    if (Grid turned = gridOn(page, true, width, highest); turned.scale > grid.scale) grid = std::move(turned);
  if (grid.scale < page.least() - kRounding)
    throw UsageError(
        fmt::format("the table has no room on this page: {} columns and {} rows would have to be in type of "
                    "{:.1f} pt, and "
                    "less than 5 pt is not read in print; make the page larger or leave runs out",
                    m_table.columns.size(), m_table.rows.size(), grid.scale * page.fontPt()));
  return grid;
}

double TableFigure::fittingHeightMm(const PageSetup& setup) const {
  return fittingHeight(setup, [this](const Page& page) {
    const double u = page.unit(), width = page.inside().width();
    const Grid plain = gridOn(page, false, width, kAnyHeight), turned = gridOn(page, true, width, kAnyHeight);
    const Grid& grid = turned.scale > plain.scale ? turned : plain;
    return grid.rowHeight * static_cast<double>(linesOf(grid.turned)) + kCaptionGap * u +
           captionHeight(page) + (hasMark() ? kMark * u : 0) + 2 * u;  // and the margins
  });
}

void TableFigure::paint(Page& page) const {
  const double u = page.unit();
  const QRectF area = page.inside();
  const double below = kCaptionGap * u + captionHeight(page) + (hasMark() ? kMark * u : 0);
  const Grid grid = gridOn(page, area.width(), area.height() - below);
  const auto rule = [&](double y, double width) {
    page.painter().setPen(QPen(page.style().text, std::max(1.0, width * u / 14)));
    page.painter().drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
  };
  double y = area.top();
  rule(y, 1.6);
  for (std::size_t line = 0; line < linesOf(grid.turned); ++line) {
    double x = area.left();
    for (std::size_t i = 0; i < grid.widths.size(); ++i) {
      const double inset = kLeastGap * u * grid.scale / 2;
      const int across = toTheRight(grid.turned, i) ? Qt::AlignRight : Qt::AlignLeft;
      page.text(QRectF(x, y, grid.widths[i], grid.rowHeight).adjusted(inset, 0, -inset, 0),
                across | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
                shownText(cell(grid.turned, line, i)), line == 0 || (grid.turned && i == 0), grid.scale);
      x += grid.widths[i];
    }
    y += grid.rowHeight;
    if (line == 0) rule(y, 0.8);
  }
  rule(y, 1.6);
  y += kCaptionGap * u;
  for (const QString& line : captionOn(page)) {
    page.line({area.left(), y, area.width(), kCaptionLine * u}, line, kCaptionFont);
    y += kCaptionLine * u;
  }
  paintMarks(page, honesty());
}

}  // namespace

std::unique_ptr<Figure> makeTableFigure(Recipe& recipe, FigureSources&, Progress& progress) {
  const std::string file = recipe.option("table");
  if (!file.empty()) {
    Table table = tableFromTsv(file);
    recipe.options["table"] = std::filesystem::absolute(file).lexically_normal().string();
    recipe.hashes["table"] = sha256OfFile(file);
    return std::make_unique<TableFigure>(std::move(table));
  }
  // the runs stand one a line, for paths may hold anything else
  std::vector<std::string> folders = splitAt(recipe.option("runs"), '\n'), runs;
  std::erase(folders, std::string());
  if (folders.empty() && !recipe.run.empty()) folders.push_back(recipe.run.string());
  if (folders.empty())
    throw UsageError("a table needs evaluated runs, or the folder or table.tsv that 'sweep' wrote");
  for (const std::string& folder : folders) {
    const auto found = runsIn(std::filesystem::absolute(folder).lexically_normal());
    runs.insert(runs.end(), found.begin(), found.end());
  }
  recipe.options["runs"] = fmt::format("{}", fmt::join(runs, "\n"));
  return std::make_unique<TableFigure>(tableFromRuns(runs, recipe, progress));
}

}  // namespace vxs::paint
