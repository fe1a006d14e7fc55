#include "core/workflow/whatif/CaptionChange.h"

#include "core/base/Error.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>

using namespace vxs;
using namespace vxs::workflow;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

NullSample sample(CaptionKind kind, double rms, std::vector<double> regions = {}) {
  NullSample made;
  made.kind = kind;
  made.change.rms = rms;
  made.change.regionMeans = std::move(regions);
  return made;
}

/// A line of voxels, 2 mm apart, the first region its first two, the second the rest.
struct Line {
  Mask mask{{6, 1, 1}, Affine({2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0}), {0, 1, 2, 4, 5}};
  std::vector<LabelAtlas> atlases{
      {"halves", mask.grid, mask.affine, {1, 1, 2, 1, 2, 0}, {{1, "front"}, {2, "back"}}}};
  std::vector<Region> regions = regionsOf(atlases, mask);
};

}  // namespace

TEST_CASE("Regions are positions in the mask, found by name") {
  const Line line;
  REQUIRE(line.regions.size() == 2);
  CHECK(line.regions[0].label() == "halves: front");
  CHECK(line.regions[0].members == std::vector<std::uint32_t>{0, 1});  // voxel 3 is outside the mask
  CHECK(line.regions[1].members == std::vector<std::uint32_t>{2, 3});
  CHECK(&regionNamed(line.regions, "back") == &line.regions[1]);
  CHECK(&regionNamed(line.regions, "halves:front") == &line.regions[0]);
  CHECK_THROWS_AS(regionNamed(line.regions, "FFA"), UsageError);
  std::vector<Region> twice = line.regions;
  twice.push_back({"other", "back", {0}});
  CHECK_THROWS_AS(regionNamed(twice, "back"), UsageError);
  CHECK(regionNamed(twice, "other:back").members.size() == 1);
}

TEST_CASE("A change is new minus old; what is not finite is dropped and counted") {
  const Line line;
  const std::vector<float> from{1, 1, 1, kNan, 0}, to{2, 4, 0, 1, 0};
  const CaptionChange change = changeOf("x", from, to, line.regions);
  CHECK(change.values[0] == 1);
  CHECK(change.values[2] == -1);
  CHECK(change.dropped == 1);
  CHECK(change.rms == doctest::Approx(std::sqrt((1 + 9 + 1 + 0) / 4.0)));
  CHECK(change.regionMeans[0] == doctest::Approx(2));
  CHECK(change.regionMeans[1] == doctest::Approx(-1));
  CHECK_THROWS_AS(changeOf("x", from, std::vector<float>{1}, line.regions), Error);
}

TEST_CASE("A percentile is the smaller part of the null, ties half, whatever the sign") {
  const Standing standing = standingOf(-3, {1, -2, 3, 4, 5});
  CHECK(standing.n == 5);
  CHECK(standing.percentile == doctest::Approx(100 * 2.5 / 5));
  CHECK(standing.median == doctest::Approx(3));
  CHECK(standingOf(9, {1, 2}).percentile == doctest::Approx(100));
  CHECK(std::isnan(standingOf(1, {}).percentile));
  CHECK(quantileOf({3, 1, 4, 1, 5, 9}, 0.9) == doctest::Approx(7));  // numpy.quantile
  CHECK(quantileOf({3, 1, 4, 1, 5, 9}, 0.025) == doctest::Approx(1));
  CHECK(quantileOf({3, 1, 4, 1, 5, 9}, 0.5) == doctest::Approx(3.5));
}

TEST_CASE("Standings keep the kinds of null apart and put people's captions and rewordings together") {
  const std::vector<NullSample> null{sample(CaptionKind::Coco, 1), sample(CaptionKind::Coco, 3),
                                     sample(CaptionKind::Paraphrase, 0.5), sample(CaptionKind::Shuffled, 4),
                                     sample(CaptionKind::Shuffled, std::nan(""))};
  CaptionChange edited;
  edited.rms = 2;
  const Standings standings = standingsOf(null, edited, [](const CaptionChange& c) { return c.rms; });
  CHECK(standings.coco.n == 2);
  CHECK(standings.coco.percentile == doctest::Approx(50));
  CHECK(standings.paraphrases.percentile == doctest::Approx(100));
  CHECK(standings.wording.n == 3);
  CHECK(standings.shuffled.n == 1);
  CHECK(standings.shuffled.percentile == doctest::Approx(0));
}

