#include "core/nsd/BetaSession.h"
#include "core/nsd/ExperimentDesign.h"
#include "core/nsd/Stimuli.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

// Files that h5py and scipy wrote, and what is in them according to numpy.

using namespace vxs;

namespace {

const std::string kFolder = VXS_TEST_REFERENCE_DIR "/nsd/";

nlohmann::json reference() {
  std::ifstream stream(kFolder + "nsd.json");
  return nlohmann::json::parse(stream);
}

}  // namespace

TEST_CASE("sessions that h5py wrote") {
  const Mask mask = Mask::whole({2, 3, 2}, Affine{});
  const nlohmann::json sessions = reference().at("sessions");
  REQUIRE(sessions.size() == 2);
  for (const auto& session : sessions) {
    const std::string name = session.at("file");
    CAPTURE(name);
    Progress progress;
    const auto betas = nsd::readBetaSession({kFolder + name, "hdf5"}, mask, progress);
    REQUIRE(betas.size() == 750 * 12);
    CHECK(std::vector<float>(betas.begin(), betas.begin() + 12) ==
          session.at("first").get<std::vector<float>>());
    CHECK(std::vector<float>(betas.end() - 12, betas.end()) == session.at("last").get<std::vector<float>>());
    for (std::size_t voxel = 0; voxel < 12; ++voxel) {
      double sum = 0;
      for (std::size_t trial = 0; trial < 750; ++trial) sum += betas[trial * 12 + voxel];
      CHECK(sum / 750 == doctest::Approx(session.at("mean")[voxel].get<double>()).epsilon(1e-9));
    }
    CHECK(betas[7] == 0);  // the voxel that this session lacks: z 1, y 0, x 1
    CHECK(betas[749 * 12 + 7] == 0);
  }
}

TEST_CASE("a design that scipy wrote") {
  const nlohmann::json expected = reference().at("design");
  const auto design = nsd::readExperimentDesign(kFolder + expected.at("file").get<std::string>());
  CHECK(design.subjectImages.size() == 8);
  const std::vector<nsd::Trial> trials = design.trials(1);
  REQUIRE(trials.size() == 3000);
  std::int64_t sum = 0;
  int shared = 0;
  std::set<std::int32_t> distinct;
  for (const nsd::Trial& trial : trials) {
    sum += trial.nsdId;
    shared += trial.shared ? 1 : 0;
    distinct.insert(trial.nsdId);
  }
  CHECK(sum == expected.at("idSum").get<std::int64_t>());
  CHECK(shared == expected.at("sharedTrials").get<int>());
  CHECK(distinct.size() == expected.at("distinct").get<std::size_t>());
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(trials[i].nsdId == expected.at("first")[i].get<std::int32_t>());
    CHECK(trials[2995 + i].nsdId == expected.at("last")[i].get<std::int32_t>());
  }
}

TEST_CASE("pictures that h5py wrote") {
  const nlohmann::json expected = reference().at("stimuli");
  const nsd::Stimuli stimuli(kFolder + expected.at("file").get<std::string>());
  REQUIRE(stimuli.count() == 4);
  for (std::int32_t id = 0; id < 4; ++id) {
    const RgbImage image = stimuli.read(id);
    CHECK(image.width == 2);
    CHECK(image.height == 3);
    CHECK(image.pixels ==
          expected.at("pixels")[static_cast<std::size_t>(id)].get<std::vector<std::uint8_t>>());
  }
}
