#include "ui/welcome/DemoMaker.h"

#include "core/workflow/MakeDemo.h"
#include "ui/workspace/RecentFiles.h"

namespace vxs::ui {

namespace {

QString title() {
  return DemoMaker::tr("Making the demo");
}

}  // namespace

DemoMaker::DemoMaker(TaskRunner& tasks, QObject* parent) : QObject(parent), m_tasks(tasks) {
  connect(&tasks, &TaskRunner::statusChanged, this, [this](const TaskStatus& status) {
    if (m_making && status.title == title()) Q_EMIT progressed(status);
  });
}

std::filesystem::path DemoMaker::folder() {
  return dataFolder() / "demo";
}

std::filesystem::path DemoMaker::finished() const {
  return workflow::finishedDemo(folder());
}

void DemoMaker::make() {
  if (m_making) return;
  m_making = true;
  Q_EMIT started();
  m_tasks.run(
      this, {Lane::Make, title(), QStringLiteral("demo"), false, false},
      [preset = m_preset, folder = folder()](Progress& progress) {
        workflow::DemoParams params;
        params.folder = folder;
        params.preset = preset;
        return workflow::makeDemo(params, progress).run;
      },
      [this](const std::filesystem::path& run) {
        m_making = false;
        Q_EMIT ready(run);
      },
      [this](const QString& why) {
        m_making = false;
        Q_EMIT stopped(why);
      });
}

void DemoMaker::cancel() {
  if (m_making) m_tasks.cancel(QStringLiteral("demo"));
}

}  // namespace vxs::ui
