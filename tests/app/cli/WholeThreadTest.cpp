#include "core/base/AtomicFile.h"
#include "core/volume/Nifti.h"
#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <sstream>
#include <thread>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

/// Bytes in all files below a folder.
std::uintmax_t bytesBelow(const std::filesystem::path& folder) {
  std::error_code code;
  std::uintmax_t bytes = 0;
  std::filesystem::recursive_directory_iterator entry(folder, code), end;
  for (; !code && entry != end; entry.increment(code)) {
    const auto size = entry->file_size(code);
    if (!code) bytes += size;
    code.clear();
  }
  return bytes;
}

}  // namespace

TEST_CASE("inspect says what a subject holds") {
  const auto json = runCommand({"inspect", tiny().subject(), "--json"}).json();
  CHECK(json["command"] == "inspect");
  CHECK(json["syntheticSubject"] == true);
  REQUIRE(json["subjects"].size() == 1);
  CHECK(json["subjects"][0]["subject"] == 1);
  CHECK(json["subjects"][0]["trials"].get<int>() == 750 * int(json["subjects"][0]["sessions"].size()));
  CHECK(json["subjects"][0]["rois"].contains("nsdgeneral"));
  const auto text = runCommand({"inspect", tiny().subject()});
  CHECK(contains(text.out, "SYNTHETIC SUBJECT"));
  CHECK(contains(text.out, "nsdgeneral"));
  CHECK(runCommand({"inspect", tiny().subject(), "--subject", "5"}).status == 1);
}

TEST_CASE("prepare says what it made, goes on after Ctrl-C, and does not overwrite a store") {
  const std::string store = tiny().path("prepared");
  CancelFlag cancel;
  cancel.raise();
  const std::vector<std::string> args{"prepare", tiny().subject(), "--mask", "nsdgeneral", "--out",
                                      store,     "--json"};
  CHECK(runCommand(args, cancel).status == 130);
  const auto made = runCommand(args);
  REQUIRE_MESSAGE(made.status == 0, made.err);
  CHECK(made.json()["trials"] ==
        runCommand({"inspect", tiny().subject(), "--json"}).json()["subjects"][0]["trials"]);
  CHECK(made.json()["voxels"].get<int>() > 0);
  CHECK(made.json()["syntheticSubject"] == true);
  const auto again = runCommand(args);
  CHECK(again.status == 1);
  CHECK(contains(again.err, store));
}

TEST_CASE("features are computed once") {
  const std::string store = tiny().features();
  const auto again = runCommand({"features", store, "--encoder", "demo", "--json"}).json();
  CHECK(again["computed"] == 0);
  CHECK(again["items"].get<int>() > 0);
  CHECK(again["demoEncoder"] == true);
  CHECK(again["tokens"] == 32);
  CHECK(again["width"] == 768);
  CHECK(contains(runCommand({"features", store}).out, "DEMO ENCODER"));
}

TEST_CASE("An interrupted features run keeps what it has and goes on") {
  const std::string store = tiny().path("interrupted");
  REQUIRE(runCommand({"prepare", tiny().subject(), "--mask", "brain", "--out", store}).status == 0);
  CancelFlag cancel;
  std::atomic<bool> over{false};
  std::thread interrupter([&] {
    // a few images' worth of features
    while (!over && bytesBelow(std::filesystem::path(store) / "features") < 300000)
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    cancel.raise();
  });
  const auto stopped = runCommand({"features", store, "--json"}, cancel);
  over = true;
  interrupter.join();
  REQUIRE(stopped.status == 130);
  CHECK(stopped.out.empty());
  CHECK(contains(stopped.err, "cancelled"));
  const auto whole = runCommand({"features", tiny().features(), "--json"}).json();
  const auto rest = runCommand({"features", store, "--json"}).json();
  CHECK(rest["items"] == whole["items"]);
  CHECK(rest["computed"].get<int>() > 0);
  CHECK(rest["computed"].get<int>() < whole["items"].get<int>());
}

