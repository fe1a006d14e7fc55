#pragma once

#include "ui/whatif/WhatIfService.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace vxs::ui {

class ElidedLabel;
class RegionBars;
class WordStrip;

/// Caption what-if: the edited caption beside the original, how far the prediction moved and how much of that
/// is noise of wording, each word left out, the regions and voxels that moved. Works only while it is seen.
class WhatIfPanel : public QWidget {
  Q_OBJECT
 public:
  explicit WhatIfPanel(Session& session, QWidget* parent = nullptr);
  WhatIfService& service() { return m_service; }
  /// What the words are measured by: -1 the whole mask, -2 the voxel under the crosshair, else a region.
  void setTarget(int target);
  static constexpr int kWhole = -1, kVoxel = -2;
  /// Whether the change stands in the views, as a map of its own.
  bool inViews() const;
  void setInViews(bool shown);

 Q_SIGNALS:
  void inViewsChanged();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* makeCaptions();
  QWidget* makeWords();
  QWidget* makeRegions();
  QWidget* makeVoxels();
  void showFindings();
  void showCaptions();
  void showVerdict();
  /// How much the head makes of captions, and which null there is none of, with the reason.
  QString useText() const;
  void showWords();
  void showRegions();
  void showVoxels();
  void showInViews();
  /// The box is not ticked any more when somebody else shows a map; it is when that is of a caption.
  void noticeOtherMap();
  /// The change that is shown was the last picture's: none is, until this one's is known.
  void noticeOtherPicture();
  QString subject() const;  ///< the line that names the picture; begins m_shown
  QString shownAs(const QString& original, const QString& edited) const;  ///< what m_shown is for these
  void fillTargets();
  /// Signed where the target has a sign: a voxel's change, a region's mean; else the rms over the mask.
  workflow::ChangeMeasure measure() const;
  QString targetName() const;
  qint64 crosshairPosition() const;  ///< within the mask; -1 outside

  Session& m_session;
  WhatIfService m_service;
  QLabel *m_captions, *m_verdict, *m_use, *m_source;
  ElidedLabel *m_whose, *m_wordsTitle, *m_regionsTitle;
  QComboBox* m_target;
  WordStrip* m_words;
  RegionBars* m_regions;
  QTableWidget* m_moved;
  QPushButton *m_restore, *m_adopt, *m_copy;
  QCheckBox* m_show;
  QString m_shown;          ///< picture and captions whose difference is shown in the views; empty: none
  double m_givenRange = 0;  ///< of its colours, as they were given to it
  std::shared_ptr<const std::vector<workflow::Region>> m_listed;  ///< what m_target lists
};

}  // namespace vxs::ui
