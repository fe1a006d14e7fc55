#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/synthetic/SyntheticSubject.h"
#include "core/volume/Nifti.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>
#include <hdf5.h>
#include <matio.h>
#include <nlohmann/json.hpp>

#include <map>
#include <sstream>

// The written files, opened with the formats' own libraries rather than with our readers.
using namespace vxs;
using namespace vxs::synthetic;

namespace {

/// Small, yet with every kind of file: the tiny subject on a coarser grid.
Preset small() {
  Preset preset = presetNamed("tiny");
  preset.grid = {15, 19, 15};
  preset.voxelSizeMm = 10;
  preset.niftiSessions = 1;
  return preset;
}

struct Written {
  test::TempFolder folder;
  SubjectSize size;
  Written() {
    Progress quiet;
    size = writeSyntheticSubject(folder.path(), small(), 2, quiet);
  }
  std::filesystem::path betas() const {
    return folder / "nsddata_betas/ppdata/subj01/func1pt8mm/betas_fithrf_GLMdenoise_RR";
  }
  std::filesystem::path functional() const { return folder / "nsddata/ppdata/subj01/func1pt8mm"; }
  static const Written& get() {
    static const Written kWritten;
    return kWritten;
  }
};

struct DatasetFacts {
  std::vector<hsize_t> shape, chunk;
  bool int16 = false, uint8 = false;
};

DatasetFacts factsOf(const std::filesystem::path& file, const char* name) {
  const hid_t f = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  REQUIRE(f >= 0);
  const hid_t d = H5Dopen2(f, name, H5P_DEFAULT);
  REQUIRE(d >= 0);
  const hid_t space = H5Dget_space(d), plist = H5Dget_create_plist(d), type = H5Dget_type(d);
  DatasetFacts facts;
  facts.shape.resize(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
  H5Sget_simple_extent_dims(space, facts.shape.data(), nullptr);
  facts.chunk.resize(facts.shape.size());
  H5Pget_chunk(plist, static_cast<int>(facts.chunk.size()), facts.chunk.data());
  facts.int16 = H5Tequal(type, H5T_STD_I16LE) > 0;
  facts.uint8 = H5Tequal(type, H5T_STD_U8LE) > 0;
  H5Tclose(type), H5Pclose(plist), H5Sclose(space), H5Dclose(d), H5Fclose(f);
  return facts;
}

std::vector<std::int16_t> allBetas(const std::filesystem::path& file) {
  const hid_t f = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), d = H5Dopen2(f, "betas", H5P_DEFAULT);
  std::vector<std::int16_t> values(750UL * 15 * 19 * 15);
  REQUIRE(H5Dread(d, H5T_NATIVE_INT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
  H5Dclose(d), H5Fclose(f);
  return values;
}

std::vector<double> variable(const std::filesystem::path& file, const char* name,
                             std::array<std::size_t, 2> shape) {
  mat_t* mat = Mat_Open(file.c_str(), MAT_ACC_RDONLY);
  REQUIRE(mat);
  matvar_t* var = Mat_VarRead(mat, name);
  REQUIRE(var);
  CHECK(var->rank == 2);
  CHECK(var->dims[0] == shape[0]);
  CHECK(var->dims[1] == shape[1]);
  CHECK(var->class_type == MAT_C_DOUBLE);
  const auto* data = static_cast<const double*>(var->data);
  std::vector<double> values(data, data + shape[0] * shape[1]);
  Mat_VarFree(var);
  Mat_Close(mat);
  return values;
}

}  // namespace

TEST_CASE("fewer sessions than a preset's keep its grid and its share of shared images") {
  const Preset full = presetNamed("full"), few = withSessions(full, 4);
  CHECK(few.grid == full.grid);
  CHECK(few.sessions == 4);
  CHECK(few.images == 1000);
  CHECK(few.sharedImages == 100);
  CHECK(few.name == "full, 4 sessions");
  CHECK(withSessions(full, 40).name == "full");
  CHECK_THROWS_AS(withSessions(full, 41), UsageError);
  CHECK_THROWS_AS(withSessions(full, 0), UsageError);
}

TEST_CASE("betas are NSD's: int16, trials by Z, Y, X, one voxel a chunk, 0 outside the brain") {
  const auto file = Written::get().betas() / "betas_session01.hdf5";
  const DatasetFacts facts = factsOf(file, "betas");
  CHECK(facts.shape == std::vector<hsize_t>{750, 15, 19, 15});
  CHECK(facts.chunk == std::vector<hsize_t>{750, 1, 1, 1});
  CHECK(facts.int16);
  const std::vector<std::int16_t> betas = allBetas(file);
  const Volume brain = readNifti(Written::get().functional() / "brainmask.nii.gz");
  std::int64_t inside = 0;
  double percent = 0;
  for (std::size_t v = 0; v < brain.values.size(); ++v) {
    bool any = false;
    for (std::size_t t = 0; t < 750; ++t) {
      any |= betas[t * brain.values.size() + v] != 0;
      percent += betas[t * brain.values.size() + v] / 300.0;
    }
    CHECK(any == (brain.values[v] > 0));
    inside += any;
  }
  CHECK(inside == Written::get().size.brainVoxels);
  CHECK(percent / static_cast<double>(inside) / 750 == doctest::Approx(0.6).epsilon(0.1));
}

TEST_CASE("a session as NIfTI holds the same numbers as HDF5") {
  const std::vector<std::int16_t> betas = allBetas(Written::get().betas() / "betas_session01.hdf5");
  const auto file = Written::get().betas() / "betas_session01.nii.gz";
  CHECK(inspectNifti(file).datatype == "int16");
  CHECK(inspectNifti(file).frames == 750);
  std::int64_t different = 0;
  forEachNiftiFrame(file, [&](std::int64_t frame, const std::vector<float>& values) {
    for (std::size_t v = 0; v < values.size(); ++v)
      different += values[v] != betas[static_cast<std::size_t>(frame) * values.size() + v];
  });
  CHECK(different == 0);
  CHECK_FALSE(std::filesystem::exists(Written::get().betas() / "betas_session02.nii.gz"));
}

TEST_CASE("pictures, captions and tables agree with each other") {
  const Written& w = Written::get();
  const DatasetFacts bricks = factsOf(w.folder / "nsddata_stimuli/stimuli/nsd/nsd_stimuli.hdf5", "imgBrick");
  CHECK(bricks.shape == std::vector<hsize_t>{500, 425, 425, 3});
  CHECK(bricks.uint8);

  std::map<std::int64_t, int> captions;
  for (const char* split : {"train2017", "val2017"}) {
    const auto json = nlohmann::json::parse(readFile(
        w.folder / ("nsddata_stimuli/stimuli/nsd/annotations/captions_" + std::string(split) + ".json")));
    CHECK(json.at("info").dump().find("SYNTHETIC") != std::string::npos);
    for (const auto& a : json.at("annotations")) {
      ++captions[a.at("image_id").get<std::int64_t>()];
      CHECK(a.at("caption").get<std::string>().size() > 5);
    }
  }
  std::istringstream csv(readFile(w.folder / "nsddata/experiments/nsd/nsd_stim_info_merged.csv"));
  std::string line;
  std::getline(csv, line);
  CHECK(line.rfind(",cocoId,cocoSplit,cropBox,loss,nsdId,flagged,BOLD5000,shared1000,subject1,", 0) == 0);
  int rows = 0;
  while (std::getline(csv, line)) {
    const auto comma = line.find(',');
    CHECK(std::stoi(line.substr(0, comma)) == rows);
    CHECK(captions[std::stoll(line.substr(comma + 1))] == 5);
    ++rows;
  }
  CHECK(rows == 500);
}

TEST_CASE("the design shows every picture three times and points at it by NSD's own indices") {
  const auto file = Written::get().folder / "nsddata/experiments/nsd/nsd_expdesign.mat";
  const auto ordering = variable(file, "masterordering", {1, 30000});
  const auto images = variable(file, "subjectim", {8, 10000});
  const auto shared = variable(file, "sharedix", {1, 1000});
  std::map<int, int> shown;
  for (std::size_t t = 0; t < 1500; ++t) {
    const auto column = static_cast<std::size_t>(ordering[t]) - 1;
    ++shown[static_cast<int>(images[column * 8])];  // column-major
  }
  CHECK(shown.size() == 500);
  for (const auto& [image, count] : shown) {
    CHECK(image >= 1);
    CHECK(image <= 500);
    CHECK(count == 3);
  }
  int sharedShown = 0;
  for (const double id : shared) sharedShown += shown.contains(static_cast<int>(id));
  CHECK(sharedShown == 75);
}

TEST_CASE("hemisphere volumes split the whole one; truth and marker are there") {
  const Written& w = Written::get();
  const Volume both = readNifti(w.functional() / "roi/prf-visualrois.nii.gz"),
               left = readNifti(w.functional() / "roi/lh.prf-visualrois.nii.gz"),
               right = readNifti(w.functional() / "roi/rh.prf-visualrois.nii.gz");
  for (std::size_t v = 0; v < both.values.size(); ++v) {
    CHECK(std::max(left.values[v], right.values[v]) == both.values[v]);
    CHECK((left.values[v] == -1 || right.values[v] == -1));
  }
  CHECK(readFile(w.folder / "nsddata/freesurfer/subj01/label/prf-visualrois.mgz.ctab").find("1 V1v") !=
        std::string::npos);
  CHECK(readFile(w.folder / "SYNTHETIC.txt").find("SYNTHETIC") != std::string::npos);
  const Volume truth = readNifti(w.folder / "truth/ncsnr.nii.gz"),
               estimate = readNifti(w.betas() / "ncsnr.nii.gz");
  double sum = 0, error = 0, n = 0;
  for (std::size_t v = 0; v < truth.values.size(); ++v)
    if (truth.values[v] > 0.4)
      sum += truth.values[v], error += std::abs(truth.values[v] - estimate.values[v]), ++n;
  REQUIRE(n > 20);
  CHECK(error / sum < 0.08);
  for (const char* file : {"attainable.nii.gz", "noise_ceiling.nii.gz", "receptive_fields.tsv", "scenes.json",
                           "signal.npy", "signal_images.txt"})
    CHECK(std::filesystem::file_size(w.folder / ("truth/" + std::string(file))) > 100);
}

TEST_CASE("same seed, same bytes; a session that is missing is written again, the others stay") {
  test::TempFolder again;
  Progress quiet;
  writeSyntheticSubject(again.path(), small(), 2, quiet);
  const auto relative = std::filesystem::relative(Written::get().betas(), Written::get().folder.path());
  for (const char* name : {"betas_session02.hdf5", "ncsnr.nii.gz"})
    CHECK(readFile(again.path() / relative / name) == readFile(Written::get().betas() / name));
  const auto first = again.path() / relative / "betas_session01.hdf5",
             second = again.path() / relative / "betas_session02.hdf5";
  const auto stamp = std::filesystem::last_write_time(first);
  std::filesystem::remove(second);
  writeSyntheticSubject(again.path(), small(), 2, quiet);
  CHECK(std::filesystem::last_write_time(first) == stamp);
  CHECK(allBetas(second) == allBetas(Written::get().betas() / "betas_session02.hdf5"));
}
