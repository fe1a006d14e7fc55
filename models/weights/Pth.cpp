#include "models/weights/Pth.h"

#include "core/base/Error.h"
#include "core/base/MappedFile.h"
#include "models/weights/Unpickler.h"
#include "models/weights/ZipArchive.h"

namespace vxs::weights {
namespace {

void refuseOtherForms(const std::filesystem::path& path) {
  const MappedFile file(path);
  const auto bytes = file.bytes();
  if (bytes.size() >= 2 && bytes[0] == std::byte{0x80})
    throw Error(path.string() + " is in torch's legacy pickle form: save it again with torch 1.6 or newer");
  if (bytes.size() < 4 || bytes[0] != std::byte{'P'} || bytes[1] != std::byte{'K'})
    throw Error(path.string() + " is not a .pth checkpoint (no zip archive)");
}

/// The tensors directly below "model" or "state_dict" if there is one, else those at the top.
std::map<std::string, TensorView> modelTensors(std::map<std::string, TensorView> all) {
  for (const std::string prefix : {"model\x1f", "state_dict\x1f", ""}) {
    std::map<std::string, TensorView> chosen;
    for (const auto& [name, view] : all)
      if (name.starts_with(prefix) && name.find('\x1f', prefix.size()) == std::string::npos)
        chosen.emplace(name.substr(prefix.size()), view);
    if (!chosen.empty()) return chosen;
  }
  return {};
}

}  // namespace

TensorMap readPth(const std::filesystem::path& path) {
  refuseOtherForms(path);
  const ZipArchive archive(path);
  std::string prefix;
  for (const auto& [name, content] : archive.entries())
    if (name.ends_with("/data.pkl")) prefix = name.substr(0, name.size() - std::string("data.pkl").size());
  const auto pickle = archive.entries().find(prefix + "data.pkl");
  if (pickle == archive.entries().end())
    throw Error(path.string() + " holds no data.pkl: not a .pth checkpoint");
  const auto storage = [&](const std::string& key) {
    const auto found = archive.entries().find(prefix + "data/" + key);
    if (found == archive.entries().end()) throw Error("storage " + key + " is missing");
    return found->second;
  };
  return withContext("reading " + path.string(), [&] {
    TensorMap map;
    map.tensors = modelTensors(Unpickler(pickle->second, storage).tensors());
    map.owners.push_back(archive.owner());
    if (map.tensors.empty()) throw Error("it holds no tensors");
    return map;
  });
}

}  // namespace vxs::weights
