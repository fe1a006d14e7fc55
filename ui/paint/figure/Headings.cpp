#include "ui/paint/figure/Headings.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <optional>

namespace vxs::paint {
namespace {

/// In units of the page's words: a heading of one line with the gap below it, and every further line.
constexpr double kFirst = 1.8, kFurther = 1.25;
constexpr double kLeastRun = 9;    ///< letters that are left of a run's name
constexpr double kSmaller = 0.96;  ///< step by step
/// A little smaller is better than a line more, or than no unit.
constexpr double kSlightly = 0.94, kForUnit = 0.86;

/// How the words of a row are set.
enum class Setting { OneLine, RunBelow, Wrapped };

class Setter {
 public:
  Setter(const Page& page, double width, double factor, bool bold, int nameLines)
      : m_page(page),
        m_metrics(page.font(factor, bold)),
        m_width(width),
        m_factor(factor),
        m_bold(bold),
        m_nameLines(nameLines) {}

  /// Nothing where it does not fit, unless it is cut.
  std::optional<QStringList> lines(const HeadingWords& words, Setting setting, bool cut) const {
    QStringList set{words.name};
    if (setting == Setting::OneLine && !words.run.isEmpty()) set[0] += QStringLiteral(": ") + words.run;
    if (setting == Setting::Wrapped) set = m_page.balanced(words.name, m_width, m_factor, m_bold);
    if (set.size() > m_nameLines) {
      if (!cut) return std::nullopt;
      set = set.mid(0, m_nameLines - 1) << set.mid(m_nameLines - 1).join(QLatin1Char(' '));
    }
    for (QString& line : set) {
      if (!cut && m_metrics.horizontalAdvance(line) > m_width) return std::nullopt;
      line = shortened(line);
    }
    if (setting == Setting::OneLine || words.run.isEmpty()) return set;
    const double needed =
        std::min(m_metrics.horizontalAdvance(words.run), kLeastRun * m_metrics.averageCharWidth());
    if (!cut && needed > m_width) return std::nullopt;
    return set << shortened(words.run);
  }

 private:
  QString shortened(const QString& line) const {
    return m_metrics.elidedText(line, Qt::ElideMiddle, m_width);
  }
  const Page& m_page;
  QFontMetricsF m_metrics;
  double m_width, m_factor;
  bool m_bold;
  int m_nameLines;
};

/// Every heading in that setting; empty where one of them does not fit.
std::vector<QStringList> setAll(const Setter& setter, const std::vector<HeadingWords>& words, Setting setting,
                                bool cut) {
  std::vector<QStringList> all;
  for (const HeadingWords& each : words) {
    auto lines = setter.lines(each, setting, cut);
    if (!lines) return {};
    all.push_back(std::move(*lines));
  }
  return all;
}

}  // namespace

Headings::Headings(const Page& page, const std::vector<HeadingWords>& words, double width, double factor,
                   bool bold, int nameLines)
    : m_unit(page.unit()), m_factor(factor), m_bold(bold) {
  const double least = page.least(factor);
  const auto trySetting = [&](Setting setting, double size, bool cut) {
    if (!m_lines.empty()) return;
    m_lines = setAll(Setter(page, width, size, bold, nameLines), words, setting, cut);
    if (!m_lines.empty()) m_factor = size;
  };
  trySetting(Setting::OneLine, factor, false);
  trySetting(Setting::RunBelow, factor, false);
  trySetting(Setting::RunBelow, std::max(least, kSlightly * factor), false);
  for (double size = factor; size > least; size *= kSmaller) trySetting(Setting::Wrapped, size, false);
  trySetting(Setting::Wrapped, least, false);
  trySetting(Setting::Wrapped, least, true);
  for (const QStringList& lines : m_lines)
    m_lineCount = std::max(m_lineCount, static_cast<int>(lines.size()));
}

double Headings::height() const {
  return (kFirst + kFurther * (m_lineCount - 1)) * m_unit;
}

void Headings::paint(Page& page, std::size_t index, const QRectF& where, int across) const {
  double y = where.top();
  for (const QString& line : m_lines[index]) {
    page.text({where.left(), y, where.width(), 1.6 * m_unit},
              across | Qt::AlignTop | Qt::TextSingleLine | Qt::TextDontClip, line, m_bold, m_factor);
    y += kFurther * m_unit;
  }
}

void Headings::paintUpwards(Page& page, std::size_t index, const QRectF& where) const {
  page.painter().save();
  page.painter().translate(where.left(), where.center().y());
  page.painter().rotate(-90);
  paint(page, index, {-where.height() / 2, 0, where.height(), where.width()});
  page.painter().restore();
}

QStringList inMillimetres(const Page& page, const QStringList& positions, double width, double factor) {
  const QFontMetricsF metrics(page.font(std::max(page.least(factor), kForUnit * factor)));
  QStringList all;
  for (const QString& position : positions) {
    all << position + QStringLiteral(" mm");
    if (metrics.horizontalAdvance(all.back()) > width) return positions;
  }
  return all;
}

}  // namespace vxs::paint
