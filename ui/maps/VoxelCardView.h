#pragma once

#include "core/train/Cards.h"
#include "ui/maps/MapsModel.h"

#include <QWidget>

class QLabel;

namespace vxs::ui {

class ScatterView;
class ThumbnailStrip;

/// The voxel under the crosshair over the test images: measured against predicted, r with interval, ceiling,
/// ridge penalty, and the images that raise and lower r there most. Under “Model difference” both runs' r
/// with their names; scatter and images are the first run's then, and say so.
class VoxelCardView : public QWidget {
  Q_OBJECT
 public:
  explicit VoxelCardView(MapsModel& maps, QWidget* parent = nullptr);
  ThumbnailStrip* best() const { return m_best; }
  ThumbnailStrip* worst() const { return m_worst; }
  ScatterView* scatter() const { return m_scatter; }
  static constexpr int kPictures = 4;

 private:
  /// Of the open run; the second's, with both names, while the map is their difference.
  struct Cards {
    std::shared_ptr<const train::VoxelCard> first, second;
    DifferencePtr difference;
    QString firstRun, secondRun;
  };
  bool comparing() const;
  void refresh();
  void showCard(Cards cards);
  void showReason(const QString& reason);
  void markSelected();
  QString facts() const;
  QString bothRuns() const;
  void nameImages();
  /// Two cards are shown under “Model difference” alone.
  void followMap();
  QString layersOf(std::uint32_t voxel) const;
  /// Position in the run's items() of a test image; -1 when it is not among them.
  int itemOf(std::uint32_t testImage) const;
  std::vector<int> m_items;  ///< of each test image

  MapsModel& m_maps;
  quint64 m_wanted = 0;
  bool m_wantedBoth = false;
  Cards m_cards;
  QWidget* m_side;  ///< facts and pictures beside the scatter
  ScatterView* m_scatter;
  QLabel* m_facts;
  QLabel *m_bestTitle, *m_worstTitle;
  ThumbnailStrip *m_best, *m_worst;
};

}  // namespace vxs::ui
