#include "core/base/Parallel.h"

#include "core/base/Error.h"
#include "tests/support/ErrorText.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

using namespace vxs;

TEST_CASE("every index is visited once, in contiguous parts, for any number of threads") {
  for (const std::size_t count : {0U, 1U, 2U, 7U, 1000U})
    for (const int threads : {0, 1, 2, 3, 16}) {
      CAPTURE(count);
      CAPTURE(threads);
      std::vector<std::atomic<int>> visits(count);
      std::atomic<int> parts = 0;
      parallelFor(
          count,
          [&](std::size_t begin, std::size_t end) {
            ++parts;
            for (std::size_t i = begin; i < end; ++i) ++visits[i];
          },
          threads);
      CHECK(std::all_of(visits.begin(), visits.end(), [](const auto& n) { return n == 1; }));
      if (threads > 0)
        CHECK(parts == static_cast<int>(std::min<std::size_t>(count, static_cast<std::size_t>(threads))));
    }
}

TEST_CASE("the parts run at the same time") {
  std::atomic<int> inside = 0;
  std::atomic<bool> met = false;
  parallelFor(
      2,
      [&](std::size_t, std::size_t) {
        ++inside;
        for (int i = 0; i < 2000 && inside < 2; ++i)
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (inside == 2) met = true;
      },
      2);
  CHECK(met);
}

TEST_CASE("an exception of any part reaches the caller, after all parts have ended") {
  for (const std::size_t guilty : {0U, 3U}) {
    std::atomic<int> finished = 0;
    const std::string message = test::errorOf([&] {
      parallelFor(
          4,
          [&](std::size_t begin, std::size_t) {
            if (begin == guilty) throw Error("part failed");
            ++finished;
          },
          4);
    });
    CHECK(message == "part failed");
    CHECK(finished == 3);
  }
}

TEST_CASE("there is at least one core") {
  CHECK(availableCores() >= 1);
  CHECK(availableCores() <= static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
}
