#pragma once

#include "ui/session/Session.h"

#include <QWidget>

#include <array>
#include <cstdint>
#include <memory>

class QDoubleSpinBox;
class QLabel;
class QSpinBox;
class QTableWidget;

namespace vxs::ui {

class MapsModel;

/// The voxel under the crosshair: RAS mm and voxel index, both editable, every layer's value, its noise
/// ceiling and its regions.
class VoxelPanel : public QWidget {
  Q_OBJECT
 public:
  explicit VoxelPanel(Session& session, QWidget* parent = nullptr);
  /// From now on the voxel's r over the test images has a row, with its interval once that is worked out.
  void follow(MapsModel& maps);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* makePosition();
  void showPosition();
  void showValues();
  void takeScore();
  void takeInterval(const std::shared_ptr<const train::Evaluation>& evaluation, std::uint32_t voxel);
  void showScore(int row);
  void fitRows();
  /// In the table's first column: as much of the name as goes into `room` pixels.
  QString fittedName(int row, int room) const;
  /// What a row is of: from the longest wording on, in the last of which the run's name may have a line of
  /// its own; empty where there is no run to tell apart.
  struct RowName {
    QStringList wordings;
    QString run;
  };
  void showLayer(int row, scene::Layer layer);
  /// The name is written by fitRows(), as it fits.
  void setRow(int row, const RowName& name, const QString& value, const QString& tip);
  /// The anatomy's value, whose whole numbers have no decimals.
  QString anatomyText(const Volume& volume) const;
  QString ceilingText() const;

  Session& m_session;
  std::array<QDoubleSpinBox*, 3> m_millimetres{};
  std::array<QSpinBox*, 3> m_voxel{};
  MapsModel* m_maps = nullptr;
  QString m_score;            ///< r with what there is of its interval
  quint64 m_scoreWanted = 0;  ///< an answer to an older question is thrown away
  QTableWidget* m_values;
  QLabel* m_source;
};

}  // namespace vxs::ui
