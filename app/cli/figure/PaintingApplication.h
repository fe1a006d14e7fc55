#pragma once

#include <QGuiApplication>

#include <memory>

namespace vxs::cli {

/// Qt's fonts need an application object; the offscreen platform needs no display and gives the same picture
/// everywhere.
class PaintingApplication {
 public:
  PaintingApplication() {
    if (QCoreApplication::instance()) return;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    m_application = std::make_unique<QGuiApplication>(m_argumentCount, m_arguments);
  }

 private:
  int m_argumentCount = 1;
  char m_name[15] = "voxelscope-cli";
  char* m_arguments[2] = {m_name, nullptr};
  std::unique_ptr<QGuiApplication> m_application;
};

}  // namespace vxs::cli
