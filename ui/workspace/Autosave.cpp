#include "ui/workspace/Autosave.h"

#include <QFile>
#include <QJsonDocument>

namespace vxs::ui {

namespace fs = std::filesystem;

namespace {

QString text(const fs::path& path) {
  return QString::fromStdString(path.string());
}

enum class Left { Nothing, InOrder, InTheMiddle };

/// How the program that wrote the file came to its end.
Left leftBy(const fs::path& file) {
  QFile content(text(file));
  if (!content.open(QIODevice::ReadOnly)) return Left::Nothing;
  const QJsonDocument json = QJsonDocument::fromJson(content.readAll());
  if (!json.isObject()) return Left::Nothing;
  return json[QLatin1String("ended")].toBool(true) ? Left::InOrder : Left::InTheMiddle;
}

std::unique_ptr<QLockFile> lockOf(const fs::path& file) {
  auto lock = std::make_unique<QLockFile>(text(file) + QStringLiteral(".lock"));
  lock->setStaleLockTime(0);  // stale only when its process has gone
  return lock->tryLock(0) ? std::move(lock) : nullptr;
}

}  // namespace

Autosave::Autosave(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return;
  // a session that was torn away comes first, else the first free place
  std::optional<fs::path> free;
  for (int i = 0; i < kPlaces; ++i) {
    const fs::path file = folder / ("window-" + std::to_string(i) + ".voxelscope");
    const auto lock = lockOf(file);
    if (!lock) continue;
    if (leftBy(file) == Left::InTheMiddle && !m_crashed) {
      m_crashed = true;
      free = file;
    }
    if (!free) free = file;
  }
  if (free) take(*free);
}

bool Autosave::take(const fs::path& file) {
  m_lock = lockOf(file);
  if (!m_lock) return false;
  m_file = file;
  if (leftBy(file) == Left::Nothing) return true;
  m_found = file;
  m_found.replace_extension(m_crashed ? ".torn.voxelscope" : ".last.voxelscope");
  std::error_code failed;
  fs::rename(file, m_found, failed);
  if (failed) m_found.clear();
  return true;
}

}  // namespace vxs::ui
