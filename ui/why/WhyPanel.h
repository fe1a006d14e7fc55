#pragma once

#include "ui/why/WhyModel.h"

#include <QWidget>

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
  explicit WhyPanel(WhyModel& model, QWidget* parent = nullptr);

 private:
  QWidget* makeControls();
  void connectControls();
  QWidget* makePictures();
  QWidget* makeQuestion();
  QWidget* makeNumbers();
  void takeRegions();
  void takeChoice();
  void chooseBy(const std::function<void(WhyChoice&)>& change);
  void showState();
  void showHeat();
  void showWords();
  void showNumbers();
  void showFormer();
  QString marks() const;

  WhyModel& m_model;
  Session& m_session;
  QComboBox *m_of, *m_target, *m_asked, *m_method, *m_baseline;
  QSpinBox *m_steps, *m_grid;
  QLabel *m_ofLabel, *m_stepsLabel, *m_gridLabel, *m_baselineLabel, *m_former, *m_note, *m_numbers,
      *m_sanityText, *m_source, *m_sparsityTitle;
  QPushButton *m_explain, *m_ask, *m_cancel, *m_sanity, *m_copy;
  QProgressBar* m_progress;
  HeatView *m_heat, *m_randomHeat;
  WordStrip* m_words;
  SparsityView* m_sparsity;
};

}  // namespace vxs::ui
