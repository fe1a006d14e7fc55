#include "app/gui/ScriptHost.h"

#include "app/gui/Screenshot.h"
#include "ui/workspace/SessionKeeper.h"

#include <QFile>

namespace vxs {

QList<ui::ScriptLine> scriptOf(const Options& options, QString& problem) {
  QList<ui::ScriptLine> lines;
  if (!options.todo.isEmpty())
    lines = ui::parseScript(QStringLiteral("wait settled"), QStringLiteral("--do"));
  for (const QString& command : options.todo) lines += ui::parseScript(command, QStringLiteral("--do"));
  if (options.script.isEmpty()) return lines;
  QFile file(options.script);
  if (!file.open(QIODevice::ReadOnly)) {
    problem = QObject::tr("cannot read %1: %2").arg(options.script, file.errorString());
    return {};
  }
  return lines + ui::parseScript(QString::fromUtf8(file.readAll()), options.script);
}

std::unique_ptr<ui::ScriptRunner> runScript(ui::MainWindow& window, const QList<ui::ScriptLine>& lines,
                                            std::function<void()> done) {
  auto runner = std::make_unique<ui::ScriptRunner>(window, lines);
  QObject::connect(runner.get(), &ui::ScriptRunner::failed, &window, [&window](const QString& message) {
    window.keeper().end();  // the script failed, not the program: the next start finds no crash
    Screenshot::fail(message);
  });
  QObject::connect(runner.get(), &ui::ScriptRunner::finished, &window, std::move(done));
  runner->start();
  return runner;
}

}  // namespace vxs
