#include "app/cli/TextTable.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>

using vxs::cli::TextTable;

TEST_CASE("Text goes to the left and numbers to the right") {
  TextTable table({"region", "voxels", "r"});
  table.add({"V1", "1200", "0.52"});
  table.add({"hV4", "87", "-"});
  std::ostringstream stream;
  table.print(stream);
  CHECK(stream.str() ==
        "region  voxels     r\n"
        "V1        1200  0.52\n"
        "hV4         87     -\n");
}

TEST_CASE("Widths count characters, not bytes, and short rows are filled up") {
  TextTable table({"name", "note"});
  table.add({"\u00e9\u00e8", "a"});
  table.add({"long"});
  std::ostringstream stream;
  table.print(stream);
  CHECK(stream.str() == "name  note\n\u00e9\u00e8    a\nlong\n");
}

TEST_CASE("Numbers below 0 have a minus where the locale is of UTF-8, else a hyphen") {
  const char* before = std::getenv("LC_ALL");
  const std::string restored = before ? before : "";
  for (const auto& [locale, minus] : {std::pair("C.UTF-8", "\u2212"), std::pair("C", "-")}) {
    setenv("LC_ALL", locale, 1);
    TextTable table({"run-2", "r"});
    table.add({"a-1", "-0.52"});
    table.add({"b", "0.10"});
    std::ostringstream stream;
    table.print(stream);
    vxs::cli::printFields(stream, {{"Interval", "-0.1 (-0.2 to 1e-06)"}, {"Run", "/runs/a -1"}});
    const std::string m = minus;
    CHECK(stream.str() == "run-2      r\na-1    " + m + "0.52\nb       0.10\nInterval  " + m + "0.1 (" + m +
                              "0.2 to 1e-06)\nRun       /runs/a -1\n");
  }
  before ? setenv("LC_ALL", restored.c_str(), 1) : unsetenv("LC_ALL");
}

TEST_CASE("Fields align their values") {
  std::ostringstream stream;
  vxs::cli::printFields(stream, {{"Run", "x"}, {"Median r", "0.5"}});
  CHECK(stream.str() == "Run       x\nMedian r  0.5\n");
}
