#include "ui/training/SweepFolder.h"

#include "core/base/AtomicFile.h"
#include "ui/training/TrainingSettings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("SweepFolder", text);
}

QString readText(const QString& path) {
  return QString::fromStdString(readFile(path.toStdString()));
}

/// Rows of a table, whose comment, if there is one, becomes the caption.
QList<QStringList> rowsOf(const QString& text, QString& caption) {
  QList<QStringList> rows;
  for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
    if (line.startsWith(QLatin1Char('#')))
      caption = line.mid(1).trimmed();
    else
      rows << line.split(QLatin1Char('\t'));
  return rows;
}

QString inColumns(const QList<QStringList>& rows) {
  QList<qsizetype> widths;
  for (const QStringList& row : rows)
    for (qsizetype i = 0; i < row.size(); ++i) {
      if (i >= widths.size()) widths << 0;
      widths[i] = std::max(widths[i], row[i].size());
    }
  QString text;
  for (const QStringList& row : rows) {
    QString line;
    for (qsizetype i = 0; i < row.size(); ++i)
      line += (i == 0 ? row[i].leftJustified(widths[i]) : row[i].rightJustified(widths[i])) +
              QStringLiteral("  ");
    text += line.trimmed() + QLatin1Char('\n');
  }
  return text;
}

QString separated(const QList<QStringList>& rows) {
  QString text;
  for (const QStringList& row : rows) text += row.join(QLatin1Char('\t')) + QLatin1Char('\n');
  return text;
}

bool same(const QJsonValue& a, const QJsonValue& b) {
  if (!a.isDouble() || !b.isDouble()) return a == b;
  const double x = a.toDouble(), y = b.toDouble();
  return std::abs(x - y) <= 1e-6 * std::max(std::abs(x), std::abs(y));  // the command line has eight digits
}

QString wordOf(const QString& key) {
  return key == QLatin1String("penaltyWeight")  ? tr("penalty weight")
         : key == QLatin1String("learningRate") ? tr("learning rate")
         : key == QLatin1String("mask")         ? tr("judged voxels")
                                                : key;
}

QString shown(const QJsonValue& value) {
  if (value.isDouble()) return QString::number(value.toDouble(), 'g', 8);
  return value.toString().isEmpty() ? tr("(none)") : value.toString();
}

/// What the cells of a folder's table were made with, by their names.
QMap<QString, QJsonObject> settingsOfCells(const QString& folder) {
  const QDir place(folder);
  QMap<QString, QJsonObject> cells;
  for (const QFileInfo& entry : place.entryInfoList({QStringLiteral("*-*.json")}, QDir::Files)) {
    QFile file(entry.filePath());
    if (!file.open(QIODevice::ReadOnly)) continue;
    const QJsonObject made =
        QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("settings")).toObject();
    if (!made.isEmpty()) cells[entry.completeBaseName()] = made;
  }
  return cells;
}

QStringList differences(QJsonObject made, QJsonObject settings) {
  QStringList others;
  const QString readout = QStringLiteral("readout");
  for (QJsonObject* each : {&made, &settings})  // which is said only where it is another one
    if (!each->contains(readout)) (*each)[readout] = QString::fromStdString(train::TrainParams().readout);
  for (auto wanted = settings.begin(); wanted != settings.end(); ++wanted)
    if (const QJsonValue was = made.value(wanted.key()); !same(was, *wanted))
      others << tr("%1 %2 instead of %3").arg(wordOf(wanted.key()), shown(was), shown(*wanted));
  return others;
}

}  // namespace

QString SweepTable::quantity() const {
  return caption.contains(QLatin1String("preset algonauts"))
             ? tr("Accuracy: mean of r²/NC over the voxels, in percent of the noise ceiling")
             : tr("Accuracy: median of r²/NC over the voxels, in percent of the noise ceiling");
}

QString SweepTable::text() const {
  return caption + QStringLiteral("\n\n") + quantity() + QStringLiteral("\n\n") + inColumns(accuracy) +
         QLatin1Char('\n') + inColumns(cells);
}

QString SweepTable::tsv() const {
  return QStringLiteral("# %1\n# %2\n").arg(caption, quantity()) + separated(accuracy) + QLatin1Char('\n') +
         separated(cells);
}

bool holdsSweepTable(const QString& folder) {
  const QDir place(folder);
  return !folder.isEmpty() && place.exists(QStringLiteral("table1.tsv")) &&
         place.exists(QStringLiteral("table.tsv"));
}

SweepTable readSweepTable(const QString& folder) {
  const QDir place(folder);
  SweepTable table;
  table.accuracy = rowsOf(readText(place.filePath(QStringLiteral("table1.tsv"))), table.caption);
  table.cells = rowsOf(readText(place.filePath(QStringLiteral("table.tsv"))), table.caption);
  return table;
}

QStringList otherSettings(const QString& folder, const QJsonObject& settings) {
  QStringList others;
  for (const QJsonObject& made : settingsOfCells(folder))
    for (const QString& other : differences(made, settings))
      if (!others.contains(other)) others << other;
  return others;
}

QStringList finishedCells(const QString& folder, const QJsonObject& settings) {
  QStringList names;
  const QMap<QString, QJsonObject> cells = settingsOfCells(folder);
  for (auto cell = cells.begin(); cell != cells.end(); ++cell)
    if (differences(*cell, settings).isEmpty()) names << cell.key();
  return names;
}

QString sweepFolderFor(const QString& folder, const QJsonObject& settings) {
  const QFileInfo first(folder);
  QString place = folder;
  for (int i = 2; !otherSettings(place, settings).isEmpty(); ++i)
    place = QDir(first.path()).filePath(QStringLiteral("%1-%2").arg(first.fileName()).arg(i));
  return place;
}

}  // namespace vxs::ui
