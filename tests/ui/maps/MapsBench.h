#pragma once

#include "tests/ui/UiTest.h"
#include "ui/maps/MapsModel.h"
#include "ui/maps/MapsPanel.h"

#include <QLabel>

#include <memory>

namespace vxs::ui::test {

/// The Maps dock on a fake run.
struct MapsBench {
  explicit MapsBench(bool evaluated = true, const std::string& error = {})
      : fake(std::make_shared<FakeRun>()) {
    if (evaluated) fake->setEvaluated();
    fake->m_evaluationError = error;
    open = std::make_unique<OpenSession>(fake);
    maps = std::make_unique<MapsModel>(open->session);
    panel = std::make_unique<MapsPanel>(*maps);
    panel->resize(1500, 260);
    panel->show();
    QVERIFY(open->waitUntilSettled());
  }
  ~MapsBench() {
    panel.reset();
    maps.reset();
  }
  Session& session() const { return open->session; }
  const Volume& mapVolume() const {
    return session().data()->volumes[static_cast<std::size_t>(scene::Layer::Map)];
  }
  const scene::ColorScale& scale() const { return session().view().state().mapScale; }
  std::shared_ptr<FakeRun> fake;
  std::unique_ptr<OpenSession> open;
  std::unique_ptr<MapsModel> maps;
  std::unique_ptr<MapsPanel> panel;
};

/// A session of a fake run; openSecond() opens another one beside it, of a class of the test's own.
struct TwoRuns {
  TwoRuns(std::shared_ptr<FakeRun> other, std::string folder)
      : second(std::move(other)), secondFolder(std::move(folder)) {
    second->m_info.run = secondFolder;
    for (FakeRun* run : {first.get(), second.get()}) run->setEvaluated();
    session.openRun("/data/run-fake");
  }
  bool waitUntilSettled() {
    return QTest::qWaitFor([this] { return session.run() && session.settled(); }, 5000);
  }
  void openSecond() { session.openSecondRun(secondFolder); }
  std::shared_ptr<FakeRun> first = std::make_shared<FakeRun>(), second;
  std::string secondFolder;
  TaskRunner tasks;
  Session session{tasks, [this](const std::filesystem::path& folder, Progress&) {
                    return std::shared_ptr<const RunSource>(folder == secondFolder ? second : first);
                  }};
};

/// All words of its labels that are seen.
inline QString textsOf(const QWidget& widget) {
  QString all;
  for (const auto* label : widget.findChildren<QLabel*>())
    if (label->isVisible()) all += label->text() + QLatin1Char('\n');
  return all;
}

}  // namespace vxs::ui::test
