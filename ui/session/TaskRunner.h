#pragma once

#include "core/base/Progress.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <array>
#include <functional>
#include <memory>
#include <type_traits>

namespace vxs::ui {

/// Each lane is one worker thread with a queue of its own: what shares a lane happens in order, one at a
/// time.
enum class Lane { Open, Data, Predict, Pictures, Export, Make, Statistics, Mosaic };
inline constexpr int kLaneCount = 8;

/// What the status bar shows of running work.
struct TaskStatus {
  QString title;
  QString stage;
  QString unit;
  qint64 done = 0;
  qint64 total = 0;          ///< 0: unknown
  double ratePerSecond = 0;  ///< 0: not known yet
  double secondsLeft = -1;   ///< < 0: not known
};

/// Runs everything that takes time away from the window's thread and brings results back to it. The only
/// place in the window that catches errors: they arrive as failed(), a cancelled task as nothing at all.
class TaskRunner : public QObject {
  Q_OBJECT
 public:
  explicit TaskRunner(QObject* parent = nullptr);
  /// Cancels what runs, drops what waits, and waits for the threads.
  ~TaskRunner() override;

  struct Options {
    Lane lane = Lane::Data;
    QString title;  ///< shown in the status bar and in an error; empty: nothing in the status bar
    QString key;    ///< a waiting task with this key is dropped for the new one (newest wins); empty: none
    bool interrupt = false;  ///< also cancels the running task with this key
    bool quiet = false;      ///< a failure is told to `onFailure` alone, which shows it in its own place
  };

  /// Calls work(progress) on the lane, then done(result) on this object's thread, unless `context` has gone,
  /// the task was cancelled, or it failed. On failure `onFailure` is called with the message and failed()
  /// emitted; when cancelled only `onFailure` is called. A task dropped for a newer one of its key calls
  /// nothing.
  template <class Work, class Done>
  void run(QObject* context, const Options& options, Work work, Done done,
           std::function<void(const QString&)> onFailure = {}) {
    using Result = std::invoke_result_t<Work, Progress&>;
    auto result = std::make_shared<std::shared_ptr<Result>>();
    enqueue(
        context, options,
        [work = std::move(work), result](Progress& progress) mutable {
          *result = std::make_shared<Result>(work(progress));
        },
        [done = std::move(done), result]() mutable { done(std::move(**result)); }, std::move(onFailure));
  }

  /// Cancels every task that has a title (what the Cancel button means).
  void cancelVisible();
  /// Cancels the tasks with this key.
  void cancel(const QString& key);
  bool idle() const;  ///< nothing waits, runs or has its result undelivered
  bool idle(Lane lane) const;
  bool hasVisibleWork() const { return m_visible > 0; }
  /// What waits, runs or has its result undelivered, by title or else by key, with its lane's number: why
  /// idle() says no.
  QStringList unfinished() const;

 Q_SIGNALS:
  void statusChanged(const vxs::ui::TaskStatus& status);
  void visibleWorkEnded();
  void failed(const QString& title, const QString& message);
  void noted(const QString& line);

 private:
  struct Task;
  class Worker;
  class TaskProgress;
  void enqueue(QObject* context, const Options& options, std::function<void(Progress&)> work,
               std::function<void()> done, std::function<void(const QString&)> onFailure);
  void finish(const std::shared_ptr<Task>& task);

  std::array<std::unique_ptr<Worker>, kLaneCount> m_workers;
  int m_visible = 0;
};

}  // namespace vxs::ui

Q_DECLARE_METATYPE(vxs::ui::TaskStatus)
