#pragma once

#include "core/train/Cards.h"
#include "ui/paint/Plot.h"

#include <QWidget>

#include <optional>

namespace vxs::ui {

/// Measured (up) against predicted (across) response of one voxel, a dot an image, on one scale for both so
/// that shrinkage is seen; the dashed line is a perfect prediction. A click chooses the image of the nearest
/// dot.
class ScatterView : public QWidget {
  Q_OBJECT
 public:
  explicit ScatterView(QWidget* parent = nullptr);
  /// `selected`: the test image to mark, -1 none.
  void setCard(std::shared_ptr<const train::VoxelCard> card, int selected);
  void setReason(const QString& reason);
  /// Whose predictions they are; empty where there is one run only.
  void setRun(const QString& name);
  /// "predicted by run-ridge, z".
  QString acrossTitle() const;
  QPointF pointOf(std::size_t image) const;
  QSize sizeHint() const override { return {170, 170}; }

 Q_SIGNALS:
  void chosen(int testImage);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  paint::PlotArea area() const;
  std::shared_ptr<const train::VoxelCard> m_card;
  int m_selected = -1;
  double m_range = 1;
  QString m_reason, m_run;
};

}  // namespace vxs::ui
