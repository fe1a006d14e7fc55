#include "core/base/Error.h"

#include "core/base/Progress.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <type_traits>

using namespace vxs;

TEST_CASE("context gathers from the inside out") {
  const auto work = [] {
    withContext("preparing subj01",
                [] { withContext("reading session 12", [] { throw Error("beta.hdf5 is truncated"); }); });
  };
  CHECK(test::errorOf(work) == "beta.hdf5 is truncated (while reading session 12; while preparing subj01)");
  try {
    work();
  } catch (const Error& error) {
    CHECK(error.message() == "beta.hdf5 is truncated");
    CHECK(error.context() == std::vector<std::string>{"reading session 12", "preparing subj01"});
  }
}

TEST_CASE("context keeps the kind of an error, passes results on and lets other exceptions by") {
  CHECK_THROWS_AS(withContext("parsing", []() -> int { throw UsageError("no such option"); }), UsageError);
  CHECK(withContext("counting", [] { return 7; }) == 7);
  CHECK_THROWS_AS(withContext("working", [] { throw Cancelled(); }), Cancelled);
}

TEST_CASE("cancelling is no Error, and progress says when") {
  static_assert(!std::is_base_of_v<Error, Cancelled>);
  struct Stopped : Progress {
    CancelFlag flag;
    bool cancelled() const override { return flag.raised(); }
  } progress;
  CHECK_NOTHROW(progress.throwIfCancelled());
  progress.flag.raise();
  CHECK_THROWS_AS(progress.throwIfCancelled(), Cancelled);
  progress.flag.lower();
  CHECK_NOTHROW(progress.throwIfCancelled());
}
