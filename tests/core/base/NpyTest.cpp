#include "core/base/Npy.h"

#include "core/base/AtomicFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

using namespace vxs;

namespace {

/// What numpy 1.24's np.save writes before the data: the dictionary, blanks and a line end, 128 bytes in all.
std::string numpyHeader(const std::string& shape) {
  std::string header("\x93NUMPY\x01\x00v\x00", 10);
  header += "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
  header.resize(127, ' ');
  return header + "\n";
}

}  // namespace

TEST_CASE("files are numpy's, byte for byte") {
  const test::TempFolder folder;
  const std::vector<float> values{0, 1.5F, -2, 3, 4, 5e10F};
  std::string data(sizeof(float) * values.size(), '\0');
  std::memcpy(data.data(), values.data(), data.size());
  const std::filesystem::path file = folder / "a.npy";
  writeNpy(file, std::vector<std::int64_t>{2, 3}, values);
  CHECK(readFile(file) == numpyHeader("(2, 3)") + data);
  writeNpy(file, std::vector<std::int64_t>{6}, values);
  CHECK(readFile(file) == numpyHeader("(6,)") + data);
  writeNpy(file, std::vector<std::int64_t>{}, std::span(values).first(1));
  CHECK(readFile(file) == numpyHeader("()") + data.substr(0, 4));
  writeNpy(file, std::vector<std::int64_t>{0, 5}, {});
  CHECK(readFile(file) == numpyHeader("(0, 5)"));
}

TEST_CASE("a shape that does not fit the values is refused, and no file appears") {
  const test::TempFolder folder;
  const std::vector<float> values(5);
  CHECK(test::contains(test::errorOf([&] {
                         writeNpy(folder / "a.npy", std::vector<std::int64_t>{2, 3}, values);
                       }),
                       "the shape has 6 elements, the data 5"));
  CHECK(std::filesystem::is_empty(folder.path()));
}
