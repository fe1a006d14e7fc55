#pragma once

#include <QHeaderView>
#include <QTableView>

#include <vector>

namespace vxs::ui {

/// While it lives, no column of a table asks its rows for its width; then all do, once. Filled cell by cell,
/// columns that follow their contents would ask every row at every cell.
class TableFilling {
 public:
  explicit TableFilling(const QTableView& table) : m_header(*table.horizontalHeader()) {
    for (int column = 0; column < m_header.count(); ++column)
      if (m_header.sectionResizeMode(column) == QHeaderView::ResizeToContents) {
        m_following.push_back(column);
        m_header.setSectionResizeMode(column, QHeaderView::Fixed);
      }
  }
  ~TableFilling() {
    for (const int column : m_following) m_header.setSectionResizeMode(column, QHeaderView::ResizeToContents);
  }
  TableFilling(const TableFilling&) = delete;
  TableFilling& operator=(const TableFilling&) = delete;

 private:
  QHeaderView& m_header;
  std::vector<int> m_following;
};

}  // namespace vxs::ui
