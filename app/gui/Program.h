#pragma once

#include "app/gui/Options.h"
#include "app/gui/Screenshot.h"
#include "ui/MainWindow.h"
#include "ui/script/ScriptRunner.h"

#include <QApplication>
#include <QTemporaryDir>

#include <memory>

namespace vxs {

/// The window and what the command line wants done in it: a run, a trial or picture, commands, a screenshot.
class Program {
 public:
  Program(QApplication& application, Options options);
  /// Until the window is closed; the program's exit status.
  int run();

 private:
  void listActions() const;
  void makeWindow();
  void selectOnce();
  bool startScript();
  void takeScreenshot();
  void fail(const QString& message) const;
  /// Nobody looks: errors end the program, and the person's settings are left alone.
  bool unattended() const { return !m_options.screenshot.isEmpty() || !m_options.script.isEmpty(); }

  QApplication& m_application;
  Options m_options;
  QTemporaryDir m_noProfile;  ///< settings of a program that nobody looks at
  std::unique_ptr<ui::MainWindow> m_window;
  std::unique_ptr<Screenshot> m_screenshot;
  std::unique_ptr<ui::ScriptRunner> m_script;
};

}  // namespace vxs
