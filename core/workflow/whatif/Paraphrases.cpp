#include "core/workflow/whatif/Paraphrases.h"

#include "core/base/Random.h"
#include "core/workflow/whatif/CaptionWords.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace vxs::workflow {
namespace {

using Words = std::vector<std::string>;

/// Groups of words and phrases that may stand for each other in a caption, separated by '|'.
constexpr const char* kSynonyms[] = {"big|large",
                                     "small|little",
                                     "picture|photo|photograph|image",
                                     "sofa|couch",
                                     "bike|bicycle",
                                     "plane|airplane|aeroplane",
                                     "tv|television",
                                     "kid|child",
                                     "kids|children",
                                     "street|road",
                                     "next to|beside|near",
                                     "close to|near",
                                     "in front of|before",
                                     "on top of|on",
                                     "underneath|under|below",
                                     "over|above",
                                     "several|some|a few",
                                     "many|lots of",
                                     "man|guy",
                                     "woman|lady",
                                     "person|someone",
                                     "people|persons",
                                     "boat|ship",
                                     "ocean|sea",
                                     "forest|woods",
                                     "stone|rock",
                                     "stones|rocks",
                                     "hill|mountain",
                                     "meadow|grassland",
                                     "grass|lawn",
                                     "dish|plate",
                                     "mug|cup",
                                     "laptop|notebook computer",
                                     "cell phone|mobile phone",
                                     "a group of|a bunch of",
                                     "a couple of|two",
                                     "colourful|colorful",
                                     "grey|gray",
                                     "pretty|beautiful",
                                     "filled with|full of",
                                     "made of|built of",
                                     "circle|disc",
                                     "box|square box",
                                     "round|circular",
                                     "bright|vivid",
                                     "upper|top",
                                     "lower|bottom",
                                     "centre|center|middle",
                                     "motorbike|motorcycle",
                                     "fridge|refrigerator",
                                     "trash|garbage",
                                     "shop|store",
                                     "automobile|car",
                                     "puppy|young dog",
                                     "kitten|young cat",
                                     "baseball player|ball player",
                                     "while|as",
                                     "through|across",
                                     "and|as well as"};

/// Infinitive-like stem, -s form, -ing form of verbs that captions are made of.
constexpr std::array<std::array<const char*, 2>, 28> kVerbs{{
    {"sits", "sitting"},     {"stands", "standing"},  {"walks", "walking"},  {"runs", "running"},
    {"lies", "lying"},       {"holds", "holding"},    {"looks", "looking"},  {"plays", "playing"},
    {"rides", "riding"},     {"flies", "flying"},     {"swims", "swimming"}, {"eats", "eating"},
    {"drinks", "drinking"},  {"smiles", "smiling"},   {"wears", "wearing"},  {"jumps", "jumping"},
    {"hangs", "hanging"},    {"watches", "watching"}, {"reads", "reading"},  {"throws", "throwing"},
    {"catches", "catching"}, {"hits", "hitting"},     {"drives", "driving"}, {"sleeps", "sleeping"},
    {"cuts", "cutting"},     {"carries", "carrying"}, {"grazes", "grazing"}, {"waits", "waiting"},
}};

constexpr const char* kFrames[] = {"a photo of",         "a picture of", "an image of", "there is",
                                   "this picture shows", "we see",       "a view of",   "a scene with"};

const std::set<std::string> kPlaces{"on",    "in",     "at",    "near",  "beside", "under",   "over",
                                    "above", "behind", "below", "along", "inside", "outside", "by"};

Words lowered(const std::string& caption) {
  std::string text;
  for (const char c : caption) {
    if (std::string(".!\"()*#:;~").find(c) != std::string::npos)
      text += ' ';
    else
      text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return wordsOf(text);
}

std::vector<Words> membersOf(const std::string& group) {
  std::vector<Words> members;
  for (std::size_t start = 0; start <= group.size();) {
    const std::size_t end = std::min(group.find('|', start), group.size());
    members.push_back(wordsOf(group.substr(start, end - start)));
    start = end + 1;
  }
  return members;
}

bool matchesAt(const Words& words, std::size_t place, const Words& phrase) {
  return place + phrase.size() <= words.size() &&
         std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(place));
}

void replaceAt(Words& words, std::size_t place, std::size_t count, const Words& by) {
  const auto first = words.begin() + static_cast<std::ptrdiff_t>(place);
  words.insert(words.erase(first, first + static_cast<std::ptrdiff_t>(count)), by.begin(), by.end());
}

/// Each edit changes the words and says what it did, or leaves them and says nothing.
using Edit = std::optional<std::string> (*)(Words&, Random&);

std::optional<std::string> synonym(Words& words, Random& random) {
  struct Place {
    std::size_t at;
    Words from;
    std::vector<Words> others;
  };
  std::vector<Place> places;
  for (const char* group : kSynonyms) {
    const std::vector<Words> members = membersOf(group);
    for (std::size_t at = 0; at < words.size(); ++at)
      for (const Words& member : members)
        if (matchesAt(words, at, member)) {
          std::vector<Words> others = members;
          std::erase(others, member);
          places.push_back({at, member, others});
        }
  }
  if (places.empty()) return std::nullopt;
  const Place& place = places[random.below(places.size())];
  const Words& by = place.others[random.below(place.others.size())];
  replaceAt(words, place.at, place.from.size(), by);
  return "synonym " + joinWords(place.from) + " -> " + joinWords(by);
}

bool startsWithVowel(const std::string& word) {
  return !word.empty() && std::string("aeiou").find(word.front()) != std::string::npos;
}

std::optional<std::string> article(Words& words, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == "a" || words[i] == "an" || words[i] == "the") places.push_back(i);
  if (places.empty()) return std::nullopt;
  const std::size_t at = places[random.below(places.size())];
  const std::string from = words[at];
  // "a bunch of" and "a few" are no articles
  if (at + 2 < words.size() && from == "a" && (words[at + 1] == "few" || words[at + 2] == "of"))
    return std::nullopt;
  words[at] = from == "the" ? (startsWithVowel(words[at + 1]) ? "an" : "a") : "the";
  return "article " + from + " -> " + words[at];
}

