#include "ui/actions/ActionNames.h"

#include "ui/actions/ActionRegistry.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

namespace vxs::ui {

namespace {

constexpr qsizetype kMostNames = 3;
constexpr int kColumn = 44;  ///< letters before what an action does

/// Letters to be added, left out or replaced to make one of the other.
int distance(const QString& a, const QString& b) {
  std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
  std::iota(row.begin(), row.end(), 0);
  for (const QChar letter : a) {
    int diagonal = row[0]++;
    for (std::size_t i = 1; i < row.size(); ++i) {
      const int replaced = diagonal + (letter == b[static_cast<qsizetype>(i) - 1] ? 0 : 1);
      diagonal = row[i];
      row[i] = std::min({replaced, diagonal + 1, row[i - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

QString withArguments(const ActionSpec& spec) {
  QString arguments = spec.arguments;
  arguments.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
  return arguments.isEmpty() ? spec.name : spec.name + QLatin1Char(' ') + arguments;
}

QString wholeTip(const ActionSpec& spec) {
  return spec.argumentsTip.isEmpty() ? spec.tip : spec.tip + QStringLiteral(". ") + spec.argumentsTip;
}

QString neededBy(const ActionSpec& spec) {
  const QString first = withArguments(spec).section(QLatin1Char(' '), 1, 1);
  if (first == QLatin1String("FILE")) return QObject::tr("a file");
  if (first == QLatin1String("FOLDER")) return QObject::tr("a folder");
  if (first == QLatin1String("RUN")) return QObject::tr("a run’s folder");
  if (first == QLatin1String("EPOCH")) return QObject::tr("an epoch");
  return QObject::tr("an argument");
}

QStringList nearestNames(const QString& wanted, const QStringList& names) {
  const QString whole = wanted.toLower(), last = whole.section(QLatin1Char('.'), -1);
  std::multimap<int, QString> found;
  for (const QString& name : names) {
    const int apart = distance(whole, name.toLower());
    const bool alike = apart <= std::max<int>(1, static_cast<int>(whole.size()) / 4);
    const bool holds = last.size() > 2 && name.contains(last, Qt::CaseInsensitive);
    if (alike || holds) found.emplace(apart, name);
  }
  QStringList nearest;
  for (const auto& [apart, name] : found)
    if (nearest.size() < kMostNames) nearest << name;
  return nearest;
}

QString actionList(const ActionRegistry& actions) {
  QStringList lines;
  for (const ActionSpec* spec : actions.specs()) {
    QString line = spec->name;
    if (!spec->arguments.isEmpty()) line += QLatin1Char(' ') + spec->arguments;
    lines << line.leftJustified(kColumn - 1) + QLatin1Char(' ') + wholeTip(*spec);
  }
  lines.sort();
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace vxs::ui
