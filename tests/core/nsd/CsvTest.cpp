#include "core/nsd/Csv.h"

#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

using Rows = std::vector<std::vector<std::string>>;

namespace {

Rows rowsOf(std::string_view text) {
  Rows rows;
  vxs::nsd::forEachCsvRow(
      text, [&](std::size_t, const std::vector<std::string>& fields) { rows.push_back(fields); });
  return rows;
}

}  // namespace

TEST_CASE("plain and quoted fields") {
  CHECK(rowsOf("a,b\n1,\"(0, 0.5)\"\n") == Rows{{"a", "b"}, {"1", "(0, 0.5)"}});
  CHECK(rowsOf("\"he said \"\"x\"\"\",,\r\n,\"two\nlines\"") ==
        Rows{{"he said \"x\"", "", ""}, {"", "two\nlines"}});
  CHECK(rowsOf("").empty());
  CHECK(rowsOf("\n\na\n\n") == Rows{{"a"}});
  CHECK(rowsOf("a,") == Rows{{"a", ""}});
}

TEST_CASE("records know the line they begin on") {
  std::vector<std::size_t> lines;
  vxs::nsd::forEachCsvRow("a\n\"x\ny\",1\nb\n",
                          [&](std::size_t line, const auto&) { lines.push_back(line); });
  CHECK(lines == std::vector<std::size_t>{1, 2, 4});
}

TEST_CASE("broken quotes name their line") {
  CHECK(vxs::test::contains(vxs::test::errorOf([] { rowsOf("a\nb,\"c\nd\n"); }), "opens on line 2"));
  CHECK(vxs::test::contains(vxs::test::errorOf([] { rowsOf("a\n\"b\"c\n"); }), "line 2 has text behind"));
}
