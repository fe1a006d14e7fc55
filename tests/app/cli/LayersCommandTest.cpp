#include "core/base/AtomicFile.h"
#include "core/volume/Nifti.h"
#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <thread>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

TEST_CASE("layers writes its maps beside a run, under that run's split") {
  const auto outcome =
      runCommand({"layers", tiny().store(), "--encoder", "demo", "--out", tiny().run(), "--json"});
  REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
  const auto json = outcome.json();
  CHECK(json["command"] == "layers");
  CHECK(json["demoEncoder"] == true);
  CHECK(json["syntheticSubject"] == true);
  CHECK(json["split"] == "of run run");
  CHECK(json["layers"].size() == 2);
  const auto run = nlohmann::json::parse(readFile(tiny().run() + "/run.json"));
  CHECK(json["testImages"] == run["info"]["testImages"].size());
  CHECK(json["validationImages"] == run["info"]["validationImages"].size());
  const std::filesystem::path folder = json["folder"].get<std::string>();
  CHECK(folder.filename() == "layers");
  const auto written = nlohmann::json::parse(readFile(folder / "layers.json"));
  CHECK(written["encoder"] == json["encoder"]);
  CHECK(written["chosenOn"] == "validation images");
  const Volume preferred = readNifti(folder / "preferred-layer.nii.gz"),
               depth = readNifti(folder / "layer-depth.nii.gz"), r = readNifti(folder / "r-layer-01.nii.gz");
  std::int64_t judged = 0, withR = 0, wrong = 0;
  for (std::size_t i = 0; i < preferred.values.size(); ++i) {
    const float layer = preferred.values[i], graded = depth.values[i];
    withR += std::isfinite(r.values[i]);
    judged += std::isfinite(layer);
    wrong += std::isfinite(layer) ? (layer != 1 && layer != 2) || !(graded >= 1 && graded <= 2)
                                  : std::isfinite(graded);
  }
  CHECK(wrong == 0);
  CHECK(judged == json["judged"].get<std::int64_t>());
  CHECK(json["judged"].get<std::int64_t>() + json["below"].get<std::int64_t>() +
            json["notFinite"].get<std::int64_t>() ==
        run["info"]["voxels"].get<std::int64_t>());
  CHECK(withR > judged);
  CHECK(contains(inspectNifti(folder / "preferred-layer.nii.gz").description, "SYNTHETIC DEMO ENCODER"));
  const auto text =
      runCommand({"layers", tiny().store(), "--out", tiny().path("elsewhere"), "--threshold", "0.3"});
  REQUIRE_MESSAGE(text.status == 0, text.err);
  CHECK(contains(text.out, "SYNTHETIC SUBJECT  DEMO ENCODER (pseudo-weights)"));
  CHECK(contains(text.out, "at least 0.300"));
  CHECK(contains(text.out, "choose the layer"));
}

TEST_CASE("layers of the text encoder, alone and beside those of the image") {
  const std::string out = tiny().path("layers-both");
  const auto both = runCommand({"layers", tiny().store(), "--tower", "both", "--out", out, "--json"});
  REQUIRE_MESSAGE(both.status == 0, both.err);
  const auto layers = both.json()["layers"];
  REQUIRE(layers.size() == 4);
  CHECK(layers[1]["tower"] == "image");
  CHECK(layers[2]["tower"] == "text");
  CHECK(layers[2]["number"] == 1);
  std::int64_t preferred = 0;
  for (const auto& layer : layers) preferred += layer["preferredBy"].get<std::int64_t>();
  CHECK(preferred == both.json()["judged"].get<std::int64_t>());
  const auto text = runCommand(
      {"layers", tiny().store(), "--tower", "text", "--out", tiny().path("layers-text"), "--json"});
  REQUIRE_MESSAGE(text.status == 0, text.err);
  CHECK(text.json()["layers"].size() == 2);
  CHECK(contains(text.json()["features"].get<std::string>(), "caption"));
  // the same ridges of the same layers, whatever stands beside them
  const Volume alone = readNifti(tiny().path("layers-text") + "/r-layer-01.nii.gz"),
               beside = readNifti(out + "/r-layer-03.nii.gz");
  std::int64_t other = 0;
  for (std::size_t i = 0; i < alone.values.size(); ++i)
    other +=
        alone.values[i] != beside.values[i] && !(std::isnan(alone.values[i]) && std::isnan(beside.values[i]));
  CHECK(other == 0);
  const auto shown = runCommand({"layers", tiny().store(), "--tower", "both", "--out", out});
  CHECK(contains(shown.out, "image 1"));
  CHECK(contains(shown.out, "prefer text"));
  CHECK(runCommand({"layers", tiny().store(), "--tower", "sound", "--out", out}).status == 2);
}

TEST_CASE("An interrupted layers command keeps what it encoded and goes on") {
  const std::string store = tiny().path("stopped-store");
  REQUIRE(runCommand({"prepare", tiny().subject(), "--mask", "brain", "--out", store}).status == 0);
  CancelFlag cancel;
  std::atomic<bool> over{false};
  const auto encoded = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(store + "/features"))
      if (std::filesystem::exists(entry.path() / "index.bin"))
        return std::filesystem::file_size(entry.path() / "index.bin") / 8;
    return std::uintmax_t{0};
  };
  std::thread interrupter([&] {
    while (!over) {
      std::error_code none;
      if (std::filesystem::exists(store + "/features", none) && encoded() > 5) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    cancel.raise();
  });
  const auto stopped = runCommand({"layers", store, "--json"}, cancel);
  over = true;
  interrupter.join();
  REQUIRE(stopped.status == 130);
  const auto kept = encoded();
  CHECK(kept > 5);
  CHECK_FALSE(std::filesystem::exists(store + "/layers/layers.json"));
  const auto whole = runCommand({"features", store, "--mode", "vision-layers", "--json"}).json();
  CHECK(whole["items"].get<std::uintmax_t>() - whole["computed"].get<std::uintmax_t>() == kept);
  CHECK(runCommand({"layers", store}).status == 0);
  CHECK(std::filesystem::exists(store + "/layers/layers.json"));
}

TEST_CASE("layers refuses what makes no sense") {
  CHECK(runCommand({"layers", tiny().path("no-store")}).status == 1);
  CHECK(runCommand({"layers", tiny().store(), "--threshold", "2"}).status == 2);
  // a run of another store
  const std::string store = tiny().path("other-store");
  REQUIRE(runCommand({"prepare", tiny().subject(), "--mask", "nsdgeneral", "--out", store}).status == 0);
  const auto refused = runCommand({"layers", store, "--out", tiny().run()});
  CHECK(refused.status == 1);
  CHECK(contains(refused.err, "another store"));
}
