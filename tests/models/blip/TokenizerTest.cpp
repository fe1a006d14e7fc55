#include "models/blip/Tokenizer.h"

#include "core/base/AtomicFile.h"
#include "core/base/Random.h"
#include "models/blip/DemoEncoder.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

// tokens.json was made by the published tokenizer, see tests/reference/blip/make_blip_reference.py.
using namespace vxs;
using namespace vxs::blip;
using nlohmann::json;
using test::contains;
using test::errorOf;

namespace {

json reference() {
  return json::parse(readFile(VXS_TEST_REFERENCE_DIR "/blip/tokens.json"));
}

/// A vocabulary of BERT's length that has the needed pieces at their ids and placeholders elsewhere.
Tokenizer sparseTokenizer() {
  std::vector<std::string> pieces(30522);
  for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i] = "<placeholder " + std::to_string(i) + ">";
  const json known = reference();
  for (const auto& [piece, id] : known.at("pieces").items()) pieces.at(id.get<std::size_t>()) = piece;
  return Tokenizer(pieces);
}

void checkCaptions(const Tokenizer& tokenizer) {
  const json known = reference();
  for (const json& entry : known.at("captions")) {
    const auto caption = entry.at("caption").get<std::string>();
    CAPTURE(caption);
    CHECK(cleanCaption(caption) == entry.at("cleaned").get<std::string>());
    const auto ids = entry.at("ids").get<std::vector<std::int32_t>>();
    CHECK(tokenizer.encode(cleanCaption(caption)) == ids);
    const TokenizedCaption result = tokenizer.tokenize(caption);
    CHECK(result.fullCount == static_cast<int>(ids.size()));
    CHECK(result.count == std::min<int>(result.fullCount, kCaptionTokens));
    CHECK(result.truncated() == (ids.size() > kCaptionTokens));
    CHECK(result.ids.size() == kCaptionTokens);
    CHECK(result.pieces.size() == static_cast<std::size_t>(result.count));
    CHECK(result.ids[static_cast<std::size_t>(result.count) - 1] == 102);  // [SEP] last, also when cut off
    for (std::size_t i = 0; i < kCaptionTokens; ++i) {
      const bool last = i + 1 == static_cast<std::size_t>(result.count);
      if (!last) CHECK(result.ids[i] == (i < static_cast<std::size_t>(result.count) ? ids[i] : 0));
    }
  }
}

}  // namespace

TEST_CASE("captions get the published cleaning and ids") {
  checkCaptions(sparseTokenizer());
}

TEST_CASE("the genuine vocabulary gives the same ids") {
  const char* file = std::getenv("VOXELSCOPE_BERT_VOCAB");
  if (!file) {
    MESSAGE("skipped: VOXELSCOPE_BERT_VOCAB does not name bert-base-uncased's vocab.txt");
    return;
  }
  const Tokenizer tokenizer = Tokenizer::fromFile(file);
  CHECK(tokenizer.vocabularySize() == 30522);
  checkCaptions(tokenizer);
}

TEST_CASE("pieces are shown as the vocabulary spells them") {
  const TokenizedCaption result = sparseTokenizer().tokenize("Merlion in Singapore!");
  CHECK(result.cleaned == "merlion in singapore");
  CHECK(result.pieces == std::vector<std::string>{"[CLS]", "mer", "##lion", "in", "singapore", "[SEP]"});
}

TEST_CASE("any bytes at all make a caption") {
  const Tokenizer tokenizer = sparseTokenizer();
  Random random(4);
  for (int round = 0; round < 2000; ++round) {
    std::string caption(random.below(80), ' ');
    for (char& c : caption) c = static_cast<char>(random.below(256));
    const TokenizedCaption result = tokenizer.tokenize(caption);
    CHECK(result.ids[0] == 101);
    CHECK(result.ids[static_cast<std::size_t>(result.count) - 1] == 102);
  }
  CHECK(tokenizer.tokenize(std::string(200'000, 'x')).ids[1] == 100);
}

TEST_CASE("a file that is no vocabulary is refused by name") {
  const test::TempFolder folder;
  const auto path = folder / "vocab.txt";
  writeFileAtomically(path, "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\ncat\r\n");
  CHECK(Tokenizer::fromFile(path).encode("cat") == std::vector<std::int32_t>{2, 4, 3});
  writeFileAtomically(path, "cat\ndog\n");
  const std::string what = errorOf([&] { Tokenizer::fromFile(path); });
  CHECK(contains(what, path.string()));
  CHECK(contains(what, "[UNK]"));
}

TEST_CASE("the demo's own vocabulary has BERT's special ids and spells any word") {
  const std::vector<std::string> pieces = demoVocabulary();
  CHECK(pieces[0] == "[PAD]");
  CHECK(pieces[100] == "[UNK]");
  CHECK(pieces[101] == "[CLS]");
  CHECK(pieces[102] == "[SEP]");
  const Tokenizer tokenizer(pieces);
  CHECK(tokenizer.tokenize("a red cat").count == 5);
  for (const std::int32_t id : tokenizer.tokenize("zxqv, 42nd & jukebox?").ids) CHECK(id != 100);
}
