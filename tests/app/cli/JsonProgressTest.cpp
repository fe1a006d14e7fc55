#include "app/cli/JsonProgress.h"
#include "tests/app/cli/CommandLineRunner.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace vxs;
using test::runCommand;

namespace {

/// Throws when a line is no JSON object.
std::vector<nlohmann::json> eventsOf(const std::string& text) {
  std::vector<nlohmann::json> events;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    events.push_back(nlohmann::json::parse(line));
    CHECK(events.back().contains("event"));
  }
  return events;
}

std::vector<nlohmann::json> named(const std::vector<nlohmann::json>& events, const std::string& name) {
  std::vector<nlohmann::json> found;
  for (const nlohmann::json& event : events)
    if (event["event"] == name) found.push_back(event);
  return found;
}

}  // namespace

TEST_CASE("progress for programs is one object a line, and not more than can be read") {
  std::ostringstream stream;
  const CancelFlag cancel;
  cli::JsonProgress progress(stream, cancel);
  progress.begin("encoding \"images\"", 1000, "images");
  for (int i = 1; i <= 1000; ++i) progress.update(i);
  progress.note("a line\nand another \xff");
  const auto events = eventsOf(stream.str());
  REQUIRE(events.front() ==
          nlohmann::json{
              {"event", "stage"}, {"stage", "encoding \"images\""}, {"total", 1000}, {"unit", "images"}});
  const auto updates = named(events, "progress");
  CHECK(updates.size() < 50);
  CHECK(updates.back()["done"] == 1000);  // the last one is never left out
  CHECK(updates.back()["secondsLeft"] == 0);
  CHECK(events.back()["event"] == "note");
}

TEST_CASE("a failure is the last event, also of wrong usage") {
  const auto failed = runCommand({"inspect", "/no/such/folder", "--progress", "json"});
  CHECK(failed.status == 1);
  const auto events = eventsOf(failed.err);
  REQUIRE_FALSE(events.empty());
  CHECK(events.back()["event"] == "error");
  CHECK(events.back()["status"] == 1);
  CHECK(events.back()["message"].get<std::string>().find("/no/such/folder") != std::string::npos);
  const auto wrong = runCommand({"train", "--progress", "json"});
  CHECK(wrong.status == 2);
  CHECK(eventsOf(wrong.err).back()["status"] == 2);
}
