#include "ui/session/TaskRunner.h"

#include "core/base/Error.h"
#include "ui/session/ThreadPriority.h"

#include <QMetaObject>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <thread>

namespace vxs::ui {

struct TaskRunner::Task {
  Options options;
  std::function<void(Progress&)> work;
  std::function<void()> done;
  std::function<void(const QString&)> onFailure;
  QPointer<QObject> context;
  CancelFlag cancel;
  bool succeeded = false;
  bool wasCancelled = false;
  QString message;  ///< why it failed
};

namespace {

template <class Task>
QString nameOf(const Task& task) {
  const QString& title = task.options.title;
  return !title.isEmpty()              ? title
         : !task.options.key.isEmpty() ? task.options.key
                                       : QStringLiteral("untitled");
}

}  // namespace

/// Sends at most ten status reports a second to the window's thread.
class TaskRunner::TaskProgress : public Progress {
 public:
  TaskProgress(TaskRunner& runner, Task& task) : m_runner(runner), m_task(task) {
    m_status.title = task.options.title;
  }
  void begin(const std::string& stage, std::int64_t total, const std::string& unit) override {
    m_status.stage = QString::fromStdString(stage);
    m_status.unit = QString::fromStdString(unit);
    m_status.total = total;
    m_start = Clock::now();
    report(0, true);
  }
  void update(std::int64_t done) override { report(done, false); }
  void note(const std::string& line) override {
    QMetaObject::invokeMethod(
        &m_runner, [runner = &m_runner, text = QString::fromStdString(line)] { Q_EMIT runner->noted(text); },
        Qt::QueuedConnection);
  }
  bool cancelled() const override { return m_task.cancel.raised(); }

 private:
  using Clock = std::chrono::steady_clock;
  void report(std::int64_t done, bool always) {
    const auto now = Clock::now();
    if (m_task.options.title.isEmpty() || (!always && now - m_last < std::chrono::milliseconds(100))) return;
    m_last = now;
    m_status.done = done;
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    m_status.ratePerSecond = done > 0 && seconds > 0.2 ? static_cast<double>(done) / seconds : 0;
    const bool known = m_status.ratePerSecond > 0 && m_status.total > 0;
    m_status.secondsLeft = known ? static_cast<double>(m_status.total - done) / m_status.ratePerSecond : -1;
    QMetaObject::invokeMethod(
        &m_runner, [runner = &m_runner, status = m_status] { Q_EMIT runner->statusChanged(status); },
        Qt::QueuedConnection);
  }
  TaskRunner& m_runner;
  Task& m_task;
  TaskStatus m_status;
  Clock::time_point m_start = Clock::now(), m_last{};
};

class TaskRunner::Worker {
 public:
  explicit Worker(TaskRunner& runner) : m_runner(runner), m_thread([this] { loop(); }) {}
  ~Worker() {
    {
      const std::lock_guard lock(m_mutex);
      m_stop = true;
      m_waiting.clear();
      if (m_running) m_running->cancel.raise();
    }
    m_wake.notify_all();
    m_thread.join();
  }
  /// Returns the waiting tasks that the new one replaces.
  std::vector<std::shared_ptr<Task>> add(const std::shared_ptr<Task>& task) {
    std::vector<std::shared_ptr<Task>> dropped;
    const std::lock_guard lock(m_mutex);
    const QString& key = task->options.key;
    if (!key.isEmpty()) {
      std::erase_if(m_waiting, [&](const std::shared_ptr<Task>& other) {
        if (other->options.key != key) return false;
        dropped.push_back(other);
        return true;
      });
      if (task->options.interrupt && m_running && m_running->options.key == key) m_running->cancel.raise();
    }
    m_waiting.push_back(task);
    m_wake.notify_one();
    return dropped;
  }
  /// Cancels what waits or runs and is meant.
  template <class Meant>
  void cancelWhere(const Meant& meant) {
    const std::lock_guard lock(m_mutex);
    for (const auto& task : m_waiting)
      if (meant(*task)) task->cancel.raise();
    if (m_running && meant(*m_running)) m_running->cancel.raise();
  }
  bool idle() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting.empty() && !m_running && m_undelivered == 0;
  }
  void delivered() {
    const std::lock_guard lock(m_mutex);
    --m_undelivered;
  }
  QStringList unfinished() const {
    const std::lock_guard lock(m_mutex);
    QStringList names;
    if (m_undelivered > 0) names << QStringLiteral("%1 undelivered").arg(m_undelivered);
    if (m_running) names << QStringLiteral("%1 (running)").arg(nameOf(*m_running));
    for (const auto& task : m_waiting) names << QStringLiteral("%1 (waiting)").arg(nameOf(*task));
    return names;
  }

