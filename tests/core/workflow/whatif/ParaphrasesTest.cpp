#include "core/workflow/whatif/Paraphrases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace vxs::workflow;

namespace {

std::set<std::string> captions(const std::vector<Paraphrase>& paraphrases) {
  std::set<std::string> found;
  for (const Paraphrase& paraphrase : paraphrases) found.insert(paraphrase.caption);
  return found;
}

const std::string kCaption = "A big dog is running on the beach next to a small boat.";

}  // namespace

TEST_CASE("Rewordings are different, are not the caption itself, and come again with the seed") {
  const auto first = paraphrasesOf(kCaption, 24, 1);
  CHECK(first.size() == 24);
  CHECK(captions(first).size() == 24);
  CHECK_FALSE(captions(first).contains("a big dog is running on the beach next to a small boat"));
  CHECK(captions(first) == captions(paraphrasesOf(kCaption, 24, 1)));
  CHECK(captions(first) != captions(paraphrasesOf(kCaption, 24, 2)));
  for (const Paraphrase& paraphrase : first) CHECK_FALSE(paraphrase.edits.empty());
}

TEST_CASE("What the caption is about stays: only listed synonyms take a content word's place") {
  for (const Paraphrase& paraphrase : paraphrasesOf(kCaption, 60, 3)) {
    CAPTURE(paraphrase.caption);
    CAPTURE(paraphrase.edits);
    for (const char* content : {"dog", "beach"}) CHECK(paraphrase.caption.find(content) != std::string::npos);
    const auto anyOf = [&](std::initializer_list<const char*> words) {
      return std::any_of(words.begin(), words.end(), [&](const char* word) {
        return paraphrase.caption.find(word) != std::string::npos;
      });
    };
    CHECK(anyOf({"boat", "ship"}));
    CHECK(anyOf({"big", "large"}));
    CHECK(anyOf({"small", "little"}));
    CHECK(anyOf({"running", "runs"}));
  }
}

TEST_CASE("Every rule is used, and order changes order only") {
  std::string edits;
  for (const Paraphrase& paraphrase : paraphrasesOf(kCaption, 60, 5)) edits += paraphrase.edits + "; ";
  for (const char* rule : {"synonym", "article", "verb", "order", "frame"})
    CHECK(edits.find(rule) != std::string::npos);
  const auto turned = captions(paraphrasesOf("cats and dogs", 40, 1));
  CHECK(turned.contains("dogs and cats"));
}

TEST_CASE("A place is not moved to another thing") {
  for (const Paraphrase& each : paraphrasesOf("a red face on the left, a house on the right", 60, 1)) {
    CAPTURE(each.caption);
    CHECK(each.edits.find("order") == std::string::npos);
    CHECK(each.caption.find("face on") < each.caption.find("house on"));
    CHECK(each.caption.find(',') != std::string::npos);  // BLIP reads commas
  }
  CHECK(captions(paraphrasesOf("a dog runs on the beach", 80, 1)).contains("on the beach a dog runs"));
}

TEST_CASE("A caption that offers little gives few, an empty one none") {
  CHECK(paraphrasesOf("", 10, 1).empty());
  CHECK(paraphrasesOf("...", 10, 1).empty());
  const auto few = paraphrasesOf("zebra", 100, 1);  // the frames, reworded
  CHECK(few.size() >= 8);
  CHECK(few.size() < 100);
  for (const Paraphrase& each : few) CHECK(each.caption.ends_with("zebra"));
  CHECK(paraphrasesOf(kCaption, 0, 1).empty());
}
