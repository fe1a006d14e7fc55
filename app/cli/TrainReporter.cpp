#include "app/cli/TrainReporter.h"

#include "app/cli/Labels.h"
#include "app/cli/Session.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>

namespace vxs::cli {

using Json = nlohmann::ordered_json;

Json toJson(const train::EpochReport& epoch) {
  return {{"epoch", epoch.epoch},
          {"step", epoch.step},
          {"trainLoss", orNull(epoch.trainLoss)},
          {"validationLoss", orNull(epoch.validationLoss)},
          {"validationMedianR", orNull(epoch.validationMedianR)},
          {"validationScore", orNull(epoch.validationScore)},
          {"seconds", epoch.seconds}};
}

workflow::TrainObserver trainReporter(Session& session) {
  using Clock = std::chrono::steady_clock;
  const auto last = std::make_shared<Clock::time_point>();
  return {[&session](const train::EpochReport& epoch) {
            Json event{{"event", "epoch"}};
            event.update(toJson(epoch));
            session.event(event);
            session.progress().note(
                fmt::format("epoch {}: train loss {:.5f}, validation loss {:.5f}, validation median r {:.3f}",
                            epoch.epoch, epoch.trainLoss, epoch.validationLoss, epoch.validationMedianR));
          },
          [&session, last](std::int64_t step, double loss) {
            const Clock::time_point now = Clock::now();
            if (now - *last < std::chrono::milliseconds(100)) return;
            *last = now;
            session.event({{"event", "batch"}, {"step", step}, {"loss", orNull(loss)}});
          },
          [&session] { return session.endsAfterEpoch(); }};
}

}  // namespace vxs::cli
