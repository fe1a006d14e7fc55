#pragma once

#include "tests/ui/FakeRun.h"
#include "ui/MainWindow.h"

#include <QTest>

#include <functional>
#include <map>

namespace vxs::ui::test {

/// Test classes by name; ctest runs them one by one.
using Maker = std::function<std::unique_ptr<QObject>()>;
std::map<QString, Maker>& registry();

template <class Test>
struct Registered {
  explicit Registered(const char* name) {
    registry()[QString::fromLatin1(name)] = [] { return std::make_unique<Test>(); };
  }
};

/// A window with a fake run open, settled and active; null when that does not come about. `remember`: as in
/// MainWindow::Options.
inline std::unique_ptr<MainWindow> openWindow(bool remember = false,
                                              std::shared_ptr<FakeRun> fake = std::make_shared<FakeRun>()) {
  MainWindow::Options options;
  options.remember = remember;
  options.opener = [fake](const std::filesystem::path&, Progress&) { return fake; };
  auto window = std::make_unique<MainWindow>(std::move(options));
  window->show();
  window->session().openRun("/data/run-fake");
  const auto settled = [&window] { return window->session().run() && window->session().settled(); };
  window->activateWindow();
  return QTest::qWaitFor(settled, 10000) && QTest::qWaitForWindowActive(window.get()) ? std::move(window)
                                                                                      : nullptr;
}

/// A session with a fake run open and settled.
struct OpenSession {
  explicit OpenSession(std::shared_ptr<FakeRun> fake = std::make_shared<FakeRun>())
      : run(fake), session(tasks, [fake](const std::filesystem::path&, Progress&) { return fake; }) {
    session.openRun("/data/run-fake");
  }
  bool waitUntilSettled() {
    return QTest::qWaitFor([this] { return session.run() && session.settled(); }, 10000);
  }
  std::shared_ptr<FakeRun> run;
  TaskRunner tasks;
  Session session;
};

}  // namespace vxs::ui::test