TEST_CASE("A flag that is up from the start stops every long command with 130") {
  CancelFlag cancel;
  cancel.raise();
  CHECK(runCommand({"prepare", tiny().subject(), "--mask", "brain", "--out", tiny().path("never")}, cancel)
            .status == 130);
  CHECK(runCommand({"synthesize", tiny().path("never-subject"), "--preset", "tiny"}, cancel).status == 130);
  CHECK(runCommand({"train", tiny().features(), "--head", "mlp", "--out", tiny().path("never-run")}, cancel)
            .status == 130);
}

TEST_CASE("evaluate scores a ridge run and labels it") {
  const auto outcome = runCommand({"evaluate", tiny().run(), "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const auto json = outcome.json();
  CHECK(json["head"] == "ridge");
  CHECK(json["syntheticSubject"] == true);
  CHECK(json["demoEncoder"] == true);
  CHECK(json["accuracy"]["preset"] == "report");
  CHECK(json["accuracy"]["medianR"].get<double>() > 0);
  const std::filesystem::path folder = json["folder"].get<std::string>();
  for (const char* file :
       {"r.nii.gz", "r2.nii.gz", "nc.nii.gz", "accuracy.nii.gz", "metrics.json", "rois.tsv"})
    CHECK(std::filesystem::exists(folder / file));
  const auto text = runCommand({"evaluate", tiny().run(), "--metric", "algonauts", "--mask", "nsdgeneral"});
  REQUIRE(text.status == 0);
  CHECK(contains(text.out, "SYNTHETIC SUBJECT  DEMO ENCODER (pseudo-weights)"));
  CHECK(contains(text.out, "algonauts"));
}

TEST_CASE("An mlp trains, is resumed after Ctrl-C, and can be judged") {
  const std::string run = tiny().path("mlp");
  const auto trained = runCommand({"train", tiny().features(), "--head", "mlp", "--hidden", "16", "--epochs",
                                   "2", "--out", run, "--json"});
  REQUIRE_MESSAGE(trained.status == 0, trained.err);
  CHECK(trained.json()["epochs"] == 2);
  CHECK(trained.json()["history"].size() == 2);
  CHECK(contains(trained.err, "epoch 1: train loss"));
  const auto more = runCommand({"train", "--resume", run, "--epochs", "3", "--json"});
  REQUIRE_MESSAGE(more.status == 0, more.err);
  CHECK(more.json()["head"] == "mlp");
  CHECK(runCommand({"evaluate", run}).status == 0);
}

TEST_CASE("Training stops after its epoch when that is asked for; ridge and evaluate have none to wait for") {
  const std::string run = tiny().path("mlp-one-epoch");
  const std::vector<std::string> words{"train", tiny().features(), "--head", "mlp",   "--hidden",
                                       "16",    "--epochs",        "3",      "--out", run};
  CancelFlag never, afterEpoch;
  afterEpoch.raise();
  const auto stopped = runCommand(words, cli::StopFlags{never, afterEpoch});
  CHECK(stopped.status == 130);
  CHECK(contains(stopped.err, "epoch 1: train loss"));
  CHECK_FALSE(contains(stopped.err, "epoch 2: train loss"));
  const auto rest = runCommand({"train", "--resume", run, "--json"});
  REQUIRE_MESSAGE(rest.status == 0, rest.err);
  CHECK(rest.json()["history"].size() == 3);
  CHECK_FALSE(contains(rest.err, "epoch 1: train loss"));
  CHECK(runCommand({"evaluate", run}, cli::StopFlags{never, afterEpoch}).status == 0);
  const std::string table = tiny().path("sweep-one-epoch");
  const auto sweep = runCommand({"sweep", tiny().features(), "--heads", "ridge,mlp", "--penalties", "l2",
                                 "--epochs", "2", "--out", table},
                                cli::StopFlags{never, afterEpoch});
  CHECK(sweep.status == 130);
  CHECK_FALSE(std::filesystem::exists(table + "/ridge-gcv/run.json"));
}

TEST_CASE("The shuffled-image control is named as such") {
  const auto control = runCommand(
      {"train", tiny().features(), "--head", "ridge", "--shuffle-images", "--out", tiny().path("control")});
  REQUIRE_MESSAGE(control.status == 0, control.err);
  CHECK(contains(control.out, "SHUFFLED-IMAGE CONTROL"));
}

TEST_CASE("predict writes a volume on the subject's grid, for an empty caption too") {
  const std::string out = tiny().path("predicted.nii.gz");
  const auto json = runCommand({"predict", tiny().run(), "--image", tiny().picture(), "--caption",
                                "A red square!", "--out", out, "--json"})
                        .json();
  CHECK(json["caption"]["cleaned"] == "a red square");
  CHECK(json["caption"]["tokens"].get<int>() >= 5);
  const Volume volume = readNifti(out);
  std::int64_t finite = 0;
  double lowest = 1e9, highest = -1e9;
  for (const float value : volume.values)
    if (std::isfinite(value)) {
      ++finite;
      lowest = std::min(lowest, double(value));
      highest = std::max(highest, double(value));
    }
  CHECK(finite == json["voxels"].get<std::int64_t>());
  CHECK(lowest == doctest::Approx(json["minimum"].get<double>()));
  CHECK(highest == doctest::Approx(json["maximum"].get<double>()));
  CHECK(contains(inspectNifti(out).description, "SYNTHETIC"));

  const std::string plain = tiny().path("plain.nii");
  const auto empty = runCommand(
      {"predict", tiny().run(), "--image", tiny().picture(), "--caption", "", "--out", plain, "--json"});
  REQUIRE_MESSAGE(empty.status == 0, empty.err);
  CHECK(empty.json()["caption"]["tokens"] == 2);
  CHECK(readNifti(plain).values != volume.values);
}

TEST_CASE("embed writes NumPy arrays of the stated shape") {
  const std::string out = tiny().path("features.npy");
  const auto both =
      runCommand({"embed", "--image", tiny().picture(), "--caption", "a red square", "--out", out, "--json"});
  REQUIRE_MESSAGE(both.status == 0, both.err);
  CHECK(both.json()["shape"] == nlohmann::json({32, 768}));
  const std::string file = readFile(out);
  CHECK(file.substr(1, 5) == "NUMPY");
  CHECK(contains(file.substr(0, 128), "(32, 768)"));
  CHECK(file.size() > 32 * 768 * 4);
  const auto text =
      runCommand({"embed", "--mode", "text", "--caption", "a red square", "--out", out, "--json"});
  CHECK(text.json()["shape"] == nlohmann::json({32, 768}));
  const auto image =
      runCommand({"embed", "--mode", "image", "--image", tiny().picture(), "--out", out, "--json"});
  CHECK(image.json()["shape"][0].get<int>() > 1);
}

TEST_CASE("sweep fills the table once") {
  const std::string out = tiny().path("sweep");
  const std::vector<std::string> args{"sweep", tiny().features(), "--heads", "ridge,mlp", "--penalties",
                                      "l2",    "--epochs",        "1",       "--out",     out,
                                      "--json"};
  const auto first = runCommand(args);
  REQUIRE_MESSAGE(first.status == 0, first.err);
  REQUIRE(first.json()["results"].size() == 2);
  CHECK(first.json()["results"][0]["penalty"] == "gcv");
  const std::string tsv = readFile(out + "/table.tsv");
  CHECK(contains(tsv, "SYNTHETIC SUBJECT"));
  CHECK(std::count(tsv.begin(), tsv.end(), '\n') == 4);
  CHECK(contains(readFile(out + "/table.md"), "| mlp | l2 |"));
  CHECK(contains(readFile(out + "/table.md"), "in percent of the noise ceiling"));
  // the report's Table 1: a line a penalty, a column a head, nothing where there is no such combination
  std::istringstream grid(readFile(out + "/table1.tsv"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(grid, line);) lines.push_back(line);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].front() == '#');
  CHECK(lines[1] == "penalty\tridge\tmlp");
  const auto percent = [&](int row) {
    const nlohmann::json headline = first.json()["results"][row]["accuracy"]["headline"];
    return headline.is_number() ? fmt::format("{:.1f} %", 100 * headline.get<double>()) : std::string();
  };
  CHECK(lines[2] == "gcv\t" + percent(0) + "\t");
  CHECK(lines[3] == "l2\t\t" + percent(1));
  const std::string figure = tiny().path("sweep-folder.tsv");
  const auto painted = runCommand({"figure", "table", out, "--out", figure});
  REQUIRE_MESSAGE(painted.status == 0, painted.err);
  CHECK(contains(readFile(figure), "\nmlp-l2\tmlp\t"));
  CHECK(contains(readFile(figure), "\nridge-gcv\tridge\t"));
  const auto again = runCommand(args);
  CHECK(again.json()["results"] == first.json()["results"]);  // the times too: nothing was trained again
}

TEST_CASE("sweep says how long the rest takes, by what it measured") {
  const std::string out = tiny().path("timed-sweep");
  const auto cells = [&] {
    const auto ran = runCommand({"sweep", tiny().features(), "--heads", "mlp", "--penalties", "none,l2",
                                 "--epochs", "1", "--out", out, "--progress", "json"});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
    std::vector<nlohmann::json> events;
    std::istringstream lines(ran.err);
    for (std::string line; std::getline(lines, line);)
      if (auto event = nlohmann::json::parse(line, nullptr, false);
          event.is_object() && event["event"] == "cell")
        events.push_back(event);
    REQUIRE(events.size() == 2);
    return events;
  };
  const auto first = cells();
  CHECK(first[0]["secondsAfter"].is_null());
  CHECK(first[0]["untimedAfter"] == nlohmann::json{"mlp"});
  CHECK(first[1]["untimedAfter"].empty());
  std::filesystem::remove(out + "/mlp-l2.json");
  const auto second = cells();
  CHECK(second[0]["secondsAfter"].get<double>() ==
        nlohmann::json::parse(readFile(out + "/mlp-none.json"))["seconds"].get<double>());
  CHECK(second[0]["untimedAfter"].empty());
  const auto third = cells();  // everything is there
  CHECK(third[0]["secondsAfter"].is_null());
  CHECK(third[0]["untimedAfter"].empty());
}

TEST_CASE("a sweep that was stopped goes on where it was") {
  const std::string out = tiny().path("stopped-sweep");
  const std::vector<std::string> args{"sweep", tiny().features(), "--heads", "ridge,mlp", "--penalties",
                                      "l2",    "--epochs",        "3",       "--out",     out,
                                      "--json"};
  CancelFlag cancel;
  std::thread stopper([&] {
    for (int i = 0; i < 6000 && !std::filesystem::exists(out + "/mlp-l2/run.json"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    cancel.raise();
  });
  const auto stopped = test::runCommand(args, cancel);
  stopper.join();
  CHECK(stopped.status == 130);
  const std::string ridge = readFile(out + "/ridge-gcv.json");
  const auto whole = runCommand(args);
  REQUIRE_MESSAGE(whole.status == 0, whole.err);
  CHECK(whole.json()["results"].size() == 2);
  CHECK(readFile(out + "/ridge-gcv.json") == ridge);
  // with one more cell, which comes first and is stopped at once: what is there stays in the table
  auto more = args;
  *std::find(more.begin(), more.end(), "l2") = "none,l2";
  *std::find(more.begin(), more.end(), "ridge,mlp") = "mlp,ridge";
  CancelFlag atOnce;
  atOnce.raise();
  CHECK(test::runCommand(more, atOnce).status == 130);
  const std::string table = readFile(out + "/table.tsv");
  CHECK(table.find("UNFINISHED: 2 of 3 combinations") != std::string::npos);
  CHECK(table.find("\nmlp\tl2\t") != std::string::npos);
  CHECK(table.find("\nridge\tgcv\t") != std::string::npos);
}
