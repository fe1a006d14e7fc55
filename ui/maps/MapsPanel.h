#pragma once

#include "ui/maps/MapsModel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTabWidget;

namespace vxs::ui {

class DensityView;
class HistogramView;
class ImageCardView;
class PageLayout;
class RoiBars;
class VoxelCardView;

/// The Maps dock: which statistic over the test set is shown, how it is distributed, what each region makes
/// of it, and cards of the voxel under the crosshair and the selected image. Without an evaluation it says so
/// and offers to run one.
class MapsPanel : public QWidget {
  Q_OBJECT
 public:
  explicit MapsPanel(MapsModel& maps, QWidget* parent = nullptr);
  MapsModel& maps() { return m_maps; }
  DensityView* density() const { return m_density; }
  HistogramView* histogram() const { return m_histogram; }
  RoiBars* regions() const { return m_regions; }
  VoxelCardView* voxelCard() const { return m_voxelCard; }
  ImageCardView* imageCard() const { return m_imageCard; }
  /// 0: the voxel's, 1: the image's.
  void showCard(int card);

 Q_SIGNALS:
  void secondRunRequested();

 private:
  QWidget* makeEmpty();
  QWidget* makeChooser();
  void makeLayerChoice();
  QWidget* makeContent();
  void showState();
  void showTexts();

  MapsModel& m_maps;
  PageLayout* m_pages;
  QLabel* m_reason = nullptr;
  QPushButton* m_evaluate = nullptr;
  QComboBox *m_kind = nullptr, *m_preset = nullptr, *m_tower = nullptr;
  QPushButton *m_toDifference = nullptr, *m_second = nullptr, *m_evaluateSecond = nullptr,
              *m_findLayers = nullptr, *m_again = nullptr;
  QCheckBox* m_inViews = nullptr;
  QLabel *m_summary = nullptr, *m_provenance = nullptr, *m_scope = nullptr;
  QPushButton *m_letGoRegion = nullptr, *m_letGoBrush = nullptr;
  HistogramView* m_histogram = nullptr;
  DensityView* m_density = nullptr;
  RoiBars* m_regions = nullptr;
  VoxelCardView* m_voxelCard = nullptr;
  ImageCardView* m_imageCard = nullptr;
  QTabWidget* m_cards = nullptr;
};

}  // namespace vxs::ui
