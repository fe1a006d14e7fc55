#include "ui/workspace/SessionPaths.h"

#include "ui/paint/figure/MapStatistic.h"

#include <functional>

namespace vxs::ui {

namespace fs = std::filesystem;

namespace {

const QString kRelative = QStringLiteral("Relative");

QString text(const fs::path& path) {
  return QString::fromStdString(path.string());
}

/// Replaces a path that is the member `name`; what is no path, or absent, is left alone.
using Change = std::function<void(QJsonObject& object, const QString& name)>;

void changeMember(QJsonObject& parts, const QString& part, const QString& name, const Change& change) {
  if (!parts.value(part).isObject()) return;
  QJsonObject object = parts.value(part).toObject();
  change(object, name);
  parts[part] = object;
}

QJsonObject changed(QJsonObject parts, const Change& change) {
  changeMember(parts, QStringLiteral("stimulus"), QStringLiteral("picture"), change);
  const QString computed = QStringLiteral("computed"), map = QStringLiteral("map");
  // else the name of a map that is no file
  if (paint::isMapFile(parts.value(computed).toObject().value(map).toString().toStdString()))
    changeMember(parts, computed, map, change);
  changeMember(parts, computed, QStringLiteral("epochRun"), change);
  change(parts, QStringLiteral("second"));
  return parts;
}

}  // namespace

fs::path absolutePath(const fs::path& path) {
  return path.empty() ? path : fs::absolute(path).lexically_normal();
}

QString relativePath(const fs::path& path, const fs::path& folder) {
  return path.empty() ? QString() : text(absolutePath(path).lexically_relative(absolutePath(folder)));
}

QJsonObject withRelativePaths(QJsonObject parts, const fs::path& folder) {
  return changed(std::move(parts), [&folder](QJsonObject& object, const QString& name) {
    const fs::path path = object.value(name).toString().toStdString();
    if (path.empty()) return;
    object[name] = text(absolutePath(path));
    object[name + kRelative] = relativePath(path, folder);
  });
}

QJsonObject withFoundPaths(QJsonObject parts, const fs::path& folder) {
  return changed(std::move(parts), [&folder](QJsonObject& object, const QString& name) {
    const fs::path relative = object.take(name + kRelative).toString().toStdString();
    if (object.value(name).toString().isEmpty() || relative.empty()) return;
    const fs::path beside = absolutePath(folder / relative);
    std::error_code ignored;
    if (fs::exists(beside, ignored)) object[name] = text(beside);
  });
}

}  // namespace vxs::ui
