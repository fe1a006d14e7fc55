#pragma once

#include "ui/session/Session.h"

#include <QWidget>

#include <utility>

class QComboBox;
class QToolButton;
class QLabel;
class QLineEdit;
class QListView;

namespace vxs::ui {

class MapsModel;
class TrialModel;
class TrialOrder;

/// The run's images to choose from, filtered by words and part of the split, sorted by trial, caption or how
/// well they were predicted; test images come first unless sorted.
class TrialList : public QWidget {
  Q_OBJECT
 public:
  explicit TrialList(Session& session, QWidget* parent = nullptr);
  /// Selects the next (1) or previous (-1) image of the filtered list.
  void step(int direction);
  /// Takes scores from there, and sorts by the brushed voxels when some are brushed.
  void follow(MapsModel& maps);
  TrialOrder& order() { return *m_order; }
  void sortBy(int key, bool descending);  ///< TrialOrder::Key
  void showPart(int part);                ///< 0: all, then test, validation, train

 private:
  void followSelection();
  void showCount();
  QWidget* makeSorting();
  void followBrush();
  void nameRegion();
  QString brushText() const;
  QString ofRun() const;
  Session& m_session;
  TrialModel* m_model;
  MapsModel* m_maps = nullptr;
  TrialOrder* m_order;
  QLineEdit* m_filter;
  QComboBox *m_part, *m_sort;
  QToolButton* m_direction;
  std::pair<int, bool> m_beforeBrush{0, false};
  QListView* m_list;
  QLabel* m_count;
};

}  // namespace vxs::ui
