#pragma once

#include "core/train/Cards.h"
#include "ui/maps/MapsModel.h"

#include <QWidget>

class QLabel;

namespace vxs::ui {

class ScatterView;
class ThumbnailStrip;

/// The voxel under the crosshair over the test images: measured against predicted, r with interval, ceiling,
/// ridge penalty, and the images that raise and lower r there most.
class VoxelCardView : public QWidget {
  Q_OBJECT
 public:
  explicit VoxelCardView(MapsModel& maps, QWidget* parent = nullptr);
  ThumbnailStrip* best() const { return m_best; }
  ThumbnailStrip* worst() const { return m_worst; }
  ScatterView* scatter() const { return m_scatter; }
  static constexpr int kPictures = 4;

 private:
  void refresh();
  void showCard(std::shared_ptr<const train::VoxelCard> card);
  void showReason(const QString& reason);
  void markSelected();
  QString factsOf(const train::VoxelCard& card) const;
  QString layersOf(std::uint32_t voxel) const;
  /// Position in the run's items() of a test image; -1 when it is not among them.
  int itemOf(std::uint32_t testImage) const;
  std::vector<int> m_items;  ///< of each test image

  MapsModel& m_maps;
  quint64 m_wanted = 0;
  std::shared_ptr<const train::VoxelCard> m_card;
  QWidget* m_side;  ///< facts and pictures beside the scatter
  ScatterView* m_scatter;
  QLabel* m_facts;
  QLabel *m_bestTitle, *m_worstTitle;
  ThumbnailStrip *m_best, *m_worst;
};

}  // namespace vxs::ui
