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
