#pragma once

#include "ui/session/Session.h"

#include <utility>

namespace vxs::ui {

/// Runs work(run, progress) for the session's open run in the background. `done` and `failed` hear of it only
/// while that run is still the open one, so that nothing of another run is ever shown; `failed` is called
/// with the reason, of a cancelled task too. Nothing happens without a run.
template <class Work, class Done, class Failed>
void runForOpenRun(Session& session, QObject* context, const TaskRunner::Options& options, Work work,
                   Done done, Failed failed) {
  const auto run = session.run();
  if (!run) return;
  const auto stillOpen = [&session, run] { return run == session.run(); };
  session.tasks().run(
      context, options, [run, work = std::move(work)](Progress& progress) { return work(*run, progress); },
      [stillOpen, done = std::move(done)](auto result) {
        if (stillOpen()) done(std::move(result));
      },
      [stillOpen, failed = std::move(failed)](const QString& message) {
        if (stillOpen()) failed(message);
      });
}

}  // namespace vxs::ui
