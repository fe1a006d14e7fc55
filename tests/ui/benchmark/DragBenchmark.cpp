#include "tests/ui/FakeRun.h"
#include "tests/ui/benchmark/ViewBenchmark.h"
#include "ui/session/StoredRun.h"
#include "ui/views/ComparisonView.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

// voxelscope-drag-benchmark RUN [SECONDS [VIEWS [ATLAS]]]: opens a run, then drags in a 3-D view by mouse
// events sent every 8 ms, and prints the frames a second of each linked view, the longest time that the
// interface was blocked, and how long after letting go every view was of full quality, with the borders of
// ATLAS where it is named. VIEWS 2 (default) shows measured and predicted, 3 the difference too. Then times
// scrubbing through slices, a new threshold, and going from trial to trial.

namespace {

using namespace vxs;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

using ui::test::waitFor;

/// Longest gap between turns of the event loop beyond the 2 ms that it is asked to come back after.
class BlockMeter : public QObject {
 public:
  BlockMeter() {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
      const double gap = since(m_last) - 2;
      m_worst = std::max(m_worst, gap);
      m_gaps.push_back(gap);
      m_last = Clock::now();
    });
  }
  void start() {
    m_last = Clock::now();
    m_worst = 0;
    m_gaps.clear();
    m_timer.start(2);
  }
  void stop() { m_timer.stop(); }
  double worst() const { return m_worst; }
  double percentile95() {
    if (m_gaps.empty()) return 0;
    std::ranges::sort(m_gaps);
    return m_gaps[m_gaps.size() * 95 / 100];
  }

 private:
  QTimer m_timer;
  Clock::time_point m_last;
  double m_worst = 0;
  std::vector<double> m_gaps;
};

void sendMove(QWidget& view, QPointF at, QEvent::Type type, Qt::MouseButtons buttons) {
  QMouseEvent event(type, at, view.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                    buttons, {});
  QCoreApplication::sendEvent(&view, &event);
}

void drag(ui::VolumeView& view, double seconds) {
  const QPointF middle(view.width() / 2.0, view.height() / 2.0);
  sendMove(view, middle, QEvent::MouseButtonPress, Qt::LeftButton);
  const auto start = Clock::now();
  auto next = start;
  while (since(start) < seconds * 1000) {
    const double t = since(start) / 1000;
    sendMove(view, middle + QPointF(120 * std::sin(1.3 * t), 40 * std::sin(0.9 * t)), QEvent::MouseMove,
             Qt::LeftButton);
    next += std::chrono::milliseconds(8);
    ui::test::runEvents(-since(next));
  }
  sendMove(view, middle, QEvent::MouseButtonRelease, Qt::NoButton);
}

/// Two or three views of 400 x 400 as in platform.md's measurements.
int measure(ui::ComparisonView& comparison, ui::ViewState& state, double seconds, int views) {
  state.setLayout(ui::ViewLayout::ThreeD);
  state.setLayerShown(scene::Layer::Difference, views > 2);
  comparison.resize(402 * views + 78, 400);
  comparison.show();
  if (!waitFor([&] { return comparison.complete(); }, 60000)) {
    std::fprintf(stderr, "the views were never complete\n");
    return 1;
  }
  std::map<int, int> before;
  std::vector<double> drawing;
  QObject untilReturn;  // the callbacks write into what lies here
  for (int i = 0; i < views; ++i)
    QObject::connect(&comparison.volume(static_cast<scene::Layer>(i))->thread(), &ui::RenderThread::rendered,
                     &untilReturn,
                     [&drawing](const QImage&, const scene::Camera&, bool full, double milliseconds) {
                       if (!full) drawing.push_back(milliseconds);
                     });
  for (int i = 0; i < views; ++i) before[i] = comparison.volume(static_cast<scene::Layer>(i))->framesShown();
  BlockMeter meter;
  meter.start();
  const auto start = Clock::now();
  drag(*comparison.volume(scene::Layer::Measured), seconds);
  const double took = since(start) / 1000;
  meter.stop();
  const auto released = Clock::now();
  for (int i = 0; i < views; ++i) {
    const auto* view = comparison.volume(static_cast<scene::Layer>(i));
    std::printf("view %d  %d x %d  %.1f frames/s\n", i, view->width(), view->height(),
                (view->framesShown() - before[i]) / took);
  }
  std::ranges::sort(drawing);
  if (!drawing.empty()) std::printf("drawing a frame: median %.1f ms\n", drawing[drawing.size() / 2]);
  std::printf("interface blocked: worst %.1f ms, 95th percentile %.1f ms\n", meter.worst(),
              meter.percentile95());
  const bool full = waitFor([&] { return comparison.complete(); }, 30000);
  std::printf("full quality %s %.0f ms after letting go\n", full ? "reached" : "NOT reached",
              since(released));
  return full ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
    qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  ui::applyTheme(application, true);
  const QStringList arguments = QCoreApplication::arguments();
  ui::TaskRunner tasks;
  const bool fake = arguments.size() < 2;
  ui::Session session(
      tasks,
      [fake](const std::filesystem::path& path, Progress& progress) -> std::shared_ptr<const ui::RunSource> {
        if (fake) return std::make_shared<ui::test::FakeRun>();
        return ui::openStoredRun(path, progress);
      });
  QObject::connect(&tasks, &ui::TaskRunner::failed, [](const QString&, const QString& message) {
    std::fprintf(stderr, "%s\n", qPrintable(message));
    std::exit(1);
  });
  ui::ComparisonView comparison(session);
  session.openRun(fake ? "fake" : arguments[1].toStdString());
  if (!waitFor([&] { return session.run() && session.settled(); }, 120000)) return 1;
  session.view().setOutlineAtlas(arguments.value(4).toStdString());
  const int status = measure(comparison, session.view(), arguments.value(2, QStringLiteral("5")).toDouble(),
                             arguments.value(3, QStringLiteral("2")).toInt());
  session.view().setLayerShown(scene::Layer::Difference, true);
  ui::test::benchmarkScrubbing(comparison, session);
  ui::test::benchmarkThreshold(comparison, session);
  ui::test::benchmarkColumns(comparison, session);
  ui::test::benchmarkTrials(comparison, session);
  return status;
}
