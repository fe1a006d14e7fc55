#include "ui/training/CurveStyle.h"
#include "ui/training/CurveView.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

// The names of a plot's curves, and where they stand.
namespace vxs::ui {

using namespace curve;

std::vector<CurveView::LegendEntry> CurveView::legend() const {
  const QFontMetricsF metrics(smallFont(*this));
  const double room = width() - kTitleInset - kRight;
  std::vector<LegendEntry> names;
  double all = 0;
  for (const Curve& curve : m_plot.curves) {
    if (curve.name.isEmpty() || (low() && curve.faint)) continue;
    const QString& full = low() && !curve.brief.isEmpty() ? curve.brief : curve.name;
    const QString name = metrics.elidedText(full, Qt::ElideMiddle, room - kLegendLine);
    const double wide = metrics.horizontalAdvance(name) + 1;
    names.push_back({name, curve.color, curve.faint, {0, 3, wide, topRoom() - 4}});
    all += kLegendLine + wide + (names.size() > 1 ? kLegendGap : 0);
  }
  if (names.empty()) return {};
  const bool brief = low() && !m_plot.briefTitle.isEmpty();
  if (standBeside(brief ? m_plot.briefTitle : m_plot.title, all)) {
    double x = width() - kRight - all;
    for (LegendEntry& entry : names) {
      entry.place.moveLeft(x + kLegendLine);
      x = entry.place.right() + kLegendGap;
    }
    return names;
  }
  if (names.size() == 1) return {};
  low() ? placeInColumn(names) : placeInRows(names);
  return names;
}

bool CurveView::standBeside(const QString& title, double names) const {
  return QFontMetricsF(smallFont(*this, true)).horizontalAdvance(title) * 1.15 + 16 + names <=
         width() - kRight;
}

const QString& CurveView::shownTitle() const {
  if (!low() || m_plot.briefTitle.isEmpty()) return m_plot.title;
  const std::vector<LegendEntry> names = legend();
  if (names.empty() || names.front().place.top() > 3) return m_plot.title;
  const bool column = names.size() > 1 && names[0].place.left() == names[1].place.left();
  const double theirs = width() - kRight - names.front().place.left() + kLegendLine;
  return column || standBeside(m_plot.title, theirs) ? m_plot.title : m_plot.briefTitle;
}

/// What has no place is counted; the pointer reads it all the same.
void CurveView::keepFirst(std::vector<LegendEntry>& names, std::size_t count) {
  if (count == 0 || names.size() <= count) return;
  names[count - 1].name = tr("and %1 more").arg(names.size() - count + 1);
  names.resize(count);
}

void CurveView::placeInRows(std::vector<LegendEntry>& names) const {
  const auto rows = static_cast<std::size_t>(
      std::max(1.0, std::floor((height() - titleRoom() - bottom() - kLeastFrame) / lineHeight())));
  double x = kTitleInset, y = titleRoom();
  std::size_t row = 1;
  for (std::size_t i = 0; i < names.size(); ++i) {
    QRectF& place = names[i].place;
    if (x > kTitleInset && x + kLegendLine + place.width() > width() - kRight) {
      if (++row > rows) return keepFirst(names, i);
      x = kTitleInset;
      y += lineHeight();
    }
    place = {x + kLegendLine, y, place.width(), lineHeight()};
    x = place.right() + kLegendGap;
  }
}

/// At the right of the frame, from the title's line on; in tighter lines where there are many.
void CurveView::placeInColumn(std::vector<LegendEntry>& names) const {
  constexpr double kTightest = 0.76;
  const double high = height() - bottom() - 3, count = static_cast<double>(names.size());
  const double line = std::clamp(high / count, kTightest * lineHeight(), lineHeight());
  keepFirst(names, static_cast<std::size_t>(std::max(1.0, std::floor(high / line + 1e-6))));
  const QFontMetricsF metrics(smallFont(*this));
  double wide = 0;
  for (const LegendEntry& entry : names) wide = std::max(wide, metrics.horizontalAdvance(entry.name) + 1);
  wide = std::min(wide, kLegendShare * width() - kLegendLine);
  double y = 3;
  for (LegendEntry& entry : names) {
    entry.name = metrics.elidedText(entry.name, Qt::ElideMiddle, wide);
    entry.place = {width() - 4 - wide, y, wide, line};
    y += line;
  }
}

double CurveView::right() const {
  const std::vector<LegendEntry> names = legend();
  const bool column = low() && names.size() > 1 && names[0].place.left() == names[1].place.left();
  return column ? width() - names.front().place.left() + kLegendLine + kLegendGap : kRight;
}

void CurveView::paintLegend(QPainter& painter) const {
  for (const LegendEntry& entry : legend()) {
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(entry.place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, entry.name);
    painter.setPen(QPen(inkOf(entry.color, entry.faint), 2.4));
    const double y = entry.place.center().y() + 0.5;
    painter.drawLine(QPointF(entry.place.left() - 16, y), QPointF(entry.place.left() - 5, y));
  }
}

}  // namespace vxs::ui
