#pragma once

#include "models/weights/Tensor.h"

#include <filesystem>
#include <map>
#include <string>

namespace vxs::weights {

/// Memory-maps a safetensors file: 8 bytes little-endian header length, JSON header, raw little-endian data.
/// Header length, offsets, overlaps and sizes are checked before anything is believed. Throws Error naming
/// the file.
TensorMap readSafetensors(const std::filesystem::path& path);
/// model.safetensors, or the shards that model.safetensors.index.json names, of a folder.
TensorMap readSafetensorsFolder(const std::filesystem::path& folder);
/// The free-text "__metadata__" of a file; empty when there is none.
std::map<std::string, std::string> readSafetensorsMetadata(const std::filesystem::path& path);
/// Writes contiguous tensors aside and renames. Names in alphabetical order, data aligned to 8 bytes.
void writeSafetensors(const std::filesystem::path& path, const std::map<std::string, TensorView>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace vxs::weights
