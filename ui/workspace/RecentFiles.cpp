#include "ui/workspace/RecentFiles.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace vxs::ui {

namespace {
const QString kKey = QStringLiteral("recent");
}

std::filesystem::path dataFolder() {
  const QString chosen = QSettings().value(QStringLiteral("dataFolder")).toString();
  const QString folder =
      chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : chosen;
  return folder.toStdString();
}

QList<RecentFiles::Entry> RecentFiles::entries() const {
  QSettings settings;
  QList<Entry> entries;
  const int count = settings.beginReadArray(kKey);
  for (int i = 0; i < count; ++i) {
    settings.setArrayIndex(i);
    const Entry entry{settings.value(QStringLiteral("path")).toString(),
                      settings.value(QStringLiteral("kind")).toString(),
                      settings.value(QStringLiteral("summary")).toString()};
    if (QFileInfo::exists(entry.path)) entries << entry;
  }
  return entries;
}

void RecentFiles::store(const QList<Entry>& entries) {
  QSettings settings;
  settings.beginWriteArray(kKey, static_cast<int>(entries.size()));
  for (int i = 0; i < entries.size(); ++i) {
    settings.setArrayIndex(i);
    settings.setValue(QStringLiteral("path"), entries[i].path);
    settings.setValue(QStringLiteral("kind"), entries[i].kind);
    settings.setValue(QStringLiteral("summary"), entries[i].summary);
  }
  settings.endArray();
  Q_EMIT changed();
}

void RecentFiles::add(const std::filesystem::path& path, const QString& kind, const QString& summary) {
  const QString full = QFileInfo(QString::fromStdString(path.string())).absoluteFilePath();
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
