#include "ui/figure/FigureFileName.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace vxs::ui {

namespace {

/// NAME of NAME-2, NAME-3 …, where a figure NAME is there in whatever format; else what it is itself: the
/// number at its end is its own.
QString countedName(const QFileInfo& file) {
  static const QRegularExpression kCounted(QStringLiteral("^(.+)-[1-9][0-9]*$"));
  const QString name = file.completeBaseName(), before = kCounted.match(name).captured(1);
  const auto isThere = [&](const char* format) {
    return QFileInfo::exists(QDir(file.path()).filePath(before + QLatin1Char('.') + QLatin1String(format)));
  };
  return !before.isEmpty() && std::ranges::any_of(kFigureFormats, isThere) ? before : name;
}

}  // namespace

QString withEnding(const QString& file, const QString& format) {
  const QString suffix = QFileInfo(file).suffix();
  const bool ending = std::ranges::any_of(suffix, [](QChar letter) { return letter.isLetter(); });
  return ending || QFileInfo(file).fileName().isEmpty() ? file : file + QLatin1Char('.') + format;
}

QString freeFigureName(const QString& file) {
  const QFileInfo info(file);
  if (info.suffix().isEmpty() || !info.exists()) return file;
  const QString counted = countedName(info);
  QString name = file;
  for (int n = 2; QFileInfo::exists(name); ++n)
    name = QDir(info.path()).filePath(QStringLiteral("%1-%2.%3").arg(counted).arg(n).arg(info.suffix()));
  return name;
}

}  // namespace vxs::ui
