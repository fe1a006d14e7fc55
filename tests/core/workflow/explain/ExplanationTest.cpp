#include "core/workflow/explain/Explanation.h"

#include "core/base/Error.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vxs;
using namespace vxs::workflow;

namespace {

blip::TokenizedCaption caption(std::vector<std::string> pieces) {
  blip::TokenizedCaption made;
  made.pieces = std::move(pieces);
  made.count = static_cast<int>(made.pieces.size());
  return made;
}

/// Two layers of one head, four tokens, [CLS] and four patches: layer 0 looks at one patch, layer 1
/// everywhere.
blip::AttentionMaps maps() {
  blip::AttentionMaps made{2, 1, 4, 5, {}};
  for (int token = 0; token < 4; ++token)
    for (int key = 0; key < 5; ++key) made.values.push_back(key == token + 1 ? 1.0F : 0.0F);
  for (int i = 0; i < 20; ++i) made.values.push_back(0.2F);
  return made;
}

}  // namespace

TEST_CASE("Word pieces become words again") {
  const auto words = mergedWords(caption({"[CLS]", "a", "mer", "##li", "##on", "'", "s", "[SEP]"}));
  REQUIRE(words.size() == 6);
  CHECK(words[0].text == "[ENC]");
  CHECK(words[0].special);
  CHECK(words[2].text == "merlion");
  CHECK(words[2].first == 2);
  CHECK(words[2].count == 3);
  CHECK_FALSE(words[2].special);
  CHECK(words[5].special);
  CHECK(mergedWords(caption({"[CLS]", "[SEP]"})).size() == 2);
}

TEST_CASE("Attention is averaged over the layers, heads and words asked for") {
  const auto words = mergedWords(caption({"[CLS]", "mer", "##lion", "[SEP]"}));
  const auto first = attentionHeat(maps(), {words[1]}, 0, 0);
  CHECK(first.patches == std::vector<float>{0, 0.5F, 0.5F, 0});
  CHECK(first.onClass == 0);
  const auto all = attentionHeat(maps(), {words[1]}, -1, -1);
  CHECK(all.onClass == doctest::Approx(0.1));
  CHECK(all.patches[1] == doctest::Approx(0.35));
  double sum = all.onClass;
  for (const float value : all.patches) sum += value;
  CHECK(sum == doctest::Approx(1));
  CHECK_THROWS_AS(attentionHeat(maps(), {words[1]}, 2, -1), Error);
  CHECK_THROWS_AS(attentionHeat({}, words, -1, -1), Error);
}

TEST_CASE("Sparsity tells a layer that looks at one place from one that looks everywhere") {
  const auto sparsity = sparsityOf(maps(), mergedWords(caption({"[CLS]", "mer", "##lion", "[SEP]"})));
  CHECK(sparsity.pieces == 2);
  CHECK(sparsity.holding90[0] == doctest::Approx(0.2));
  CHECK(sparsity.holding90[1] == doctest::Approx(1));
  CHECK(sparsity.gini[0] == doctest::Approx(0.8));
  CHECK(sparsity.gini[1] == doctest::Approx(0));
  CHECK(std::isnan(sparsityOf(maps(), mergedWords(caption({"[CLS]", "[SEP]"}))).gini[0]));
}

TEST_CASE("Gap and sanity check") {
  Explanation explanation;
  explanation.output = 3;
  explanation.baselineOutput = 1;
  explanation.attributed = 1.9;
  CHECK(explanation.gapPercent() == doctest::Approx(5));
  explanation.baselineOutput = 3;
  CHECK(std::isnan(explanation.gapPercent()));
  Explanation other = explanation;
  explanation.picture = {1, -2, 3, -4};
  other.picture = {-1, 2, -3, 4};
  const SanityCheck check = sanityCheck(explanation, other);
  CHECK(check.cells == 4);
  CHECK(check.ofSizes == doctest::Approx(1));
  CHECK(check.ofValues == doctest::Approx(-1));
  CHECK(check.sentence().find("not what was learned") != std::string::npos);
  other.picture = {2, 2, 2, 2};
  CHECK(sanityCheck(explanation, other).sentence().find("constant") != std::string::npos);
  CHECK_THROWS_AS(explainMethodFrom("magic"), UsageError);
  CHECK(toString(explainMethodFrom("occlusion")) == "occlusion");
}
