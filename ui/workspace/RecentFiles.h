#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <filesystem>

namespace vxs::ui {

/// What was opened last, newest first, kept in the person's settings. Files that have gone are left out.
class RecentFiles : public QObject {
  Q_OBJECT
 public:
  struct Entry {
    QString path;
    QString kind;     ///< "run", "picture", "volume", "session"
    QString summary;  ///< "ridge head, subj01, 21,302 voxels, synthetic"
  };
  using QObject::QObject;
  QList<Entry> entries() const;
  void add(const std::filesystem::path& path, const QString& kind, const QString& summary = {});
  void clear();
  /// Where the small picture of a run is kept; empty without a folder of the program's own.
  static std::filesystem::path thumbnail(const QString& path);

  static constexpr int kMost = 9;

 Q_SIGNALS:
  void changed();

 private:
  void store(const QList<Entry>& entries);
};

/// Folder for what the program keeps of its own: autosaves, thumbnails, the demo.
std::filesystem::path dataFolder();

}  // namespace vxs::ui
