#pragma once

#include "core/train/Cards.h"
#include "ui/maps/MapsModel.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QTableWidget;

namespace vxs::ui {

class FlowLayout;

/// The selected image over the voxels: pattern correlation over the mask and each region, the best and the
/// worst region, and how far its presentations agree with each other, which can be shown one by one. Test
/// images come from the evaluation; others, edited captions and single presentations from what is shown.
/// Where two runs are open, the second one's and the difference stand beside.
class ImageCardView : public QWidget {
  Q_OBJECT
 public:
  explicit ImageCardView(MapsModel& maps, QWidget* parent = nullptr);

 private:
  struct Findings {
    train::ImageCard card, second;
    std::vector<double> repeats;  ///< [repeats, repeats]
    bool compared = false;        ///< there was a measured and a predicted pattern
    bool evaluated = false;       ///< they came from the evaluation
    bool both = false;            ///< `second` is the second run's
  };
  void refresh();
  void showCard(const Findings& findings);
  QString judgement(const Findings& findings) const;
  void showRegions(const Findings& findings);
  void showReason(const QString& reason);
  void listPresentations();
  QString repeatsText(const std::vector<double>& matrix) const;
  bool fromEvaluation() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fitColumns();
  MapsModel& m_maps;
  quint64 m_wanted = 0;
  bool m_both = false;  ///< runs are in the table
  QLabel* m_facts;
  FlowLayout* m_presentations;
  QButtonGroup* m_buttons;
  QTableWidget* m_regions;
};

}  // namespace vxs::ui
