#include "core/nsd/StimulusInfo.h"

#include "core/base/AtomicFile.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>

using namespace vxs;
using test::contains;

namespace {

const std::string kHeader = ",cocoId,cocoSplit,cropBox,loss,nsdId\n";

std::string complaint(const std::string& content) {
  const test::TempFolder folder;
  writeFileAtomically(folder / "info.csv", content);
  const std::string message = test::errorOf([&] { nsd::readStimulusInfo(folder / "info.csv"); });
  CHECK(contains(message, (folder / "info.csv").string()));
  return message;
}

}  // namespace

TEST_CASE("the published rows of the real table are understood") {
  // nsd.md 2.2: row 0 is coco 532481 of val2017, cut at the sides
  const test::TempFolder folder;
  writeFileAtomically(folder / "info.csv", kHeader +
                                               "0,532481,val2017,\"(0, 0, 0.1671875, 0.1671875)\",0.14,0\r\n"
                                               "1,262145,train2017,\"(0.125, 0.125, 0, 0)\",0,1\r\n");
  const auto images = nsd::readStimulusInfo(folder / "info.csv");
  REQUIRE(images.size() == 2);
  CHECK(images[0].cocoId == 532481);
  CHECK(images[0].cocoSplit == "val2017");
  CHECK(images[1].cocoId == 262145);
  CHECK(images[1].cocoSplit == "train2017");
}

TEST_CASE("a broken table is refused by line") {
  CHECK(contains(complaint(""), "empty"));
  CHECK(contains(complaint("a,b\n1,2\n"), "no column 'cocoId'"));
  CHECK(contains(complaint(kHeader + "0,5,val2017,(0, 0, 0.1, 0.1),0,0\n"),
                 "line 2 has 9 fields, the header has 6"));
  CHECK(contains(complaint(kHeader + "0,5,val2017,x\n"), "line 2 has 4 fields"));
  CHECK(contains(complaint(kHeader + "0,5,val2017,x,0,0\n1,y,val2017,x,0,1\n"), "line 3: cocoId is 'y'"));
  CHECK(contains(complaint(kHeader + "0,5,val2017,x,0,4\n"), "nsdId is 4 where 0 belongs"));
  CHECK(contains(complaint(kHeader + "0,5,test2017,x,0,0\n"), "cocoSplit is 'test2017'"));
  CHECK(contains(complaint(kHeader + "0,5,\"val2017,x,0,0\n"), "never closed"));
}
