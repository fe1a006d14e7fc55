#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace vxs::ui {

/// One bar a region: its mean change in z, over the band in which rewordings of the same caption lie. A
/// click, or Return on the row with the focus, picks the region.
class RegionBars : public QWidget {
  Q_OBJECT
 public:
  struct Row {
    QString name;
    int region = -1;  ///< what picked() says
    double mean = 0;
    double low = 0, high = 0;  ///< of rewordings; NaN: no null yet
    double percentile = 0;     ///< among rewordings; NaN: none
    int voxels = 0, n = 0;     ///< of the region; rewordings
    QString brief{};           ///< without its atlas, where not every name has room; empty: `name`
  };
  explicit RegionBars(QWidget* parent = nullptr);
  void setRows(std::vector<Row> rows);
  void setEmptyText(const QString& text);
  const std::vector<Row>& rows() const { return m_rows; }
  void setChosen(int region);
  QRect rowRect(int index) const;
  QSize sizeHint() const override;
  /// As high as its rows are; names may be cut short in the middle, bars and numbers have room.
  QSize minimumSizeHint() const override;
  /// Whether any row stands among rewordings: else there is no column for it.
  bool ranked() const;

 Q_SIGNALS:
  void picked(int region);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  /// The column of names as it has room now.
  struct Names {
    int width = 0;
    bool brief = false;  ///< of every row, or of none
    const QString& of(const Row& row) const { return brief && !row.brief.isEmpty() ? row.brief : row.name; }
  };
  Names names() const;
  /// Of the column at the right; a margin where there is none.
  int rankWidth() const;
  void paintRow(QPainter& painter, int index, double range, const Names& names) const;
  std::vector<Row> m_rows;
  QString m_emptyText;
  int m_chosen = -1, m_focused = 0;
};

}  // namespace vxs::ui
