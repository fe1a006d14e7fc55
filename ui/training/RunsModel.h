#pragma once

#include "ui/training/RunCurves.h"

#include <QAbstractTableModel>
#include <QString>

#include <set>
#include <vector>

namespace vxs::ui {

/// The runs of a folder as a table; a check mark compares a run's curves with the others'.
class RunsModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, BestScore, Accuracy, State, Head, Loss, Penalty, Epochs, Changed, ColumnCount };
  static constexpr int PathRole = Qt::UserRole, SortRole = Qt::UserRole + 1;

  using QAbstractTableModel::QAbstractTableModel;
  /// Forgets runs that are not among these; new ones are there once their summary is.
  void keepOnly(const std::vector<std::filesystem::path>& runs);
  void setSummary(const train::RunSummary& summary);
  /// A run that cannot be read has a line that says why.
  void setUnreadable(const QString& run, const QString& reason);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

  const train::RunSummary* summary(const QString& run) const;  ///< nullptr when unknown or unreadable
  std::vector<train::RunSummary> summaries() const;            ///< of all that can be read
  const std::set<QString>& compared() const { return m_compared; }
  /// The best complete ridge run on the same store and the same validation images; nullptr when there is
  /// none.
  const train::RunSummary* ridgeBaseline(const train::RunSummary& of) const;

 Q_SIGNALS:
  void comparedChanged();
  void summariesChanged();

 private:
  struct Row {
    QString path;
    train::RunSummary summary;
    QString problem;
  };
  int rowOf(const QString& run) const;
  void put(Row row);
  QVariant text(const Row& row, int column) const;
  QVariant sortKey(const Row& row, int column) const;
  QString tip(const Row& row) const;
  /// What a score is of, which is not what the other one is of; empty: none of them is shown.
  QString scoreTip(const Row& row, int column) const;
  /// Of every score of a column, in short: "r|r|/NC, nsdgeneral"; empty where they are of different things.
  QString commonUnit(int column) const;

  std::vector<Row> m_rows;  ///< by path
  std::set<QString> m_compared;
};

}  // namespace vxs::ui
