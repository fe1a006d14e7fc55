#include "core/nsd/LabelNames.h"

#include "core/base/AtomicFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

using namespace vxs;

TEST_CASE("the built-in tables have the published labels") {
  CHECK(nsd::builtInLabelNames("prf-visualrois").size() == 7);
  CHECK(nsd::builtInLabelNames("prf-visualrois").at(7) == "hV4");
  CHECK(nsd::builtInLabelNames("Kastner2015").size() == 25);
  CHECK(nsd::builtInLabelNames("Kastner2015").at(15) == "LO1");
  CHECK(nsd::builtInLabelNames("Kastner2015").at(25) == "FEF");
  CHECK(nsd::builtInLabelNames("floc-words").at(2) == "VWFA-1");
  CHECK(nsd::builtInLabelNames("streams").at(5) == "ventral");
  CHECK(nsd::builtInLabelNames("HCP_MMP1").empty());
}

TEST_CASE("colour tables name labels, and broken lines are named") {
  const test::TempFolder folder;
  writeFileAtomically(folder / "a.ctab", "# x\n0 Unknown\n 1   V1v 1 2 3 0\r\n\n12\tecc4+\n");
  CHECK(nsd::readLabelTable(folder / "a.ctab") == nsd::LabelNames{{1, "V1v"}, {12, "ecc4+"}});
  for (const std::string line : {"one V1\n", "1\n", "1x V1\n"}) {
    writeFileAtomically(folder / "b.ctab", "0 Unknown\n" + line);
    const std::string message = test::errorOf([&] { nsd::readLabelTable(folder / "b.ctab"); });
    CHECK(test::contains(message, "b.ctab: line 2"));
  }
}
