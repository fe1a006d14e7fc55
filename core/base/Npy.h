#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace vxs {

/// Writes a C-ordered little-endian float32 array in NumPy's .npy format, version 1.0. The product of `shape` must equal
/// values.size(). Written aside and renamed. Source: NumPy Enhancement Proposal 1.
void writeNpy(const std::filesystem::path& path, std::span<const std::int64_t> shape, std::span<const float> values);

}  // namespace vxs
