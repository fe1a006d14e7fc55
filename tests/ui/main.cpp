#include "tests/ui/UiTest.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>

namespace vxs::ui::test {

std::map<QString, Maker>& registry() {
  static std::map<QString, Maker> tests;
  return tests;
}

}  // namespace vxs::ui::test

/// test-ui [CLASS [QtTest options]]: one test class, or every one.
int main(int argc, char** argv) {
  const bool display =
      !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
  if (!display && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
  QStandardPaths::setTestModeEnabled(true);
  QApplication application(argc, argv);
  // of this process alone: what one test keeps for the next start is nothing that another one finds
  const QTemporaryDir settings;
  for (const auto format : {QSettings::NativeFormat, QSettings::IniFormat})
    QSettings::setPath(format, QSettings::UserScope, settings.path());
  vxs::ui::applyTheme(application, true);
  auto& tests = vxs::ui::test::registry();
  QStringList arguments = QCoreApplication::arguments();
  int failures = 0;
  const QString wanted = arguments.size() > 1 ? arguments.takeAt(1) : QString();
  if (!wanted.isEmpty() && !tests.contains(wanted)) {
    std::fprintf(stderr, "test-ui: there is no test class %s\n", qPrintable(wanted));
    return 1;
  }
  for (const auto& [name, make] : tests)
    if (wanted.isEmpty() || wanted == name) failures += QTest::qExec(make().get(), arguments);
  return failures == 0 ? 0 : 1;
}
