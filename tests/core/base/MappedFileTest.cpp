#include "core/base/MappedFile.h"

#include "core/base/AtomicFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <string>

using namespace vxs;

namespace {

std::string textOf(const MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

}  // namespace

TEST_CASE("a mapped file shows the file's bytes, also after it was moved and the file removed") {
  const test::TempFolder folder;
  writeFileAtomically(folder / "a", "hello");
  writeFileAtomically(folder / "b", "other");
  MappedFile a(folder / "a"), b(folder / "b");
  CHECK(textOf(a) == "hello");
  MappedFile moved(std::move(a));
  b = std::move(moved);
  std::filesystem::remove(folder / "a");
  CHECK(textOf(b) == "hello");
}

TEST_CASE("an empty file maps to nothing; missing files and folders are named") {
  const test::TempFolder folder;
  writeFileAtomically(folder / "empty", "");
  CHECK(MappedFile(folder / "empty").bytes().empty());
  const std::filesystem::path missing = folder / "none";
  CHECK(test::errorOf([&] { MappedFile{missing}; }) ==
        "cannot read " + missing.string() + ": No such file or directory");
  CHECK(test::contains(test::errorOf([&] { MappedFile{folder.path()}; }), "not a regular file"));
}
