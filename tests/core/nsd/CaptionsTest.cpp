#include "core/nsd/Captions.h"

#include "core/base/AtomicFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

using namespace vxs;
using test::contains;

namespace {

nsd::CaptionsByImage read(const std::string& json) {
  const test::TempFolder folder;
  writeFileAtomically(folder / "captions_val2017.json", json);
  nsd::CaptionsByImage wanted{{3, {}}, {4, {}}};
  nsd::readCocoCaptions(folder / "captions_val2017.json", wanted);
  return wanted;
}

std::string complaint(const std::string& json) {
  const std::string message = test::errorOf([&] { read(json); });
  CHECK(contains(message, "captions_val2017.json"));
  return message;
}

}  // namespace

TEST_CASE("only wanted captions are kept, in file order and trimmed") {
  const auto captions = read(R"({"images": [{"id": 3, "captions": [[["x"]]]}], "annotations": [
    {"image_id": 3, "id": 1, "caption": " A dog.\n"}, {"caption": "A caf\u00e9", "image_id": 4},
    {"image_id": 9, "caption": "else"}, {"image_id": 3, "caption": "Two  dogs"}], "licenses": [{"annotations": []}]})");
  CHECK(captions.at(3) == std::vector<std::string>{"A dog.", "Two  dogs"});
  CHECK(captions.at(4) == std::vector<std::string>{"A caf\xc3\xa9"});
  CHECK(captions.size() == 2);
}

TEST_CASE("what is no caption file is refused") {
  CHECK(contains(complaint(""), "no valid JSON"));
  CHECK(contains(complaint("{\"annotations\": [{\"image_id\": 3, \"cap"), "no valid JSON"));
  CHECK(contains(complaint("[1, 2]"), "no list 'annotations'"));
  CHECK(contains(complaint("{\"annotations\": {}}"), "no list 'annotations'"));
  CHECK(contains(complaint("{\"annotations\": [3]}"), "not an object"));
  CHECK(contains(complaint("{\"annotations\": [{\"image_id\": \"3\", \"caption\": \"x\"}]}"),
                 "lacks its image_id"));
  CHECK(contains(complaint("{\"annotations\": [{\"image_id\": 3, \"caption\": 5}]}"), "caption"));
  CHECK(contains(complaint(std::string(100000, '[')), "nested too deeply"));
}
