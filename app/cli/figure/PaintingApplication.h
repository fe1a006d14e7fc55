#pragma once

#include <QGuiApplication>
#include <QTemporaryDir>

#include <memory>

namespace vxs::cli {

/// Qt's fonts need an application object; the offscreen platform needs no display and gives the same picture
/// everywhere.
class PaintingApplication {
 public:
  PaintingApplication() {
    if (QCoreApplication::instance()) return;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR")) {
      // Qt's platform asks for a folder of this user alone, which a shell without a login session lacks
      m_runtimeFolder = std::make_unique<QTemporaryDir>();
      if (m_runtimeFolder->isValid()) qputenv("XDG_RUNTIME_DIR", m_runtimeFolder->path().toLocal8Bit());
    }
    m_application = std::make_unique<QGuiApplication>(m_argumentCount, m_arguments);
  }
  ~PaintingApplication() {
    m_application.reset();
    if (m_runtimeFolder) qunsetenv("XDG_RUNTIME_DIR");
  }
  PaintingApplication(const PaintingApplication&) = delete;
  PaintingApplication& operator=(const PaintingApplication&) = delete;

 private:
  int m_argumentCount = 1;
  char m_name[15] = "voxelscope-cli";
  char* m_arguments[2] = {m_name, nullptr};
  std::unique_ptr<QTemporaryDir> m_runtimeFolder;
  std::unique_ptr<QGuiApplication> m_application;
};

}  // namespace vxs::cli
