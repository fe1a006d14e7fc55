#include "core/nsd/LabelNames.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <sstream>
#include <vector>

namespace vxs::nsd {
namespace {

const std::map<std::string, std::vector<std::string>>& tables() {
  static const std::map<std::string, std::vector<std::string>> kTables{
      {"prf-visualrois", {"V1v", "V1d", "V2v", "V2d", "V3v", "V3d", "hV4"}},
      {"prf-eccrois", {"ecc0pt5", "ecc1", "ecc2", "ecc4", "ecc4+"}},
      {"floc-faces", {"OFA", "FFA-1", "FFA-2", "mTL-faces", "aTL-faces"}},
      {"floc-bodies", {"EBA", "FBA-1", "FBA-2", "mTL-bodies"}},
      {"floc-places", {"OPA", "PPA", "RSC"}},
      {"floc-words", {"OWFA", "VWFA-1", "VWFA-2", "mfs-words", "mTL-words"}},
      {"streams", {"early", "midventral", "midlateral", "midparietal", "ventral", "lateral", "parietal"}},
      {"Kastner2015",
       {"V1v", "V1d", "V2v", "V2d", "V3v",  "V3d",  "hV4",  "VO1",  "VO2",  "PHC1", "PHC2", "MST", "hMT",
        "LO2", "LO1", "V3b", "V3a", "IPS0", "IPS1", "IPS2", "IPS3", "IPS4", "IPS5", "SPL1", "FEF"}},
      {"nsdgeneral", {"nsdgeneral"}},
  };
  return kTables;
}

}  // namespace

LabelNames builtInLabelNames(const std::string& atlas) {
  LabelNames names;
  const auto found = tables().find(atlas);
  if (found == tables().end()) return names;
  std::int32_t label = 0;
  for (const std::string& name : found->second) names[++label] = name;
  return names;
}

LabelNames readLabelTable(const std::filesystem::path& path) {
  std::istringstream stream(readFile(path, std::uintmax_t{1} << 22));
  LabelNames names;
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    std::istringstream fields(line.substr(0, line.find('#')));
    std::string first, name;
    if (!(fields >> first)) continue;
    std::int32_t label = 0;
    std::istringstream digits(first);
    if (!(digits >> label) || !digits.eof() || !(fields >> name))
      throw Error("cannot read " + path.string() + ": line " + std::to_string(number) +
                  " is not a label's number and name");
    if (label > 0) names[label] = name;
  }
  return names;
}

}  // namespace vxs::nsd
