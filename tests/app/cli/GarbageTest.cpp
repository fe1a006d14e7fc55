#include "core/base/AtomicFile.h"
#include "core/volume/Nifti.h"
#include "tests/app/cli/TinyThread.h"

#include <doctest/doctest.h>

using namespace vxs;
using test::contains;
using test::runCommand;
using test::tiny;

namespace {

/// The outcome must be one clear message with status 1 that names `file`, and nothing at `notThere`.
void checkRefused(const std::vector<std::string>& args, const std::string& file,
                  const std::string& notThere) {
  const auto outcome = runCommand(args);
  CAPTURE(outcome.err);
  CHECK(outcome.status == 1);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, "voxelscope-cli: error: "));
  CHECK(contains(outcome.err, file));
  CHECK_FALSE(std::filesystem::exists(notThere));
}

std::vector<std::string> embedArgs(const std::string& image, const std::string& out) {
  return {"embed", "--image", image, "--caption", "a dog", "--out", out};
}

}  // namespace

TEST_CASE("Pictures that are none") {
  const std::string out = tiny().path("x.npy");
  checkRefused(embedArgs("/no/such/picture.png", out), "/no/such/picture.png", out);
  const std::string text = tiny().path("text.png");
  writeFileAtomically(text, "this is no picture");
  checkRefused(embedArgs(text, out), text, out);
  const std::string empty = tiny().path("empty.jpg");
  writeFileAtomically(empty, "");
  checkRefused(embedArgs(empty, out), empty, out);
  checkRefused(embedArgs(tiny().path(""), out), tiny().path(""), out);
}

TEST_CASE("A PNG that was cut off") {
  // signature and header of an 8 x 8 picture, then nothing
  const std::string head("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0\x4b\x6d\x29\xdc",
                         33);
  const std::string file = tiny().path("cut.png"), out = tiny().path("cut.npy");
  writeFileAtomically(file, head);
  checkRefused(embedArgs(file, out), file, out);
}

TEST_CASE("A picture of one pixel works") {
  const std::string file = tiny().path("one.ppm");
  writeFileAtomically(file, std::string("P6\n1 1\n255\n\x10\x20\x30"));
  CHECK(runCommand(embedArgs(file, tiny().path("one.npy"))).status == 0);
  const auto predicted = runCommand(
      {"predict", tiny().run(), "--image", file, "--caption", "a dot", "--out", tiny().path("one.nii.gz")});
  CHECK_MESSAGE(predicted.status == 0, predicted.err);
}

TEST_CASE("Output that cannot be written is said before the work") {
  checkRefused(embedArgs(tiny().picture(), "/no/such/folder/x.npy"), "/no/such/folder", "/no/such/folder");
  checkRefused({"predict", tiny().run(), "--image", tiny().picture(), "--caption", "a", "--out",
                "/no/such/folder/x.nii.gz"},
               "/no/such/folder", "/no/such/folder");
  const auto wrongName = runCommand({"predict", tiny().run(), "--image", tiny().picture(), "--caption", "a",
                                     "--out", tiny().path("x.mgz")});
  CHECK(wrongName.status == 2);
  CHECK(contains(wrongName.err, ".nii.gz"));
  checkRefused({"synthesize", "/proc/no/subject", "--preset", "tiny"}, "/proc/no", "/proc/no");
}

TEST_CASE("Folders that are no store, run or dataset") {
  const std::string folder = tiny().path("plain");
  std::filesystem::create_directory(folder);
  checkRefused({"inspect", folder}, folder, folder + "/x");
  checkRefused({"prepare", folder, "--out", tiny().path("s")}, folder, tiny().path("s") + "/responses");
  checkRefused({"features", folder}, folder, folder + "/features");
  checkRefused({"train", folder, "--out", tiny().path("r")}, folder, tiny().path("r") + "/run.json");
  checkRefused({"evaluate", folder}, folder, folder + "/evaluation");
  checkRefused(
      {"predict", folder, "--image", tiny().picture(), "--caption", "a", "--out", tiny().path("x.nii")},
      folder, tiny().path("x.nii"));
}

TEST_CASE("A store without features cannot be trained on") {
  const std::string store = tiny().path("bare");
  REQUIRE(runCommand({"prepare", tiny().subject(), "--mask", "brain", "--out", store}).status == 0);
  checkRefused({"train", store, "--out", tiny().path("bare-run")}, store,
               tiny().path("bare-run") + "/run.json");
}

TEST_CASE("A damaged run.json is named") {
  const std::string run = tiny().path("damaged");
  std::filesystem::copy(tiny().run(), run, std::filesystem::copy_options::recursive);
  std::filesystem::remove_all(run + "/evaluation");  // another test may have evaluated the run
  const std::string whole = readFile(run + "/run.json");
  for (const std::string& content :
       {std::string(), std::string("{}"), whole.substr(0, whole.size() / 2), std::string("[1, 2]")}) {
    writeFileAtomically(run + "/run.json", content);
    checkRefused({"evaluate", run}, "run.json", run + "/evaluation");
  }
}

TEST_CASE("An encoder's folder without weights") {
  const std::string folder = tiny().path("no-weights"), out = tiny().path("no-weights.npy");
  std::filesystem::create_directory(folder);
  checkRefused({"embed", "--encoder", folder, "--image", tiny().picture(), "--caption", "a", "--out", out},
               folder, out);
  writeFileAtomically(folder + "/config.json", "{\"model_type\": 3");
  checkRefused({"embed", "--encoder", folder, "--image", tiny().picture(), "--caption", "a", "--out", out},
               folder, out);
}

TEST_CASE("A mask that does not exist is wrong usage, and one of another grid a failure") {
  const std::string store = tiny().path("masked");
  for (const std::vector<std::string>& args : std::vector<std::vector<std::string>>{
           {"evaluate", tiny().run(), "--mask", "/no/such/mask.nii.gz"},
           {"prepare", tiny().subject(), "--mask", "/no/such/mask.nii.gz", "--out", store}}) {
    const auto outcome = runCommand(args);
    CHECK(outcome.status == 2);
    CHECK(contains(outcome.err, "/no/such/mask.nii.gz"));
  }
  const std::string other = tiny().path("other-grid.nii.gz");
  writeNifti(other, Volume(Grid{3, 3, 3}, Affine(), 1.0F));
  checkRefused({"prepare", tiny().subject(), "--mask", other, "--out", store}, "", store);
  checkRefused({"evaluate", tiny().run(), "--mask", other}, "", tiny().path("nothing"));
}
