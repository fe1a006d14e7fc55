#pragma once

#include "ui/Session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace vxs::ui {

class TrialModel;

/// The run's images to choose from, filtered by words; test images come first.
class TrialList : public QWidget {
  Q_OBJECT
 public:
  explicit TrialList(Session& session, QWidget* parent = nullptr);
  /// Selects the next (1) or previous (-1) image of the filtered list.
  void step(int direction);

 private:
  void followSelection();
  void showCount();
  Session& m_session;
  TrialModel* m_model;
  QSortFilterProxyModel* m_filtered;
  QLineEdit* m_filter;
  QListView* m_list;
  QLabel* m_count;
};

}  // namespace vxs::ui
