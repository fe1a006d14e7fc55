#pragma once

#include "core/base/AtomicFile.h"
#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"

#include <QMessageBox>
#include <QPushButton>

#include <filesystem>
#include <memory>

namespace vxs::ui::test {

namespace fs = std::filesystem;

/// For tests of what windows save and open: a folder, runs in it that a window can open, and windows.
class SessionWindows {
 protected:
  /// A new folder and no errors.
  void begin() {
    m_folder = std::make_unique<vxs::test::TempFolder>();
    m_errors.clear();
  }
  fs::path folder() const { return m_folder->path(); }

  /// A folder with a run.json, whose content the fake opener does not look at.
  fs::path makeRun(const fs::path& at, const std::string& content = "{}") {
    fs::create_directories(at);
    writeFileAtomically(at / "run.json", content);
    return at;
  }
  /// `asks`: somebody is there to answer questions.
  std::unique_ptr<MainWindow> makeWindow(bool asks = true) {
    MainWindow::Options options;
    options.remember = false;
    options.asks = asks;
    options.onError = [this](const QString&, const QString& message) { m_errors << message; };
    options.opener = [](const fs::path& path, Progress&) {
      auto run = std::make_shared<FakeRun>();
      run->m_info.run = path;
      run->setEvaluated();
      return run;
    };
    auto window = std::make_unique<MainWindow>(std::move(options));
    window->show();
    return window;
  }
  /// One with that run; null when it is not open and settled in time.
  std::unique_ptr<MainWindow> makeWindow(const fs::path& run) {
    auto window = makeWindow();
    window->session().openRun(run);
    return settle(*window) ? std::move(window) : nullptr;
  }
  static bool settle(MainWindow& window) {
    return QTest::qWaitFor([&] { return window.session().run() && window.session().settled(); }, 20000);
  }

  /// The box that asks before something is lost: "saveQuestion" or "runQuestion"; null: nobody asks.
  static QMessageBox* question(MainWindow& window, const char* name = "saveQuestion") {
    return window.findChild<QMessageBox*>(QLatin1String(name));
  }
  static bool isAsked(MainWindow& window, const char* name = "saveQuestion") {
    return question(window, name) != nullptr;
  }
  static void answer(MainWindow& window, QMessageBox::StandardButton button,
                     const char* name = "saveQuestion") {
    question(window, name)->button(button)->click();
    QTRY_VERIFY(!isAsked(window, name));
  }

  std::unique_ptr<vxs::test::TempFolder> m_folder;
  QStringList m_errors;
};

}  // namespace vxs::ui::test
