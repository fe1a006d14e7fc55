#include "models/weights/Safetensors.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/base/JsonProblem.h"
#include "core/base/MappedFile.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>

namespace vxs::weights {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the format's own limit

std::optional<DType> dtypeFrom(const std::string& text) {
  for (const DType type : {DType::F64, DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32,
                           DType::I16, DType::I8, DType::U8, DType::Bool})
    if (text == toString(type)) return type;
  return std::nullopt;
}

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason) {
  throw Error("cannot read the weights in " + path.string() + ": " + reason);
}

struct Parsed {
  json header;
  std::span<const std::byte> data;
};

Parsed parseHeader(const std::filesystem::path& path, const MappedFile& file) {
  const auto bytes = file.bytes();
  std::uint64_t length = 0;
  if (bytes.size() < sizeof length) refuse(path, "not a safetensors file (too short)");
  std::memcpy(&length, bytes.data(), sizeof length);
  if (length > kMaxHeaderBytes || length > bytes.size() - sizeof length)
    refuse(path, "truncated, or not a safetensors file: the header claims " + std::to_string(length) +
                     " bytes, the file has " + std::to_string(bytes.size()));
  const char* text = reinterpret_cast<const char*>(bytes.data()) + sizeof length;
  json header = json::parse(text, text + length, nullptr, false);
  if (!header.is_object()) refuse(path, "the header is not a JSON object");
  return {std::move(header), bytes.subspan(sizeof length + length)};
}

TensorView viewOf(const std::filesystem::path& path, const std::string& name, const json& entry,
                  std::span<const std::byte> data) {
  const auto dtype = dtypeFrom(entry.at("dtype").get<std::string>());
  if (!dtype) refuse(path, "tensor " + name + " has the unknown type " + entry.at("dtype").dump());
  TensorView view;
  view.type = *dtype;
  std::uint64_t bytes = byteSize(*dtype);
  for (const json& extent : entry.at("shape")) {
    if (!extent.is_number_unsigned()) refuse(path, "tensor " + name + " has the extent " + extent.dump());
    const auto size = extent.get<std::uint64_t>();
    if (size > data.size() || (size != 0 && bytes > data.size() / size))
      refuse(path, "tensor " + name + " is larger than the file");
    bytes *= size;
    view.shape.push_back(static_cast<std::int64_t>(size));
  }
  const auto begin = entry.at("data_offsets").at(0).get<std::uint64_t>();
  const auto end = entry.at("data_offsets").at(1).get<std::uint64_t>();
  if (begin > end || end > data.size() || end - begin != bytes)
    refuse(path, "tensor " + name + " lies outside the file or does not fit its shape (truncated?)");
  view.data = data.data() + begin;
  return view;
}

void refuseOverlaps(const std::filesystem::path& path, const std::map<std::string, TensorView>& tensors) {
  std::vector<std::pair<const std::byte*, const std::byte*>> ranges;
  for (const auto& [name, view] : tensors) {
    const std::size_t bytes = static_cast<std::size_t>(view.elementCount()) * byteSize(view.type);
    if (bytes > 0) ranges.emplace_back(view.data, view.data + bytes);
  }
  std::sort(ranges.begin(), ranges.end());
  for (std::size_t i = 1; i < ranges.size(); ++i)
    if (ranges[i].first < ranges[i - 1].second) refuse(path, "tensors overlap");
}

}  // namespace

TensorMap readSafetensors(const std::filesystem::path& path) {
  const auto file = std::make_shared<const MappedFile>(path);
  const Parsed parsed = parseHeader(path, *file);
  TensorMap map;
  map.owners.push_back(file);
  try {
    for (const auto& [name, entry] : parsed.header.items())
      if (name != "__metadata__") map.tensors.emplace(name, viewOf(path, name, entry, parsed.data));
    refuseOverlaps(path, map.tensors);
  } catch (const json::exception& error) {
    refuse(path, "the header is damaged: " + jsonProblem(error));
  }
  return map;
}

std::map<std::string, std::string> readSafetensorsMetadata(const std::filesystem::path& path) {
  const MappedFile file(path);
  const Parsed parsed = parseHeader(path, file);
  std::map<std::string, std::string> metadata;
  if (const auto found = parsed.header.find("__metadata__");
      found != parsed.header.end() && found->is_object())
    for (const auto& [key, value] : found->items())
      if (value.is_string()) metadata[key] = value.get<std::string>();
  return metadata;
}

TensorMap readSafetensorsFolder(const std::filesystem::path& folder) {
  const std::filesystem::path index = folder / "model.safetensors.index.json";
  if (!std::filesystem::exists(index)) return readSafetensors(folder / "model.safetensors");
  std::set<std::string> shards;
  try {
    const json parsed = json::parse(readFile(index));  // outlives the loop over its items
    for (const auto& [name, shard] : parsed.at("weight_map").items()) shards.insert(shard.get<std::string>());
  } catch (const json::exception& error) {
    refuse(index, jsonProblem(error));
  }
  TensorMap all;
  for (const std::string& shard : shards) {
    if (shard.find('/') != std::string::npos || shard == "..")
      refuse(index, "it names a shard outside its folder: " + shard);
    withContext("reading " + index.string(), [&] { all.merge(readSafetensors(folder / shard)); });
  }
  return all;
}

void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, TensorView>& tensors,
                      const std::map<std::string, std::string>& metadata) {
  json header = json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t offset = 0;
  for (const auto& [name, view] : tensors) {
    if (!view.strides.empty())
      throw Error("cannot write " + path.string() + ": tensor " + name + " is not contiguous");
    const std::uint64_t bytes = static_cast<std::uint64_t>(view.elementCount()) * byteSize(view.type);
    header[name] = {
        {"dtype", toString(view.type)}, {"shape", view.shape}, {"data_offsets", {offset, offset + bytes}}};
    offset += bytes;
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');
  const std::uint64_t length = text.size();
  AtomicFile file(path);
  file.stream().write(reinterpret_cast<const char*>(&length), sizeof length);
  file.stream().write(text.data(), static_cast<std::streamsize>(text.size()));
  for (const auto& [name, view] : tensors)
    file.stream().write(
        reinterpret_cast<const char*>(view.data),
        static_cast<std::streamsize>(static_cast<std::size_t>(view.elementCount()) * byteSize(view.type)));
  file.commit();
}

}  // namespace vxs::weights
