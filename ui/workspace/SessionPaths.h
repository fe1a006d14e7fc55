#pragma once

#include <QJsonObject>
#include <QString>

#include <filesystem>

namespace vxs::ui {

/// Absolute and normal; empty stays empty.
std::filesystem::path absolutePath(const std::filesystem::path& path);
/// From `folder`; empty for an empty path.
QString relativePath(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Files and folders that a state names (a picture, a map, the run of a map's epoch, the second run), made
/// absolute, with their paths relative to `folder` beside them under names that end in "Relative".
QJsonObject withRelativePaths(QJsonObject parts, const std::filesystem::path& folder);
/// The other way round: what is at its relative place is taken from there, so that a folder that was moved or
/// copied as a whole is sufficient; else the absolute path stays. Nothing is left of the relative ones.
QJsonObject withFoundPaths(QJsonObject parts, const std::filesystem::path& folder);

}  // namespace vxs::ui
