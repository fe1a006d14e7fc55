#include "models/blip/DemoEncoder.h"

#include <sstream>

namespace vxs::blip {
namespace {

constexpr const char* kWords = R"(
a an the and or of in on at to with by for from near next beside behind under over above below between left right top
bottom upper lower middle centre center corner side front back inside outside around across along up down
is are was there it its this that these those some several many few two three four five six seven eight nine ten one
no not very
red green blue yellow orange purple pink brown black white gray grey cyan magenta violet gold silver dark light bright
pale colorful coloured colored
big large small tiny huge tall short long wide narrow round square old young new
circle ball disc disk square box rectangle triangle star ring line stripe bar cross dot shape shapes object objects
face faces person people man men woman women boy girl child children baby body bodies hand hands head arm arms leg legs
player players crowd group couple family
house houses building buildings room kitchen bathroom bedroom street road city town bridge tower church door window wall
roof floor table chair bench bed sofa couch desk place scene view landscape
word words letter letters text sign signs number numbers book books page paper clock
dog dogs cat cats horse horses cow cows sheep bird birds elephant giraffe zebra bear fish animal animals
car cars bus truck train plane airplane boat boats ship bicycle bike motorcycle wheel traffic stop
tree trees grass field forest flower flowers plant plants leaf sky cloud clouds sun moon sea ocean water river lake beach
sand snow mountain mountains hill rock stone fire rain
food pizza cake bread fruit apple banana orange cup glass bottle plate bowl fork knife spoon
hat shirt dress shoe shoes bag umbrella phone computer laptop keyboard screen television picture photo photograph image
background pattern texture plain
standing sitting walking running lying holding looking playing riding flying swimming eating drinking smiling wearing
stands sits walks runs lies holds looks plays rides flies shows shown showing contains seen placed painted drawn
day night morning evening summer winter
)";

}  // namespace

std::vector<std::string> demoVocabulary() {
  std::vector<std::string> pieces{"[PAD]"};
  while (pieces.size() < 100) pieces.push_back("[unused" + std::to_string(pieces.size() - 1) + "]");
  for (const char* special : {"[UNK]", "[CLS]", "[SEP]", "[MASK]"}) pieces.emplace_back(special);
  for (char c = '!'; c <= '~'; ++c)
    if (c < 'A' || c > 'Z') pieces.emplace_back(1, c);
  for (char c = '0'; c <= 'z'; ++c)
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) pieces.push_back(std::string("##") + c);
  for (const char* ending : {"##s", "##es", "##ed", "##ing", "##er", "##ly"})
    if (std::string(ending).size() > 3) pieces.emplace_back(ending);
  std::istringstream words(kWords);
  for (std::string word; words >> word;)
    if (word.size() > 1) pieces.push_back(word);
  return pieces;
}

}  // namespace vxs::blip
