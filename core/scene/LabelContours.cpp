#include "core/scene/LabelContours.h"

#include "core/base/Parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace vxs::scene {

namespace {

constexpr double kPreciseToPixels = 0.25;
constexpr int kSmoothings = 2;

using Point = std::array<float, 2>;

/// Rows [0, count) one by one, whichever core is free: what is seen is not spread evenly.
void forEachRow(int count, const CancelFlag* cancel, const std::function<void(int)>& body) {
  std::atomic<int> next{0};
  parallelFor(static_cast<std::size_t>(availableCores()), [&](std::size_t, std::size_t) {
    for (int row = next++; row < count && !(cancel && cancel->raised()); row = next++) body(row);
  });
}

/// The grid of labels and where they end along its edges.
class Contours {
 public:
  Contours(const LabelPicture& picture, const CancelFlag* cancel)
      : m_picture(picture),
        m_cancel(cancel),
        m_columns(static_cast<int>(std::ceil(picture.width / picture.spacing)) + 1),
        m_rows(static_cast<int>(std::ceil(picture.height / picture.spacing)) + 1) {}

  std::vector<RegionBorder> find() {
    const std::size_t nodes = static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
    m_labels.assign(nodes, 0);
    forEachRow(m_rows, m_cancel, [&](int row) {
      for (int column = 0; column < m_columns; ++column)
        m_labels[node(column, row)] = m_picture.labelAt(column * m_picture.spacing, row * m_picture.spacing);
    });
    m_ends.assign(4 * nodes, 0.0F);
    forEachRow(m_rows, m_cancel, [&](int row) { findEnds(row); });
    m_next.assign(4 * nodes, kNone);
    m_entered.assign(4 * nodes, false);
    for (int row = 0; row + 1 < m_rows; ++row)
      for (int column = 0; column + 1 < m_columns; ++column) joinCell(column, row);
    std::vector<RegionBorder> borders;
    if (m_cancel && m_cancel->raised()) return borders;
    for (const bool open : {true, false})
      for (std::size_t i = 0; i < m_next.size(); ++i)
        if (m_next[i] != kNone && (!open || !m_entered[i])) follow(i, open, borders);
    return borders;
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  // An end is numbered 2 * edge + side: where the label of the edge's first (0) or second node (1) ends.
  // Edges: from each node to the right, then from each node down.
  std::size_t node(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
           static_cast<std::size_t>(column);
  }
  std::size_t across(int column, int row) const { return 2 * node(column, row); }
  std::size_t down(int column, int row) const { return 2 * (m_labels.size() + node(column, row)); }

  void findEnds(int row) {
    for (int column = 0; column < m_columns; ++column) {
      if (column + 1 < m_columns) bisect(column, row, column + 1, row, across(column, row));
      if (row + 1 < m_rows) bisect(column, row, column, row + 1, down(column, row));
    }
  }

  void bisect(int column, int row, int otherColumn, int otherRow, std::size_t end) {
    const std::int32_t first = m_labels[node(column, row)], second = m_labels[node(otherColumn, otherRow)];
    if (first == second) return;
    const auto labelAt = [&](double part) {
      return m_picture.labelAt((column + part * (otherColumn - column)) * m_picture.spacing,
                               (row + part * (otherRow - row)) * m_picture.spacing);
    };
    double low = 0, high = 1, third = -1;
    while (third < 0 && (high - low) * m_picture.spacing > kPreciseToPixels) {
      const double middle = (low + high) / 2;
      const std::int32_t label = labelAt(middle);
      if (label == first)
        low = middle;
      else if (label == second)
        high = middle;
      else
        third = middle;
    }
    double firstsEnd = (low + high) / 2, secondsEnd = firstsEnd;
    if (third >= 0) {
      const auto endOf = [&](std::int32_t own, double inside, double outside) {
        while (std::abs(outside - inside) * m_picture.spacing > kPreciseToPixels) {
          const double middle = (inside + outside) / 2;
          (labelAt(middle) == own ? inside : outside) = middle;
        }
        return (inside + outside) / 2;
      };
      firstsEnd = endOf(first, low, third);
      secondsEnd = endOf(second, high, third);
    }
    m_ends[end] = static_cast<float>(firstsEnd);
    m_ends[end + 1] = static_cast<float>(secondsEnd);
  }

  /// Joins the ends on the sides of a cell, for each label at its corners: each entered by walking around it
  /// clockwise with the one where the label is left next.
  void joinCell(int column, int row) {
    const std::array<std::int32_t, 4> corner{m_labels[node(column, row)], m_labels[node(column + 1, row)],
                                             m_labels[node(column + 1, row + 1)],
                                             m_labels[node(column, row + 1)]};
    if (corner[0] == corner[1] && corner[1] == corner[2] && corner[2] == corner[3]) return;
    // the side from a corner to the next, and whether it is walked from its first node to its second
    const std::array<std::size_t, 4> side{across(column, row), down(column + 1, row), across(column, row + 1),
                                          down(column, row)};
    for (std::size_t from = 0; from < 4; ++from) {
      const std::int32_t label = corner[(from + 1) % 4];
      if (label < 1 || corner[from] == label) continue;  // not entered here
      std::size_t to = (from + 1) % 4;
      while (corner[(to + 1) % 4] == label) to = (to + 1) % 4;
      const std::size_t entry = side[from] + (from < 2 ? 1 : 0), exit = side[to] + (to < 2 ? 0 : 1);
      m_next[entry] = exit;
      m_entered[exit] = true;
    }
  }

  Point pointAt(std::size_t end) const {
    std::size_t edge = end / 2;
    const bool isDown = edge >= m_labels.size();
    if (isDown) edge -= m_labels.size();
    const auto columns = static_cast<std::size_t>(m_columns);
    const auto x = static_cast<float>(edge % columns), y = static_cast<float>(edge / columns);
    const auto spacing = static_cast<float>(m_picture.spacing);
    return {spacing * (x + (isDown ? 0 : m_ends[end])), spacing * (y + (isDown ? m_ends[end] : 0))};
  }
  std::int32_t labelOf(std::size_t end) const {
    const std::size_t edge = end / 2, nodes = m_labels.size();
    if (end % 2 == 0) return m_labels[edge % nodes];
    return m_labels[edge < nodes ? edge + 1 : edge - nodes + static_cast<std::size_t>(m_columns)];
  }

  void follow(std::size_t start, bool open, std::vector<RegionBorder>& borders) {
    RegionBorder border{labelOf(start), !open, {}};
    std::size_t at = start;
    while (at != kNone) {
      border.points.push_back(pointAt(at));
      const std::size_t next = m_next[at];
      m_next[at] = kNone;
      at = next;
      if (at == start) break;
    }
    if (!open && area(border.points) < m_picture.smallest) return;
    for (int i = 0; i < kSmoothings; ++i) smooth(border);
    borders.push_back(std::move(border));
  }

  static double area(const std::vector<Point>& points) {
    double twice = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Point &a = points[i], &b = points[(i + 1) % points.size()];
      twice += static_cast<double>(a[0]) * static_cast<double>(b[1]) -
               static_cast<double>(b[0]) * static_cast<double>(a[1]);
    }
    return std::abs(twice) / 2;
  }

