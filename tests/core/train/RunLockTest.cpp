#include "core/base/Error.h"
#include "core/train/RunLock.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <optional>

using namespace vxs;
using namespace vxs::train;

TEST_CASE("a run is trained by one process at a time, and everybody can see it") {
  const test::TempFolder folder;
  CHECK_FALSE(isTraining(folder.path()));
  {
    const RunLock lock(folder.path());
    CHECK(isTraining(folder.path()));
    CHECK_THROWS_WITH_AS(RunLock second(folder.path()), doctest::Contains("another process is training"),
                         Error);
  }
  CHECK_FALSE(isTraining(folder.path()));
  CHECK_THROWS_AS(RunLock nowhere(folder / "none"), Error);
}

TEST_CASE("the lock of a killed process is gone") {
  const test::TempFolder folder;
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const RunLock lock(folder.path());
    if (write(ready[1], "x", 1) != 1) _exit(1);
    for (;;) pause();
  }
  char byte = 0;
  REQUIRE(read(ready[0], &byte, 1) == 1);
  CHECK(isTraining(folder.path()));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  CHECK_FALSE(isTraining(folder.path()));
  close(ready[0]);
  close(ready[1]);
}
