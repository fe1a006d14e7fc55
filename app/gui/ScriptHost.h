#pragma once

#include "app/gui/Options.h"
#include "ui/MainWindow.h"
#include "ui/script/ScriptRunner.h"

#include <functional>
#include <memory>

namespace vxs {

/// The commands that the command line asks for, by --do and --script. `problem`: why they cannot be read.
QList<ui::ScriptLine> scriptOf(const Options& options, QString& problem);

/// Runs them in the window; `done` is called after the last one. A failure ends the program with status 1 and
/// one message.
std::unique_ptr<ui::ScriptRunner> runScript(ui::MainWindow& window, const QList<ui::ScriptLine>& lines,
                                            std::function<void()> done);

}  // namespace vxs