 private:
  void loop() {
    giveWay(10);
    for (;;) {
      std::shared_ptr<Task> task;
      {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stop || !m_waiting.empty(); });
        if (m_stop) return;
        task = m_waiting.front();
        m_waiting.pop_front();
        m_running = task;
      }
      perform(*task);
      {
        const std::lock_guard lock(m_mutex);
        m_running.reset();
        ++m_undelivered;
      }
      QMetaObject::invokeMethod(
          &m_runner, [runner = &m_runner, task] { runner->finish(task); }, Qt::QueuedConnection);
    }
  }
  void perform(Task& task) {
    TaskProgress progress(m_runner, task);
    try {
      progress.throwIfCancelled();
      if (!task.options.title.isEmpty()) progress.begin({}, 0, {});
      task.work(progress);
      task.succeeded = true;
    } catch (const Cancelled&) {
      task.wasCancelled = true;
    } catch (const Error& error) {
      task.message = QString::fromUtf8(error.what());
    } catch (const std::bad_alloc&) {
      task.message = tr("There is not enough memory for this.");
    } catch (const std::exception& error) {
      task.message = tr("Unexpected: %1").arg(QString::fromUtf8(error.what()));
    }
    task.work = {};  // what it captured is released here, not on the window's thread
  }

  TaskRunner& m_runner;
  mutable std::mutex m_mutex;
  std::condition_variable m_wake;
  std::deque<std::shared_ptr<Task>> m_waiting;
  std::shared_ptr<Task> m_running;
  int m_undelivered = 0;
  bool m_stop = false;
  std::thread m_thread;  // last: starts when everything above is there
};

TaskRunner::TaskRunner(QObject* parent) : QObject(parent) {
  qRegisterMetaType<TaskStatus>();
  for (auto& worker : m_workers) worker = std::make_unique<Worker>(*this);
}

TaskRunner::~TaskRunner() = default;

void TaskRunner::enqueue(QObject* context, const Options& options, std::function<void(Progress&)> work,
                         std::function<void()> done, std::function<void(const QString&)> onFailure) {
  auto task = std::make_shared<Task>();
  task->options = options;
  task->work = std::move(work);
  task->done = std::move(done);
  task->onFailure = std::move(onFailure);
  task->context = context;
  if (!options.title.isEmpty()) ++m_visible;
  for (const auto& dropped : m_workers[static_cast<std::size_t>(options.lane)]->add(task))
    if (!dropped->options.title.isEmpty()) --m_visible;
}

void TaskRunner::finish(const std::shared_ptr<Task>& task) {
  m_workers[static_cast<std::size_t>(task->options.lane)]->delivered();
  if (!task->options.title.isEmpty() && --m_visible == 0) Q_EMIT visibleWorkEnded();
  if (!task->context) return;
  if (task->wasCancelled || (task->succeeded && task->cancel.raised())) {
    if (task->onFailure) task->onFailure(tr("Cancelled."));
    return;
  }
  if (task->succeeded) return task->done();
  if (task->onFailure) task->onFailure(task->message);
  if (!task->options.quiet) Q_EMIT failed(task->options.title, task->message);
}

void TaskRunner::cancelVisible() {
  for (auto& worker : m_workers)
    worker->cancelWhere([](const Task& task) { return !task.options.title.isEmpty(); });
}

void TaskRunner::cancel(const QString& key) {
  for (auto& worker : m_workers)
    worker->cancelWhere([&key](const Task& task) { return task.options.key == key; });
}

bool TaskRunner::idle() const {
  for (const auto& worker : m_workers)
    if (!worker->idle()) return false;
  return true;
}

QStringList TaskRunner::unfinished() const {
  QStringList names;
  for (int lane = 0; lane < kLaneCount; ++lane)
    for (const QString& name : m_workers[static_cast<std::size_t>(lane)]->unfinished())
      names << QStringLiteral("lane %1: %2").arg(lane).arg(name);
  return names;
}

bool TaskRunner::idle(Lane lane) const {
  return m_workers[static_cast<std::size_t>(lane)]->idle();
}

}  // namespace vxs::ui