TEST_CASE("Regions are ordered by where they stand among rewordings, with the rewordings' spread") {
  const Line line;
  std::vector<NullSample> null;
  for (int i = -10; i <= 10; ++i) null.push_back(sample(CaptionKind::Paraphrase, 1, {0.1 * i, 1.0 * i}));
  null.push_back(sample(CaptionKind::Shuffled, 1, {100, 100}));
  CaptionChange edited;
  edited.regionMeans = {0.95, 2.0};
  const auto rows = regionChanges(null, edited, line.regions);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].region == 0);  // 0.95 is rare in the first region, 2 common in the second
  CHECK(rows[0].low == doctest::Approx(-0.95));
  CHECK(rows[0].high == doctest::Approx(0.95));
  CHECK(rows[0].standings.wording.n == 21);
  CHECK(rows[0].standings.shuffled.percentile == doctest::Approx(0));
  CHECK(rows[1].mean == 2.0);
}

TEST_CASE("Voxels that moved most, one a cluster") {
  const Line line;
  const std::vector<float> change{5, 4, 3, -6, kNan};
  const auto all = movedMost(change, line.mask, 10, 0);
  REQUIRE(all.size() == 4);
  CHECK(all[0].change == -6);
  CHECK(all[0].voxel == std::array<int, 3>{4, 0, 0});
  CHECK(all[0].rasMm[0] == 8);
  CHECK(all[1].change == 5);
  const auto apart = movedMost(change, line.mask, 10, 5);
  REQUIRE(apart.size() == 2);  // 4 mm and 0 mm fall to 8 mm and 0 mm
  CHECK(apart[1].change == 5);
  CHECK(movedMost(change, line.mask, 1, 0).size() == 1);
  CHECK_THROWS_AS(movedMost(std::vector<float>{1}, line.mask, 1, 0), Error);
}

TEST_CASE("Many voxels are listed in order") {
  const Mask mask = Mask::whole({30, 30, 30}, Affine{});
  std::vector<float> change(mask.size());
  for (std::size_t i = 0; i < change.size(); ++i) change[i] = static_cast<float>((i * 7919) % 27000) - 13500;
  const auto moved = movedMost(change, mask, 5000, 0);
  REQUIRE(moved.size() == 5000);
  for (std::size_t i = 1; i < moved.size(); ++i)
    REQUIRE(std::abs(moved[i].change) <= std::abs(moved[i - 1].change));
}

TEST_CASE("The null is planned without repeats, from every source, by seed") {
  std::vector<std::string> pool;
  for (int i = 0; i < 100; ++i) pool.push_back("image number " + std::to_string(i));
  pool.push_back("A dog on the beach");
  const std::vector<std::string> coco{"a dog on the beach.", "a dog by the sea", "A dog by the sea", ""};
  const auto plan = planNull("a dog on the beach", coco, pool, 10, 20, 1);
  std::map<CaptionKind, int> count;
  std::set<std::string> seen;
  for (const NullCaption& each : plan) {
    ++count[each.kind];
    CHECK(seen.insert(each.caption).second);
    CHECK(each.caption != "A dog on the beach");
  }
  CHECK(count[CaptionKind::Coco] == 1);
  CHECK(count[CaptionKind::Paraphrase] >= 8);
  CHECK(count[CaptionKind::Shuffled] == 20);
  const auto other = planNull("a dog on the beach", coco, pool, 10, 20, 2);
  const auto joined = [](const std::vector<NullCaption>& p) {
    std::string all;
    for (const NullCaption& each : p) all += each.caption + "|";
    return all;
  };
  CHECK(joined(plan) == joined(planNull("a dog on the beach", coco, pool, 10, 20, 1)));
  CHECK(joined(plan) != joined(other));
}

TEST_CASE("It is said plainly when a head barely uses text") {
  std::vector<NullSample> weak{sample(CaptionKind::Shuffled, 0.05), sample(CaptionKind::Paraphrase, 0.01)};
  CHECK(textUseOf(weak, 1, true).finding == TextUse::Finding::Barely);
  CHECK(textUseOf(weak, 1, true).sentence().find("barely uses text") != std::string::npos);
  CHECK(textUseOf(weak, 1, true).sentence().find("5.0 %") != std::string::npos);
  std::vector<NullSample> wordy{sample(CaptionKind::Shuffled, 1), sample(CaptionKind::Coco, 0.9)};
  CHECK(textUseOf(wordy, 1, true).finding == TextUse::Finding::Wording);
  std::vector<NullSample> sound{sample(CaptionKind::Shuffled, 1), sample(CaptionKind::Coco, 0.2)};
  CHECK(textUseOf(sound, 1, true).finding == TextUse::Finding::Meaning);
  CHECK(textUseOf({}, 1, true).finding == TextUse::Finding::Unknown);
  CHECK(textUseOf({}, 1, true).sentence().find("there is no null") != std::string::npos);
  // an empty caption has no rewordings, but those of other images
  const TextUse halfKnown = textUseOf({sample(CaptionKind::Shuffled, 1)}, 1, true);
  CHECK(halfKnown.finding == TextUse::Finding::Unknown);
  CHECK(halfKnown.sentence().find("(median of 1); there are no rewordings") != std::string::npos);
  CHECK(textUseOf({}, 1, false).finding == TextUse::Finding::None);
}
