#include "ui/workspace/RecentFiles.h"

#include "ui/widgets/Settings.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QStandardPaths>

namespace vxs::ui {

namespace {
const QString kKey = QStringLiteral("recent");

/// As QSettings writes an array: from 1.
QString entryKey(int number) {
  return QStringLiteral("%1/%2").arg(kKey).arg(number);
}
}  // namespace

std::filesystem::path dataFolder() {
  const QString chosen = Settings().value(QStringLiteral("dataFolder")).toString();
  const QString folder =
      chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : chosen;
  return folder.toStdString();
}

QList<RecentFiles::Entry> RecentFiles::entries() const {
  QList<Entry> entries;
  const int count = Settings(kKey).value(QStringLiteral("size")).toInt();
  for (int i = 1; i <= count; ++i) {
    const Settings settings(entryKey(i));
    const Entry entry{settings.value(QStringLiteral("path")).toString(),
                      settings.value(QStringLiteral("kind")).toString(),
                      settings.value(QStringLiteral("summary")).toString()};
    if (QFileInfo::exists(entry.path)) entries << entry;
  }
  return entries;
}

void RecentFiles::store(const QList<Entry>& entries) {
  Settings settings(kKey);
  settings.remove({});
  settings.setValue(QStringLiteral("size"), static_cast<int>(entries.size()));
  int number = 0;
  for (const Entry& entry : entries) {
    Settings kept(entryKey(++number));
    kept.setValue(QStringLiteral("path"), entry.path);
    kept.setValue(QStringLiteral("kind"), entry.kind);
    kept.setValue(QStringLiteral("summary"), entry.summary);
  }
  Q_EMIT changed();
}

void RecentFiles::add(const std::filesystem::path& path, const QString& kind, const QString& summary) {
  const QString full = QFileInfo(QString::fromStdString(path.string())).absoluteFilePath();
  Settings::refresh();  // another window may have opened something meanwhile
  QList<Entry> kept = entries();
  kept.removeIf([&](const Entry& entry) { return entry.path == full; });
  kept.prepend({full, kind, summary});
  while (kept.size() > kMost) kept.removeLast();
  store(kept);
}

void RecentFiles::clear() {
  store({});
}

std::filesystem::path RecentFiles::thumbnail(const QString& path) {
  const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
  return dataFolder() / "thumbnails" / (name.toStdString() + ".png");
}

}  // namespace vxs::ui
