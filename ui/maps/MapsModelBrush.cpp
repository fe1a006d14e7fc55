#include "core/base/Error.h"
#include "ui/maps/MapsModel.h"
#include "ui/paint/figure/HighlightText.h"

#include <algorithm>

// Voxels that are brushed in MapsModel.
namespace vxs::ui {

void MapsModel::setBrush(const QRectF& range) {
  train::Members found;
  if (!range.isNull() && m_evaluation)
    for (const std::uint32_t v : members()) {
      const float ceiling = m_evaluation->ceiling[v], squared = m_evaluation->r[v] * m_evaluation->r[v];
      if (ceiling >= range.left() && ceiling <= range.right() && squared >= range.top() &&
          squared <= range.bottom())
        found.push_back(v);
    }
  m_brushRange = range;
  setMembers(std::move(found));
}

/// The range is what they span; of a figure of another grid, none are brushed.
void MapsModel::brushAsIn(const std::string& lit) {
  const Mask& mask = m_evaluation->mask;
  train::Members found;
  try {
    const std::vector<float> chosen = mask.gather(paint::highlightFrom(lit, mask.grid, mask.affine));
    for (const std::uint32_t v : m_everyVoxel)
      if (chosen[v] > 0) found.push_back(v);
  } catch (const Error&) {
    return setBrush({});
  }
  QPointF low(1, 1), high(0, 0);
  for (const std::uint32_t v : found) {
    const double ceiling = m_evaluation->ceiling[v], squared = m_evaluation->r[v] * m_evaluation->r[v];
    low = {std::min(low.x(), ceiling), std::min(low.y(), squared)};
    high = {std::max(high.x(), ceiling), std::max(high.y(), squared)};
  }
  m_brushRange = found.empty() ? QRectF() : QRectF(low, high);
  setMembers(std::move(found));
}

std::int64_t MapsModel::brushedInRegion() const {
  std::vector<bool> brushed(m_everyVoxel.size());
  for (const std::uint32_t v : m_brush) brushed[v] = true;
  return std::ranges::count_if(members(), [&](std::uint32_t v) { return brushed[v]; });
}

void MapsModel::setMembers(train::Members members) {
  if (members == m_brush) return;
  m_brush = std::move(members);
  m_scores[static_cast<std::size_t>(Score::Brush)].clear();
  showHighlight();
  if (brushJudges()) rescore(Score::Brush, m_brush);
  Q_EMIT brushChanged();
  Q_EMIT scoresChanged();
}

void MapsModel::showHighlight() {
  if (m_brush.empty() || !m_evaluation) return m_session.view().setHighlight({});
  std::vector<float> lit(m_evaluation->mask.size(), 0.0F);
  for (const std::uint32_t v : m_brush) lit[v] = 1;
  m_session.view().setHighlight(std::make_shared<const Volume>(m_evaluation->mask.scatter(lit, 0.0F)));
}

}  // namespace vxs::ui
