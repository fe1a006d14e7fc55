#pragma once

#include <QColor>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace vxs::ui {

/// A line of a plot: x ascending; a y that is not finite leaves a gap and is counted below the plot.
struct Curve {
  QString name;  ///< in the legend; empty: not there
  QColor color;
  std::vector<QPointF> points;
  bool faint = false;    ///< raw values behind a smoothed line, or one value a batch
  bool markers = false;  ///< a dot a point
  QString brief{};       ///< its name where there is little room; empty: the same
};
/// A level to compare with, drawn across the plot.
struct CurveLevel {
  QString name;
  double value = 0;
};
struct CurvePlot {
  QString title, xName, emptyText;
  std::vector<Curve> curves;
  std::optional<CurveLevel> level;
  std::optional<double> bestX;    ///< marked "best"
  std::optional<double> shownX;   ///< the epoch that the brain shows
  QString bestText{};             ///< beside bestX, in place of "best"
  std::optional<QPointF> best{};  ///< a ring on the curve
  QString yName{};                ///< beside the vertical axis; empty: the title names it
  QString briefTitle{};           ///< where the names of the curves would not stand beside `title`
};

/// Draws curves with every point they have: where there are more points than pixels, each pixel column shows
/// the whole range of its values. The pointer reads values. What is low gives its room to the curves: its
/// title has one line, its legend is beside the frame, and nothing is written beneath the numbers.
class CurveView : public QWidget {
  Q_OBJECT
 public:
  explicit CurveView(QWidget* parent = nullptr);
  void setPlot(CurvePlot plot);
  const CurvePlot& plot() const { return m_plot; }
  QSize sizeHint() const override { return {340, 200}; }
  /// Where a curve can still be followed.
  QSize minimumSizeHint() const override;
  /// What is drawn from: finite values of every curve and the level; unit ranges where there is none.
  QRectF dataRange() const;
  QPointF pointOf(const QPointF& value) const;
  /// A name of the legend, and where its text stands; its line is at the left of that.
  struct LegendEntry {
    QString name;
    QColor color;
    bool faint = false;
    QRectF place;
  };
  /// Every named curve, of a low plot but the faint ones, which have the colours of others: beside the title
  /// where all of them have room there, else in lines of their own beneath it. Of a low plot the title is
  /// brief where that gives them room beside it, else they are in a column at the right of the frame. One
  /// curve alone that has no room there is named by the title.
  std::vector<LegendEntry> legend() const;

 Q_SIGNALS:
  /// A click: the x that was clicked.
  void xChosen(double x);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  QRectF frame() const;
  double top() const;        ///< of the frame: room for the title and the legend
  double titleRoom() const;  ///< for the title, in two lines where it is longer than one
  bool low() const;
  bool standBeside(const QString& title, double names) const;
  const QString& shownTitle() const;
  static void keepFirst(std::vector<LegendEntry>& names, std::size_t count);
  void placeInRows(std::vector<LegendEntry>& names) const;
  void placeInColumn(std::vector<LegendEntry>& names) const;
  double right() const;   ///< of the frame: room for a legend beside it
  double bottom() const;  ///< beneath the frame
  double left() const;    ///< of the frame: room for numbers, and for the axis' name
  double xAt(const QPointF& point) const;
  void paintAxes(QPainter& painter) const;
  void paintCurve(QPainter& painter, const Curve& curve) const;
  void paintMarks(QPainter& painter) const;
  void paintLegend(QPainter& painter) const;
  void paintReadout(QPainter& painter) const;
  qsizetype notFinite() const;

  CurvePlot m_plot;
  std::optional<QPointF> m_pointer;
};

}  // namespace vxs::ui
