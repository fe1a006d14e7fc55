#include "core/scene/Mix.h"

#include <doctest/doctest.h>

using namespace vxs::scene;

namespace {

RgbaImage plain(int width, int height, std::uint8_t level) {
  return {width, height,
          std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                    level)};
}

}  // namespace

TEST_CASE("a curtain takes columns from either side of its edge") {
  const RgbaImage a = plain(10, 3, 10), b = plain(10, 3, 200);
  for (const auto& [amount, fromFirst] : {std::pair{0.0, 0}, {0.3, 3}, {0.5, 5}, {0.99, 10}, {1.0, 10}}) {
    const RgbaImage image = mixed(a, b, PairMode::Curtain, amount);
    for (int y = 0; y < 3; ++y)
      for (int x = 0; x < 10; ++x)
        CHECK(int(image.pixels[4 * static_cast<std::size_t>(10 * y + x)]) == (x < fromFirst ? 10 : 200));
  }
}

TEST_CASE("a fade is the weighted mean, side by side and unlike sizes leave the first") {
  const RgbaImage a = plain(4, 4, 100), b = plain(4, 4, 200);
  CHECK(int(mixed(a, b, PairMode::Fade, 0.25).pixels[7]) == 125);
  CHECK(mixed(a, b, PairMode::Fade, 0).pixels == a.pixels);
  CHECK(mixed(a, b, PairMode::Fade, 1).pixels == b.pixels);
  CHECK(mixed(a, b, PairMode::SideBySide, 0.5).pixels == a.pixels);
  CHECK(mixed(a, plain(4, 5, 1), PairMode::Curtain, 0.5).pixels == a.pixels);
}
