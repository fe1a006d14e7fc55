#include "core/store/StoreFiles.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/volume/Nifti.h"

#include <nlohmann/json.hpp>

#include <sstream>

namespace vxs::store {

using nlohmann::json;

json toJson(const StoreInfo& info) {
  return {{"magic", "voxelscope-store"},
          {"version", kStoreVersion},
          {"subject", info.subject},
          {"betas", info.betas},
          {"mask", info.maskName},
          {"dataset", info.datasetRoot.string()},
          {"synthetic", info.synthetic},
          {"sessions", info.sessions},
          {"droppedVoxels", info.droppedVoxels},
          {"fingerprint", info.fingerprint}};
}

StoreInfo storeInfoFrom(const json& description, const std::filesystem::path& file) {
  try {
    if (description.at("magic") != "voxelscope-store")
      throw Error(file.string() + " is not a Voxelscope store");
    if (description.at("version") != kStoreVersion)
      throw Error(file.string() + " has store version " + description.at("version").dump() +
                  ", this program reads version " + std::to_string(kStoreVersion) +
                  ": prepare the store again");
    StoreInfo info;
    description.at("subject").get_to(info.subject);
    description.at("betas").get_to(info.betas);
    description.at("mask").get_to(info.maskName);
    info.datasetRoot = description.at("dataset").get<std::string>();
    description.at("synthetic").get_to(info.synthetic);
    description.at("sessions").get_to(info.sessions);
    description.at("droppedVoxels").get_to(info.droppedVoxels);
    description.at("fingerprint").get_to(info.fingerprint);
    return info;
  } catch (const nlohmann::json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
}

void writeTrials(const std::filesystem::path& file, const std::vector<nsd::Trial>& trials) {
  std::ostringstream text;
  text << "number\tsession\tindexInSession\tnsdId\trepeat\tshared\n";
  for (const nsd::Trial& t : trials)
    text << t.number << '\t' << t.session << '\t' << t.indexInSession << '\t' << t.nsdId << '\t' << t.repeat
         << '\t' << t.shared << '\n';
  writeFileAtomically(file, text.str());
}

std::vector<nsd::Trial> readTrials(const std::filesystem::path& file) {
  std::istringstream text(readFile(file));
  std::string line;
  std::getline(text, line);
  std::vector<nsd::Trial> trials;
  while (std::getline(text, line)) {
    std::istringstream fields(line);
    nsd::Trial t;
    if (!(fields >> t.number >> t.session >> t.indexInSession >> t.nsdId >> t.repeat >> t.shared))
      throw Error(file.string() + " is damaged: line " + std::to_string(trials.size() + 2) + " is '" + line +
                  "'");
    trials.push_back(t);
  }
  return trials;
}

void writeAtlases(const std::filesystem::path& folder, const std::vector<LabelAtlas>& atlases) {
  std::filesystem::create_directories(folder);
  json index = json::array();
  for (const LabelAtlas& atlas : atlases) {
    Volume volume(atlas.grid, atlas.affine, 0);
    for (std::size_t v = 0; v < atlas.labels.size(); ++v)
      volume.values[v] = static_cast<float>(atlas.labels[v]);
    writeNifti(folder / (atlas.name + ".nii.gz"), volume, NiftiType::Int16, atlas.name);
    json names = json::object();
    for (const auto& [label, name] : atlas.names) names[std::to_string(label)] = name;
    index.push_back({{"name", atlas.name}, {"labels", names}});
  }
  writeFileAtomically(folder / "atlases.json", index.dump(1));
}

std::vector<LabelAtlas> readAtlases(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "atlases.json";
  std::vector<LabelAtlas> atlases;
  if (!std::filesystem::exists(file)) return atlases;
  try {
    for (const json& entry : json::parse(readFile(file))) {
      const std::string name = entry.at("name");
      LabelAtlas atlas = readLabelAtlas(folder / (name + ".nii.gz"), name);
      for (const auto& [label, text] : entry.at("labels").items()) atlas.names[std::stoi(label)] = text;
      atlases.push_back(std::move(atlas));
    }
  } catch (const std::logic_error&) {
    throw Error(file.string() + " is damaged: a label in it is no number");
  } catch (const json::exception& error) {
    throw Error(file.string() + " is damaged: " + jsonProblem(error));
  }
  return atlases;
}

}  // namespace vxs::store
