#include "core/base/AtomicFile.h"

#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <unistd.h>
#include <algorithm>

using namespace vxs;

namespace {

std::size_t entriesOf(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

}  // namespace

TEST_CASE("a committed file replaces the old one, whole") {
  const test::TempFolder folder;
  writeFileAtomically(folder / "a.txt", "old");
  AtomicFile file(folder / "a.txt");
  file.stream() << "new and longer";
  file.stream().flush();
  CHECK(readFile(folder / "a.txt") == "old");  // not before commit
  file.commit();
  CHECK(readFile(folder / "a.txt") == "new and longer");
  CHECK(entriesOf(folder.path()) == 1);
}

TEST_CASE("nothing is left behind without commit, and the old file stays") {
  const test::TempFolder folder;
  writeFileAtomically(folder / "a.txt", "old");
  {
    AtomicFile file(folder / "a.txt");
    file.stream() << "half";
  }
  CHECK(readFile(folder / "a.txt") == "old");
  CHECK(entriesOf(folder.path()) == 1);
}

TEST_CASE("a writer with a path of its own keeps the suffixes, and cleans up when it fails") {
  const test::TempFolder folder;
  std::filesystem::path seen;
  writeAtomically(folder / "v.nii.gz", [&](const std::filesystem::path& path) {
    seen = path;
    writeFileAtomically(path, "volume");
  });
  CHECK(seen.parent_path() == folder.path());
  CHECK(seen.filename().string().ends_with("v.nii.gz"));
  CHECK(readFile(folder / "v.nii.gz") == "volume");
  CHECK_THROWS_AS(writeAtomically(folder / "w.nii.gz",
                                  [](const std::filesystem::path& path) {
                                    writeFileAtomically(path, "half");
                                    throw Error("disk trouble");
                                  }),
                  Error);
  CHECK(entriesOf(folder.path()) == 1);
}

TEST_CASE("where nothing can be written the message names the file and the reason") {
  const test::TempFolder folder;
  const std::filesystem::path target = folder / "missing" / "a.txt";
  CHECK(test::errorOf([&] { writeFileAtomically(target, "x"); }) ==
        "cannot write " + target.string() + ": No such file or directory");
  std::filesystem::create_directory(folder / "taken");
  writeFileAtomically(folder / "taken" / "inside", "x");
  CHECK(test::contains(test::errorOf([&] { writeFileAtomically(folder / "taken", "x"); }), "directory"));
  CHECK(entriesOf(folder.path()) == 1);
  if (geteuid() == 0) {
    MESSAGE("not tried: a read-only folder (root may write everywhere)");
    return;
  }
  std::filesystem::permissions(folder.path(),
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  CHECK(test::contains(test::errorOf([&] { writeFileAtomically(folder / "b.txt", "x"); }),
                       "Permission denied"));
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
}

TEST_CASE("reading refuses folders, missing files and what is too large") {
  const test::TempFolder folder;
  writeFileAtomically(folder / "a.bin", std::string("\0\n\xff", 3));
  CHECK(readFile(folder / "a.bin") == std::string("\0\n\xff", 3));
  CHECK(test::contains(test::errorOf([&] { readFile(folder.path()); }), "it is a folder"));
  CHECK(test::contains(test::errorOf([&] { readFile(folder / "none"); }), "No such file"));
  CHECK(test::contains(test::errorOf([&] { readFile(folder / "a.bin", 2); }),
                       "3 bytes, more than the 2 allowed"));
}
