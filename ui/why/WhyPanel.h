#pragma once

#include "core/workflow/whatif/Regions.h"
#include "ui/why/ExplainService.h"

#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace vxs::ui {

class HeatView;
class SparsityView;
class WordStrip;

/// Why a voxel or region is predicted as it is: heat over the picture that BLIP sees and bars under the
/// caption's words, by one of four methods, with the sanity check of randomised weights beside it and, for
/// attention, how sparse every head is.
class WhyPanel : public QWidget {
  Q_OBJECT
 public:
  explicit WhyPanel(Session& session, QWidget* parent = nullptr);
  ExplainService& service() { return m_service; }
  void setMethod(workflow::ExplainMethod method);
  /// -1: the voxel under the crosshair, else a region of the run's atlases.
  void setTarget(int target);
  void explain();
  void checkSanity();
  /// The command for a shell that gives the same numbers; empty when nothing is open.
  QString commandLine() const;

 private:
  QWidget* makeControls();
  QWidget* makePictures();
  QWidget* makeNumbers();
  void takeRun();
  void takeMethod();
  void showState();
  void showHeat();
  void showWords();
  void showNumbers();
  void pickHead(int layer, int head);
  QString targetText() const;
  /// What is asked for now, as `voxelscope-cli explain` and recipes have it.
  std::vector<std::pair<QString, QString>> choices() const;
  /// Hands the session what is shown, for figures.
  void publish() const;
  /// Positions within the mask; empty outside it.
  std::vector<std::uint32_t> targetVoxels() const;
  workflow::ExplainMethod method() const;
  QString marks() const;

  Session& m_session;
  ExplainService m_service;
  std::shared_ptr<const std::vector<workflow::Region>> m_regions;
  QComboBox *m_target, *m_method, *m_baseline;
  QSpinBox *m_steps, *m_grid;
  QLabel *m_stepsLabel, *m_gridLabel, *m_baselineLabel, *m_note, *m_numbers, *m_sanityText, *m_source,
      *m_sparsityTitle;
  QPushButton *m_explain, *m_cancel, *m_sanity, *m_copy;
  QProgressBar* m_progress;
  HeatView *m_heat, *m_randomHeat;
  WordStrip* m_words;
  SparsityView* m_sparsity;
  QString m_explained;                               ///< what the shown explanation is of
  std::vector<std::pair<QString, QString>> m_asked;  ///< the choices that it was begun with
  int m_layer = -1, m_head = -1, m_word = -1;
};

}  // namespace vxs::ui
