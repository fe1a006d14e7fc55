#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace vxs::ui {

/// Widgets from left to right, in as many rows as the width asks for: a narrow dock or large type cuts none
/// of them. In a row those of an expanding size policy begin at their least width and share what is left;
/// others are as wide as they like to be.
class FlowLayout : public QLayout {
 public:
  explicit FlowLayout(int spacing = 6);
  ~FlowLayout() override;
  void addItem(QLayoutItem* item) override;
  int count() const override { return static_cast<int>(m_items.size()); }
  QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  void setGeometry(const QRect& rect) override;
  /// Of a single row.
  QSize sizeHint() const override;
  QSize minimumSize() const override;

 private:
  struct Row {
    std::vector<QLayoutItem*> items;
    int width = 0, height = 0, expanding = 0;
  };
  std::vector<Row> rowsIn(int width) const;
  void place(const Row& row, const QRect& room) const;

  std::vector<QLayoutItem*> m_items;
};

}  // namespace vxs::ui
