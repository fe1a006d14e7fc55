#include "VoxelscopeVersion.h"
#include "app/gui/Options.h"
#include "app/gui/Program.h"

#include <QApplication>

#include <cstdio>

namespace {

/// Without a display Qt's offscreen platform remarks on things that no picture depends on.
void dropPlatformRemarks(QtMsgType, const QMessageLogContext&, const QString& message) {
  if (message.startsWith(QLatin1String("This plugin does not support")) ||
      message.startsWith(QLatin1String("QStandardPaths:")))
    return;
  std::fprintf(stderr, "voxelscope: %s\n", qPrintable(message));
}

/// What must be set before Qt starts.
void prepareEnvironment() {
  // without a session bus libdbus starts one by fork(), which can deadlock with a matrix product that is
  // running
  if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
  const bool display =
      !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
  if (!display) qInstallMessageHandler(dropPlatformRemarks);
  if (!display && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
}

}  // namespace

int main(int argc, char** argv) {
  prepareEnvironment();
  QApplication application(argc, argv);
  QCoreApplication::setApplicationName(QStringLiteral("voxelscope"));
  QCoreApplication::setOrganizationName(QStringLiteral("Voxelscope"));
  QCoreApplication::setApplicationVersion(QStringLiteral(VOXELSCOPE_VERSION));
  QGuiApplication::setDesktopFileName(QStringLiteral("voxelscope"));
  const vxs::Options options = vxs::readOptions(application);
  return vxs::Program(application, options).run();
}
