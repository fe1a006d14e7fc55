#pragma once

#include <QImage>
#include <QString>

#include <string>

namespace vxs::test {

/// A figure's pixels; null when there is none that can be read.
inline QImage load(const std::string& file) {
  return QImage(QString::fromStdString(file));
}

}  // namespace vxs::test
