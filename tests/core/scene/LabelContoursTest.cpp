#include "core/scene/LabelContours.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

using namespace vxs::scene;

namespace {

LabelPicture picture(std::function<std::int32_t(double, double)> label, double spacing = 2) {
  return {std::move(label), 120, 100, spacing, 0};
}

double area(const RegionBorder& border) {
  double twice = 0;
  for (std::size_t i = 0; i < border.points.size(); ++i) {
    const auto &a = border.points[i], &b = border.points[(i + 1) % border.points.size()];
    twice += double(a[0]) * double(b[1]) - double(b[0]) * double(a[1]);
  }
  return twice / 2;
}

std::int32_t disc(double x, double y, double radius) {
  return std::hypot(x - 61.3, y - 50.7) < radius ? 7 : 0;
}

}  // namespace

TEST_CASE("a disc's contour is a circle to a fraction of a pixel") {
  for (const double spacing : {2.0, 3.3, 5.0}) {
    const auto borders =
        labelContours(picture([](double x, double y) { return disc(x, y, 30); }, spacing), nullptr);
    REQUIRE(borders.size() == 1);
    CHECK(borders[0].label == 7);
    CHECK(borders[0].closed);
    CHECK(area(borders[0]) == doctest::Approx(-M_PI * 30 * 30).epsilon(0.03));
    for (const auto& [x, y] : borders[0].points)
      CHECK(std::hypot(double(x) - 61.3, double(y) - 50.7) == doctest::Approx(30).epsilon(0.02));
  }
}

TEST_CASE("a hole has a border the other way round, a region at the edge is open there") {
  const auto ring =
      labelContours(picture([](double x, double y) { return disc(x, y, 30) - disc(x, y, 12); }), nullptr);
  REQUIRE(ring.size() == 2);
  CHECK(area(ring[0]) * area(ring[1]) < 0);
  CHECK(area(ring[0]) + area(ring[1]) == doctest::Approx(-M_PI * (30 * 30 - 12 * 12)).epsilon(0.02));
  const auto half = labelContours(picture([](double x, double) { return x < 40.5 ? 1 : 0; }), nullptr);
  REQUIRE(half.size() == 1);
  CHECK(!half[0].closed);
  CHECK(double(half[0].points.front()[1]) * double(half[0].points.back()[1]) == 0);
  for (const auto& point : half[0].points) CHECK(double(point[0]) == doctest::Approx(40.5).epsilon(0.005));
}

TEST_CASE("neighbours share their border, a sliver between them has its own") {
  const auto borders = labelContours(
      picture([](double x, double) { return x < 50.2   ? 1
                                            : x < 51.2 ? 3
                                            : x < 90   ? 2
                                                       : 0; }, 4), nullptr);
  std::map<std::int32_t, std::vector<double>> at;
  for (const RegionBorder& border : borders) at[border.label].push_back(double(border.points[0][0]));
  REQUIRE(at[1].size() == 1);
  REQUIRE(at[2].size() == 2);  // its other side, too
  CHECK(at[1][0] == doctest::Approx(50.2).epsilon(0.006));
  CHECK(std::min(at[2][0], at[2][1]) == doctest::Approx(51.2).epsilon(0.006));
  CHECK(at.count(3) == 0);  // thinner than the grid
}

TEST_CASE("islands below the smallest area are left out, and the hole that they make") {
  auto with = [](double smallest) {
    LabelPicture asked = picture([](double x, double y) {
      return std::hypot(x - 30, y - 30) < 4 ? 2 : disc(x, y, 45) > 0 ? 1 : 0;
    });
    asked.smallest = smallest;
    return labelContours(asked, nullptr).size();
  };
  CHECK(with(40) == 3);
  CHECK(with(60) == 1);
}
