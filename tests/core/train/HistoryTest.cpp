#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/train/History.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace vxs;
using namespace vxs::train;

TEST_CASE("the learning curve is a table that spreadsheets read, to the last digit") {
  const test::TempFolder folder;
  CHECK(readHistory(folder.path()).empty());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  writeHistory(folder.path(), {{1, 0.1, 1.0 / 3, 0.25, 2.5, 10, 0.125}, {2, 0.05, nan, nan, 2, 20, nan}});
  CHECK(readFile(folder / "history.csv") ==
        "epoch,step,train_loss,validation_loss,validation_median_r,seconds,validation_score\n"
        "1,10,0.1,0.3333333333333333,0.25,2.5,0.125\n2,20,0.05,nan,nan,2,nan\n");
  const auto history = readHistory(folder.path());
  REQUIRE(history.size() == 2);
  CHECK(history[0].validationLoss == 1.0 / 3);
  CHECK(history[0].validationScore == 0.125);
  CHECK(history[1].step == 20);
  CHECK(std::isnan(history[1].validationMedianR));
}

TEST_CASE("a history of an earlier version was scored by its median r") {
  const test::TempFolder folder;
  writeFileAtomically(
      folder / "history.csv",
      "epoch,step,train_loss,validation_loss,validation_median_r,seconds\n1,10,0.1,1,0.25,2.5\n");
  const auto history = readHistory(folder.path());
  REQUIRE(history.size() == 1);
  CHECK(history[0].seconds == 2.5);
  CHECK(history[0].validationScore == 0.25);
}

TEST_CASE("a damaged history is refused with its line") {
  const test::TempFolder folder;
  const std::string heading = "epoch,step,train_loss,validation_loss,validation_median_r,seconds\n";
  writeFileAtomically(folder / "history.csv", "epoch,loss\n1,2\n");
  CHECK_THROWS_WITH_AS(readHistory(folder.path()), doctest::Contains("is no history of a run"), Error);
  for (const std::string row :
       {"1,10,0.1", "2,10,0.1,1,1,1", "1,10,x,1,1,1", "1,10,1,1,1,1,1", "\xff\xfe", ""}) {
    CAPTURE(row);
    writeFileAtomically(folder / "history.csv", heading + row + "\n");
    CHECK_THROWS_WITH_AS(readHistory(folder.path()), doctest::Contains("line 2"), Error);
  }
}