std::optional<std::string> verbForm(Words& words, Random& random) {
  for (std::size_t i = 0; i < words.size(); ++i)
    for (const auto& [third, gerund] : kVerbs) {
      if (words[i] == third) {
        replaceAt(words, i, 1, random.below(2) ? Words{"is", gerund} : Words{gerund});
        return std::string("verb ") + third + " -> " + gerund;
      }
      if (words[i] != gerund || i == 0) continue;
      if (words[i - 1] == "is") {
        replaceAt(words, i - 1, 2, random.below(2) ? Words{third} : Words{gerund});
        return std::string("verb is ") + gerund;
      }
      if (words[i - 1] != "are" && words[i - 1].back() != 's') {
        replaceAt(words, i, 1, {"is", gerund});
        return std::string("verb ") + gerund + " -> is " + gerund;
      }
    }
  return std::nullopt;
}

/// Only where the place can belong to nothing but the whole: no enumeration, no second clause.
std::optional<std::string> placeFirst(Words& words, Random&) {
  for (const std::string& word : words)
    if (word == "and" || word.back() == ',') return std::nullopt;
  for (std::size_t i = words.size(); i-- > 2;) {
    if (!kPlaces.contains(words[i]) || i + 1 >= words.size()) continue;
    Words turned(words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
    turned.insert(turned.end(), words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i));
    words = turned;
    return "order";
  }
  return std::nullopt;
}

/// "cats and dogs" / "a red car and a bus" stay safe only where both sides are one word, with or without
/// article.
std::optional<std::string> swapAroundAnd(Words& words, Random&) {
  const auto isArticle = [](const std::string& word) { return word == "a" || word == "an" || word == "the"; };
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i] != "and") continue;
    const bool articles =
        i >= 2 && i + 2 < words.size() && isArticle(words[i - 2]) && isArticle(words[i + 1]);
    const bool whole = i == 1 && !isArticle(words[i + 1]) && words.size() == 3;
    if (articles && (i + 3 == words.size() || kPlaces.contains(words[i + 3]))) {
      std::swap(words[i - 2], words[i + 1]);
      std::swap(words[i - 1], words[i + 2]);
    } else if (whole) {
      std::swap(words[i - 1], words[i + 1]);
    } else {
      continue;
    }
    return "order around and";
  }
  return std::nullopt;
}

std::optional<std::string> frame(Words& words, Random& random) {
  // one frame is enough
  for (const char* existing : kFrames)
    if (matchesAt(words, 0, wordsOf(existing))) return std::nullopt;
  const Words by = wordsOf(kFrames[random.below(std::size(kFrames))]);
  words.insert(words.begin(), by.begin(), by.end());
  return "frame " + joinWords(by);
}

}  // namespace

std::vector<Paraphrase> paraphrasesOf(const std::string& caption, int count, std::uint64_t seed) {
  constexpr std::array<Edit, 8> kEdits{synonym,  synonym,    article,       article,
                                       verbForm, placeFirst, swapAroundAnd, frame};
  constexpr int kTriesEach = 40;
  const Words plain = lowered(caption);
  std::vector<Paraphrase> found;
  if (plain.empty() || count <= 0) return found;
  Random random(seed ^ fnv1a64(joinWords(plain)));
  std::set<std::string> known{joinWords(plain)};
  for (int attempt = 0; attempt < kTriesEach * count && static_cast<int>(found.size()) < count; ++attempt) {
    Words words = plain;
    std::string edits;
    const std::uint64_t wanted = 1 + random.below(3);
    for (std::uint64_t i = 0; i < wanted; ++i)
      if (const auto done = kEdits[random.below(kEdits.size())](words, random))
        edits += (edits.empty() ? "" : ", ") + *done;
    if (edits.empty() || !known.insert(joinWords(words)).second) continue;
    found.push_back({joinWords(words), edits});
  }
  return found;
}

}  // namespace vxs::workflow
