#include "core/nsd/BetaSession.h"

#include "core/base/AtomicFile.h"
#include "core/nsd/Dataset.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TinyNsd.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace vxs;
using test::contains;
using test::errorOf;
using test::SessionLayout;
using test::TinyNsd;

namespace {

const std::vector<SessionLayout> kLayouts{SessionLayout::VoxelChunks,     SessionLayout::Contiguous,
                                          SessionLayout::TrialChunks,     SessionLayout::DeflatedBlocks,
                                          SessionLayout::MatlabUserBlock, SessionLayout::Nifti};

Mask maskOf(std::vector<std::uint32_t> voxels) {
  return {TinyNsd::grid(), TinyNsd::affine(), std::move(voxels)};
}

/// Sparse, dense, a lone voxel and everything.
std::vector<Mask> masks() {
  return {maskOf({0, 3, 4, 17, 19, 38, 59}), maskOf({6, 7, 8, 11, 12, 13, 26, 27, 28}), maskOf({42}),
          Mask::whole(TinyNsd::grid(), TinyNsd::affine())};
}

std::vector<float> expected(int session, const Mask& mask) {
  std::vector<float> betas;
  for (int trial = 0; trial < 750; ++trial)
    for (const std::uint32_t voxel : mask.voxels) {
      const auto [x, y, z] = mask.grid.position(voxel);
      betas.push_back(static_cast<float>(TinyNsd::stored(session, trial, x, y, z)) / 300.0F);
    }
  return betas;
}

std::vector<float> readOnly(const TinyNsd& nsd, const Mask& mask) {
  Progress progress;
  return nsd::readBetaSession(nsd::sessionFiles(nsd.betas()).begin()->second, mask, progress);
}

}  // namespace

TEST_CASE("every layout of a session gives the same betas, for every kind of mask") {
  for (const SessionLayout layout : kLayouts) {
    CAPTURE(static_cast<int>(layout));
    const test::TempFolder folder;
    const TinyNsd nsd(folder.path());
    nsd.writeSession(1, layout);
    for (const Mask& mask : masks()) CHECK(readOnly(nsd, mask) == expected(1, mask));
    CHECK(nsd::sessionGrid(nsd::sessionFiles(nsd.betas()).at(1)) == TinyNsd::grid());
  }
}

TEST_CASE("of several formats of a session the quickest is taken") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeSession(3, SessionLayout::Nifti);
  CHECK(nsd::sessionFiles(nsd.betas()).at(3).format == "nifti");
  nsd.writeSession(3, SessionLayout::MatlabUserBlock);
  CHECK(nsd::sessionFiles(nsd.betas()).at(3).format == "mat");
  nsd.writeSession(3, SessionLayout::VoxelChunks);
  CHECK(nsd::sessionFiles(nsd.betas()).at(3).format == "hdf5");
  CHECK(nsd::sessionFiles(nsd.betas()).size() == 1);
}

TEST_CASE("other grids, trial counts and masks are refused") {
  for (const SessionLayout layout : {SessionLayout::VoxelChunks, SessionLayout::Nifti}) {
    const test::TempFolder folder;
    const TinyNsd nsd(folder.path());
    nsd.writeSession(1, layout, 749);
    CHECK(contains(errorOf([&] { readOnly(nsd, masks()[0]); }), "749 trials"));
    nsd.writeSession(1, layout);
    const Mask other = Mask::whole({5, 3, 4}, TinyNsd::affine());
    const std::string message = errorOf([&] { readOnly(nsd, other); });
    CHECK(contains(message, "betas_session01"));
    CHECK(contains(message, "grid is 5 × 4 × 3, but the mask's is 5 × 3 × 4"));
    CHECK(contains(errorOf([&] { readOnly(nsd, maskOf({60})); }), "ascending indices"));
    CHECK(contains(errorOf([&] { readOnly(nsd, maskOf({4, 3})); }), "ascending indices"));
  }
}

TEST_CASE("damaged session files give one error that names the file") {
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeSession(1, SessionLayout::VoxelChunks);
  const auto path = nsd.betas() / "betas_session01.hdf5";
  const std::string good = readFile(path);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{600}, good.size() / 2, good.size() - 1}) {
    writeFileAtomically(path, good.substr(0, size));
    CHECK(contains(errorOf([&] { readOnly(nsd, masks()[0]); }), "cannot read " + path.string()));
  }
  writeFileAtomically(path, std::string(5000, 'x'));
  CHECK(contains(errorOf([&] { readOnly(nsd, masks()[0]); }), "not an HDF5 file"));
  std::filesystem::remove(path);
  nsd.writeStimuli(false);
  std::filesystem::copy(nsd.stimuliFolder() / "nsd_stimuli.hdf5", path);
  CHECK(contains(errorOf([&] { readOnly(nsd, masks()[0]); }), "no dataset 'betas'"));
}

TEST_CASE("reading stops when it is cancelled") {
  struct Stopped : Progress {
    bool cancelled() const override { return true; }
  } stopped;
  const test::TempFolder folder;
  const TinyNsd nsd(folder.path());
  nsd.writeSession(1, SessionLayout::VoxelChunks);
  const auto file = nsd::sessionFiles(nsd.betas()).at(1);
  CHECK_THROWS_AS(nsd::readBetaSession(file, masks()[0], stopped), Cancelled);
}

TEST_CASE("a damaged chunk size is refused before HDF5 reads beyond its buffers") {
  const test::TempFolder folder;
  std::string content = readFile(VXS_TEST_REFERENCE_DIR "/nsd/session_voxel_chunks.hdf5");
  // the layout message's chunk (750, 1, 1, 1) of 2-byte elements
  const std::string chunk("\xee\x02\0\0\1\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0", 20);
  const std::size_t at = content.find(chunk);
  REQUIRE(at != std::string::npos);
  content[at + 9] = 60;
  writeFileAtomically(folder / "betas_session01.hdf5", content);
  Progress progress;
  const Mask mask = Mask::whole({2, 3, 2}, Affine{});
  const auto read = [&] { nsd::readBetaSession({folder / "betas_session01.hdf5", "hdf5"}, mask, progress); };
  CHECK(contains(errorOf(read), "chunks of 'betas' are larger than the data"));
}
