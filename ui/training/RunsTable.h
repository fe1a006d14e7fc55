#pragma once

#include "ui/training/RunsModel.h"
#include "ui/training/TrainingJob.h"
#include "ui/widgets/WrappedColumn.h"

#include <QTimer>

class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace vxs::ui {

class ElidedLabel;

/// All runs of a folder: which there are, how they do, and what to do with one.
class RunsTable : public WrappedColumn {
  Q_OBJECT
 public:
  explicit RunsTable(TrainingJob& job, QWidget* parent = nullptr);

  RunsModel& model() { return *m_model; }
  const QString& folder() const { return m_folder; }
  void setFolder(const QString& folder);
  /// Reads the folder again, in the background.
  void rescan();
  /// Whether the folder has the report's Table 1, as it was when it was last read.
  bool hasTable() const { return m_hasTable; }
  void showTable();
  QString selectedRun() const;
  void select(const QString& run);

 Q_SIGNALS:
  void selectionChanged();
  void folderChanged();
  void folderChosen();  ///< by a person, after folderChanged()
  void tableChanged();  ///< hasTable()
  void openRequested(const QString& run);
  void secondRequested(const QString& run);
  void evaluateRequested(const QString& run);
  void settingsRequested(const QString& run);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QPushButton* addButton(const QString& text, const QString& tip, void (RunsTable::*slot)());
  void makeTable();
  void chooseFolder();
  void open() { Q_EMIT openRequested(selectedRun()); }
  void openSecond() { Q_EMIT secondRequested(selectedRun()); }
  void evaluate() { Q_EMIT evaluateRequested(selectedRun()); }
  void settings() { Q_EMIT settingsRequested(selectedRun()); }
  void reveal();
  /// Asks first.
  void discard();
  /// Why the selected run cannot be discarded; empty where it can.
  QString whyKept() const;
  void enable();
  void sizeColumns();

  TrainingJob& m_job;
  RunsModel* m_model;
  QSortFilterProxyModel* m_sorted;
  QTableView* m_view;
  ElidedLabel* m_place;
  std::vector<QPushButton*> m_buttons;
  QPushButton *m_table = nullptr, *m_evaluate = nullptr, *m_settings = nullptr, *m_reveal = nullptr,
              *m_discard = nullptr;
  QString m_folder, m_wanted;  ///< a run to select as soon as it is there
  bool m_hasTable = false;
  std::set<int> m_chosenWidths;  ///< columns that the person has resized
  bool m_sizing = false;
  bool m_sized = false;  ///< columns fit what is in them; then they are the person's
  QTimer m_again;
};

}  // namespace vxs::ui
