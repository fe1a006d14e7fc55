#pragma once

#include "ui/maps/MapsModel.h"

#include <QWidget>

#include <limits>

class QComboBox;
class QScrollArea;

namespace vxs::ui {

class ElidedLabel;
class RoiBarsCanvas;

/// The regions of one atlas as bars, of the same statistic as the chosen map: its median over a region's
/// voxels (regionStatistic()), as bar and as number, on what the median noise ceiling allows; of r and r²/NC
/// with the 95 % interval (bootstrap over test images); for the model difference median Δr, for layers the
/// mean depth of the voxels that prefer one, with their quartiles. A click jumps to the region's peak voxel
/// of the chosen map and restricts everything to the region; a click on the chosen one lets go.
class RoiBars : public QWidget {
  Q_OBJECT
 public:
  explicit RoiBars(MapsModel& maps, QWidget* parent = nullptr);
  RoiBarsCanvas* canvas() const { return m_canvas; }
  QStringList atlases() const;
  /// The one whose regions are shown; empty when there is none.
  QString atlas() const;

 private:
  void listAtlases();
  void showKey();
  MapsModel& m_maps;
  QComboBox* m_atlas;
  ElidedLabel* m_key;
  QScrollArea* m_scroll;
  RoiBarsCanvas* m_canvas;
};

/// What is drawn in it.
class RoiBarsCanvas : public QWidget {
  Q_OBJECT
 public:
  explicit RoiBarsCanvas(MapsModel& maps);
  void setAtlas(const QString& atlas);
  /// One bar; numbers in the units of the chosen map.
  struct Bar {
    QString name;
    int region = -1;  ///< in MapsModel::regions()
    double value = 0, low = 0, high = 0, ceiling = 0;
    QString score, tip;
    /// The second run's, with its interval; NaN: none.
    double second = std::numeric_limits<double>::quiet_NaN(), secondLow = second, secondHigh = second;
  };
  const std::vector<Bar>& bars() const { return m_bars; }
  QRectF rowRect(int bar) const;
  int rowHeight() const;
  /// Where the axis begins: below the last row, or at the bottom of what is seen of it.
  double axisTop() const;
  /// The axis' name, the fullest first.
  QStringList titleWordings() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;
  /// Of the part that is seen.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void rebuild();
  void makeRoom();
  void addJudged();
  void addSecond();
  void addDifferences();
  void addDepths();
  /// Where bars begin: 0, or the first layer.
  double base() const { return m_content == Content::Depths ? 1 : 0; }
  void setRange();
  void setDifferenceRange();
  void paintAxis(QPainter& painter) const;
  void paintDifferenceTicks(QPainter& painter, double bottom) const;
  int regionNamed(const std::string& atlas, const std::string& name) const;
  train::Members membersOf(int region) const;
  void choose(int bar);
  double toX(double value) const;
  void paintBar(QPainter& painter, int row) const;
  void paintInterval(QPainter& painter, double low, double high, double y, const QColor& ink) const;
  void paintSecond(QPainter& painter, const QPointF& at) const;
  /// Of the axis, as far as the whole width lets it.
  void paintTitle(QPainter& painter, double bottom) const;

  MapsModel& m_maps;
  QString m_atlas;
  std::vector<Bar> m_bars;
  enum class Content { Judged, Differences, Depths };
  Content m_content = Content::Judged;
  double m_low = 0, m_high = 1;
  int m_nameWidth = 0;
};

}  // namespace vxs::ui
