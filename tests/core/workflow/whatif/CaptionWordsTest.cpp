#include "core/workflow/whatif/CaptionWords.h"

#include <doctest/doctest.h>

using namespace vxs::workflow;

namespace {

/// Words that differ in brackets.
std::string text(const std::vector<MarkedWord>& words) {
  std::string all;
  for (const MarkedWord& word : words)
    all += (all.empty() ? "" : " ") + (word.differs ? "[" + word.word + "]" : word.word);
  return all;
}

}  // namespace

TEST_CASE("Words are split at white space and left out one by one") {
  const std::vector<std::string> words = wordsOf("  a red\tball \n");
  CHECK(words == std::vector<std::string>{"a", "red", "ball"});
  CHECK(withoutWord(words, 0) == "red ball");
  CHECK(withoutWord(words, 1) == "a ball");
  CHECK(withoutWord(words, 2) == "a red");
  CHECK(withoutWord({"one"}, 0).empty());
  CHECK(wordsOf("").empty());
}

TEST_CASE("The words that differ are marked in both captions") {
  const auto swapped = differenceOf("a red ball on grass", "a blue ball on grass");
  CHECK(text(swapped.original) == "a [red] ball on grass");
  CHECK(text(swapped.edited) == "a [blue] ball on grass");
  CHECK(swapped.any());
  const auto longer = differenceOf("a dog", "a big brown dog");
  CHECK(text(longer.original) == "a dog");
  CHECK(text(longer.edited) == "a [big] [brown] dog");
  const auto emptied = differenceOf("two dogs", "");
  CHECK(text(emptied.original) == "[two] [dogs]");
  CHECK(emptied.edited.empty());
  const auto order = differenceOf("dog and cat", "cat and dog");
  CHECK(order.any());
}

TEST_CASE("Case and the characters that BLIP drops make no difference") {
  CHECK_FALSE(differenceOf("A dog runs.", "a Dog runs").any());
  CHECK(differenceOf("a dog runs", "a dog, runs").any());  // BLIP reads commas
}
