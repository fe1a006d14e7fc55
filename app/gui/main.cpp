#include "VoxelscopeVersion.h"
#include "app/gui/Options.h"
#include "app/gui/Screenshot.h"
#include "ui/MainWindow.h"
#include "ui/Theme.h"

#include <QApplication>

#include <cstdio>
#include <functional>
#include <memory>

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

/// Chooses what the command line asked for once its run is open (queued: after the run's own first choice).
void selectOnce(vxs::ui::MainWindow& window, const vxs::Options& options,
                const std::function<void(const QString&)>& fail) {
  vxs::ui::Session& session = window.session();
  QObject::connect(
      &session, &vxs::ui::Session::runChanged, &window,
      [&session, options, fail] {
        if (options.trial > 0 && !session.selectTrial(options.trial))
          fail(QObject::tr("%1 has no trial %2").arg(options.run).arg(options.trial));
        if (!options.image.isEmpty()) session.openPicture(options.image.toStdString(), options.caption);
      },
      static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
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
  const bool taking = !options.screenshot.isEmpty();
  vxs::ui::applyTheme(application, options.dark.value_or(taking || vxs::ui::MainWindow::rememberedDark()));

  vxs::ui::MainWindow::Options windowOptions;
  windowOptions.remember = !taking;
  if (taking)
    windowOptions.onError = [](const QString& title, const QString& message) {
      vxs::Screenshot::fail(title.isEmpty() ? message : title + QStringLiteral(": ") + message);
    };
  vxs::ui::MainWindow window(std::move(windowOptions));
  if (options.size.isValid()) window.resize(options.size);
  window.show();

  const auto fail = [taking](const QString& message) {
    taking ? vxs::Screenshot::fail(message) : qWarning("%s", qPrintable(message));
  };
  selectOnce(window, options, fail);
  std::unique_ptr<vxs::Screenshot> screenshot;
  if (taking) {
    screenshot = std::make_unique<vxs::Screenshot>(window, options.screenshot);
    if (options.run.isEmpty()) screenshot->takeWithoutRun();
  }
  const QString run = options.run.isEmpty() && !taking ? vxs::ui::MainWindow::lastRun() : options.run;
  if (!run.isEmpty()) window.session().openRun(run.toStdString());
  return QApplication::exec();
}
