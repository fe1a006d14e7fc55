#include "app/cli/TextTable.h"

#include <doctest/doctest.h>

#include <sstream>

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

TEST_CASE("Fields align their values") {
  std::ostringstream stream;
  vxs::cli::printFields(stream, {{"Run", "x"}, {"Median r", "0.5"}});
  CHECK(stream.str() == "Run       x\nMedian r  0.5\n");
}