  /// Takes the grid out of the line: each point halfway to the middle of its neighbours.
  static void smooth(RegionBorder& border) {
    const std::vector<Point> was = border.points;
    const std::size_t count = was.size();
    if (count < 3) return;
    for (std::size_t i = 0; i < count; ++i) {
      if (!border.closed && (i == 0 || i + 1 == count)) continue;
      const Point &before = was[(i + count - 1) % count], &after = was[(i + 1) % count];
      for (std::size_t d = 0; d < 2; ++d)
        border.points[i][d] = 0.5F * was[i][d] + 0.25F * (before[d] + after[d]);
    }
  }

  const LabelPicture& m_picture;
  const CancelFlag* m_cancel;
  int m_columns, m_rows;
  std::vector<std::int32_t> m_labels;  ///< [rows, columns]
  std::vector<float> m_ends;           ///< [ends], as a part of the edge
  std::vector<std::size_t> m_next;     ///< [ends], the end that the border goes on to
  std::vector<bool> m_entered;         ///< [ends], whether one goes on to it
};

}  // namespace

std::vector<RegionBorder> labelContours(const LabelPicture& picture, const CancelFlag* cancel) {
  if (picture.width < 1 || picture.height < 1) return {};
  return Contours(picture, cancel).find();
}

}  // namespace vxs::scene
