#include "ui/widgets/FlowLayout.h"

#include <QWidget>

#include <algorithm>

namespace vxs::ui {

namespace {

constexpr int kRowGap = 4;  ///< pixels

bool expands(const QLayoutItem& item) {
  return item.expandingDirections() & Qt::Horizontal;
}

}  // namespace

FlowLayout::FlowLayout(int spacing) {
  setContentsMargins(0, 0, 0, 0);
  setSpacing(spacing);
}

FlowLayout::~FlowLayout() {
  for (const QLayoutItem* item : m_items) delete item;
}

void FlowLayout::addItem(QLayoutItem* item) {
  m_items.push_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const {
  return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
  QLayoutItem* item = itemAt(index);
  if (item) m_items.erase(m_items.begin() + index);
  return item;
}

std::vector<FlowLayout::Row> FlowLayout::rowsIn(int width) const {
  std::vector<Row> rows;
  for (QLayoutItem* item : m_items) {
    if (item->isEmpty()) continue;  // hidden
    const bool wide = expands(*item);
    const int wants =
        std::min(wide ? item->minimumSize().width() : item->sizeHint().width(), std::max(width, 0));
    if (rows.empty() || rows.back().width + spacing() + wants > width) rows.emplace_back();
    Row& row = rows.back();
    row.width += wants + (row.items.empty() ? 0 : spacing());
    row.height = std::max(row.height, item->sizeHint().height());
    row.expanding += wide ? 1 : 0;
    row.items.push_back(item);
  }
  return rows;
}

int FlowLayout::heightForWidth(int width) const {
  int height = 0;
  for (const Row& row : rowsIn(width)) height += row.height + (height > 0 ? kRowGap : 0);
  return height;
}

void FlowLayout::place(const Row& row, const QRect& room) const {
  int x = room.x(), left = std::max(0, room.width() - row.width), sharing = row.expanding, missing = 0;
  const auto lacks = [](const QLayoutItem& item) {
    return std::max(0, item.sizeHint().width() - item.minimumSize().width());
  };
  for (const QLayoutItem* item : row.items) missing += expands(*item) ? lacks(*item) : 0;
  // at first what each lacks of the width that it likes, then the rest in equal parts
  const int given = std::min(left, missing);
  left -= given;
  for (QLayoutItem* item : row.items) {
    int width =
        std::min(expands(*item) ? item->minimumSize().width() : item->sizeHint().width(), room.width());
    if (expands(*item)) {
      const int share = left / sharing--;
      width += share + (missing > 0 ? given * lacks(*item) / missing : 0);
      left -= share;
    }
    const int height = std::min(row.height, item->sizeHint().height());
    item->setGeometry({x, room.y() + (row.height - height) / 2, width, height});
    x += width + spacing();
  }
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  int y = rect.y();
  for (const Row& row : rowsIn(rect.width())) {
    place(row, {rect.x(), y, rect.width(), row.height});
    y += row.height + kRowGap;
  }
}

QSize FlowLayout::sizeHint() const {
  QSize hint;
  for (const QLayoutItem* item : m_items) {
    if (item->isEmpty()) continue;
    const QSize size = item->sizeHint();
    hint = {hint.width() + size.width() + (hint.width() > 0 ? spacing() : 0),
            std::max(hint.height(), size.height())};
  }
  return hint;
}

QSize FlowLayout::minimumSize() const {
  QSize least;
  for (const QLayoutItem* item : m_items) {
    if (item->isEmpty()) continue;
    const int width = expands(*item) ? item->minimumSize().width() : item->sizeHint().width();
    least = least.expandedTo({width, item->sizeHint().height()});
  }
  return least;
}

}  // namespace vxs::ui
