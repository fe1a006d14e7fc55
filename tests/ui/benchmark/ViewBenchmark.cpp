#include "tests/ui/benchmark/ViewBenchmark.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace vxs::ui::test {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void print(const char* what, std::vector<double> milliseconds) {
  if (milliseconds.empty()) return std::printf("%-44s no sample\n", what), void();
  std::ranges::sort(milliseconds);
  std::printf("%-44s median %6.1f ms, p95 %6.1f ms, worst %6.1f ms (n = %zu)\n", what,
              milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 95 / 100],
              milliseconds.back(), milliseconds.size());
}

/// From a change until everything that it made stale on the interface's thread is painted again.
double painted(const std::function<void()>& change) {
  const auto start = Clock::now();
  change();
  QCoreApplication::sendPostedEvents();
  QCoreApplication::processEvents();
  return since(start);
}

void settle(ComparisonView& comparison) {
  waitFor([&] { return comparison.complete(); }, 60000);
}

}  // namespace

void runEvents(double milliseconds) {
  QEventLoop loop;
  QTimer::singleShot(std::max(0, static_cast<int>(milliseconds)), Qt::PreciseTimer, &loop, &QEventLoop::quit);
  loop.exec();
}

bool waitFor(const std::function<bool()>& condition, int milliseconds) {
  const auto start = Clock::now();
  while (!condition()) {
    if (since(start) > milliseconds) return false;
    runEvents(1);
  }
  return true;
}

void benchmarkScrubbing(ComparisonView& comparison, Session& session) {
  ViewState& view = session.view();
  comparison.resize(1200, 900);
  for (const auto& [layout, name] : {std::pair{ViewLayout::Slices, "next slice, nine slices in view"},
                                     std::pair{ViewLayout::All, "next slice, nine slices and 3-D in view"}}) {
    view.setLayout(layout);
    settle(comparison);
    std::vector<double> times;
    for (int i = 0; i < 120; ++i)
      times.push_back(painted([&] { view.step(2 - i % 3, i / 30 % 2 == 0 ? 1 : -1); }));
    print(name, times);
  }
}

namespace {

void moveThreshold(ComparisonView& comparison, ViewState& view, const std::string& how) {
  settle(comparison);
  const scene::ColorScale scale = view.state().scale;
  std::vector<double> blocked, shown;
  VolumeView* volume = comparison.volume(scene::Layer::Measured);
  for (int i = 0; i < 60; ++i) {
    const int frames = volume->framesShown();
    const auto start = Clock::now();
    blocked.push_back(painted([&] {
      scene::ColorScale changed = scale;
      changed.thresholdZ = scale.range * (0.1 + 0.01 * i);
      view.setScale(changed);
    }));
    if (waitFor([&] { return volume->framesShown() > frames; }, 5000)) shown.push_back(since(start));
  }
  view.setScale(scale);
  print(("new threshold" + how + ", nine slices painted").c_str(), blocked);
  print(("new threshold" + how + ", seen in 3-D").c_str(), shown);
}

}  // namespace

void benchmarkThreshold(ComparisonView& comparison, Session& session) {
  ViewState& view = session.view();
  view.setLayout(ViewLayout::All);
  comparison.resize(1200, 900);
  moveThreshold(comparison, view, "");
  view.setEvidence(scene::Evidence::Ceiling, 0.5);
  moveThreshold(comparison, view, " by ceiling");
  view.setEvidence(scene::Evidence::None, 0.5);
  const scene::ColorScale scale = view.state().scale;
  scene::ColorScale clustered = scale;
  clustered.smallestCluster = 20;
  view.setScale(clustered);
  moveThreshold(comparison, view, " of clusters");
  view.setScale(scale);
  view.setMaximumIntensity(true);
  moveThreshold(comparison, view, " of maxima");
  view.setMaximumIntensity(false);
}

void benchmarkColumns(ComparisonView& comparison, Session& session) {
  session.view().setLayout(ViewLayout::All);
  comparison.resize(1200, 900);
  std::vector<double> hidden, shown;
  for (int i = 0; i < 20; ++i)
    for (const bool show : {false, true}) {
      settle(comparison);
      (show ? shown : hidden).push_back(painted([&] {
        session.view().setLayerShown(scene::Layer::Difference, show);
      }));
    }
  print("a column hidden, others painted", hidden);
  print("a column shown, all painted", shown);
}

void benchmarkTrials(ComparisonView& comparison, Session& session) {
  session.view().setLayout(ViewLayout::Slices);
  settle(comparison);
  std::vector<double> blocked, measured, predicted;
  const int count = std::min<int>(static_cast<int>(session.run()->items().size()), 21);
  for (int item = 1; item < count; ++item) {
    const auto start = Clock::now();
    blocked.push_back(painted([&] { session.selectItem(item); }));
    const auto there = [&](scene::Layer layer) { return !session.data()->volume(layer).empty(); };
    if (waitFor([&] { return there(scene::Layer::Measured); }, 10000)) measured.push_back(since(start));
    if (waitFor([&] { return there(scene::Layer::Predicted); }, 60000)) predicted.push_back(since(start));
    waitFor([&] { return session.settled(); }, 10000);
  }
  print("another trial, interface's answer", blocked);
  print("another trial, measured seen", measured);
  print("another trial, prediction seen", predicted);
}

}  // namespace vxs::ui::test
