#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace vxs::ui {

/// What `voxelscope-cli sweep` wrote into a folder: the report's Table 1. First rows are headings.
struct SweepTable {
  QString caption;              ///< what the numbers belong to
  QList<QStringList> accuracy;  ///< a line a penalty, a column a head (table1.tsv)
  QList<QStringList> cells;     ///< a line a combination (table.tsv)
  /// How accuracy is computed, by the caption's preset.
  QString quantity() const;
  /// Both for a text document, in columns of blanks.
  QString text() const;
  /// Both for a spreadsheet.
  QString tsv() const;
};
/// Whether there is one.
bool holdsSweepTable(const QString& folder);
/// Throws Error naming the file that cannot be read.
SweepTable readSweepTable(const QString& folder);

/// What the cells of a folder's table were made with, other than `settings` ("epochs": 3 …) say: "epochs 1
/// instead of 3"; empty where nothing differs, and where there is no cell.
QStringList otherSettings(const QString& folder, const QJsonObject& settings);
/// Names of the cells ("mlp-l1") that were made with these settings: they are not made again.
QStringList finishedCells(const QString& folder, const QJsonObject& settings);
/// `folder`, or the next of that name that has no table made with other settings: "table1-2".
QString sweepFolderFor(const QString& folder, const QJsonObject& settings);

}  // namespace vxs::ui
