#include "core/train/EpochFile.h"
#include "core/volume/Nifti.h"
#include "core/workflow/KeptMap.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using workflow::readKeptMap;

TEST_CASE("What a run kept of an epoch comes back in the brain: its r, or a prediction that was kept") {
  const test::TempFolder folder;
  const Mask mask{{3, 2, 2}, Affine{}, {1, 4, 11}};
  writeNifti(folder / "mask.nii.gz", mask.indicator(), NiftiType::Int16);
  train::EpochFile file{2, 20, 7, {0.25F, -0.5F, NAN}, {{100, "validation"}, {200, "test"}}, {}, {1}};
  file.predictions = {{1, 2, 3}, {-1, -2, -3}};
  train::writeEpochFile(folder.path(), file);

  const auto r = readKeptMap(folder.path(), 2, 0);
  REQUIRE(r);
  CHECK(r->validationImages == 7);
  CHECK(r->volume.grid == mask.grid);
  CHECK(r->volume.values[4] == -0.5F);
  CHECK(std::isnan(r->volume.values[0]));
  CHECK(readKeptMap(folder.path(), 2, 200)->volume.values[11] == -3);
  CHECK_FALSE(readKeptMap(folder.path(), 2, 300));  // not one of those that are kept
  CHECK_THROWS_AS(readKeptMap(folder.path(), 3, 0), Error);

  writeNifti(folder / "mask.nii.gz", Mask{mask.grid, Affine{}, {1, 4}}.indicator(), NiftiType::Int16);
  const std::string refused = test::errorOf([&] { readKeptMap(folder.path(), 2, 0); });
  CHECK(refused.find("does not fit the run's mask.nii.gz") != std::string::npos);
}
