#include "app/cli/TerminalProgress.h"

#include "tests/app/cli/CommandLineRunner.h"

#include <doctest/doctest.h>

#include <sstream>

using namespace vxs;
using cli::TerminalProgress;
using test::contains;

TEST_CASE("Durations read well at every size") {
  CHECK(cli::durationText(0.04) == "0.0 s");
  CHECK(cli::durationText(9.94) == "9.9 s");
  CHECK(cli::durationText(9.96) == "10 s");
  CHECK(cli::durationText(59.4) == "59 s");
  CHECK(cli::durationText(187) == "3:07 min");
  CHECK(cli::durationText(8109) == "2:15:09 h");
}

TEST_CASE("Progress says rate and remaining time once they mean something") {
  CHECK(cli::progressText("encoding", 0, 10, "images", 3) == "encoding: 0 of 10 images");
  CHECK(cli::progressText("encoding", 5, 10, "images", 0.1) == "encoding: 5 of 10 images");
  CHECK(cli::progressText("encoding", 120, 750, "images", 10) ==
        "encoding: 120 of 750 images, 12.0 images/s, 53 s left");
  CHECK(cli::progressText("encoding", 5, 10, "images", 10) ==
        "encoding: 5 of 10 images, 30.0 images/min, 10 s left");
  CHECK(cli::progressText("reading", 4000, 0, "bytes", 2) == "reading: 4000 bytes, 2000 bytes/s");
  CHECK(cli::progressText("encoding", 10, 10, "images", 5) == "encoding: 10 of 10 images, 2.0 images/s");
}

TEST_CASE("A log file gets no control characters and one line for a quick stage") {
  std::ostringstream stream;
  CancelFlag cancel;
  TerminalProgress progress(stream, false, cancel);
  progress.begin("encoding", 3, "images");
  for (int i = 1; i <= 3; ++i) progress.update(i);
  progress.finish();
  progress.finish();
  CHECK(stream.str() == "encoding: 3 images in 0.0 s\n");
}

TEST_CASE("A terminal's line is rewritten, and notes stay above it") {
  std::ostringstream stream;
  CancelFlag cancel;
  TerminalProgress progress(stream, true, cancel);
  progress.begin("training", 2, "epochs");
  progress.note("epoch 1: fine");
  progress.update(1);
  progress.begin("testing", 1, "images");
  CHECK(contains(stream.str(), "\r\033[Ktraining: 0 of 2 epochs"));
  CHECK(contains(stream.str(), "\r\033[Kepoch 1: fine\n"));
  CHECK(contains(stream.str(), "training: 1 epochs in 0.0 s\n"));
  CHECK(stream.str().ends_with("\r\033[Ktesting: 0 of 1 images"));
}

TEST_CASE("The flag reaches the worker as Cancelled") {
  std::ostringstream stream;
  CancelFlag cancel;
  TerminalProgress progress(stream, false, cancel);
  CHECK_NOTHROW(progress.throwIfCancelled());
  cancel.raise();
  CHECK_THROWS_AS(progress.throwIfCancelled(), Cancelled);
}
