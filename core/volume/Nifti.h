#pragma once

#include "core/volume/LabelAtlas.h"
#include "core/volume/Volume.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace vxs {

/// What a NIfTI header says, before any voxel is read.
struct NiftiInfo {
  int version = 1;  ///< 1 or 2
  Grid grid;
  std::int64_t frames = 1;   ///< product of the dimensions beyond the third
  Affine affine;             ///< sform, else qform, else pixdim with the origin at voxel 0
  std::string affineSource;  ///< "sform", "qform" or "pixdim"
  std::string datatype;      ///< "int16", "float32", ...
  double scaleSlope = 1;     ///< 1 where the header says 0 (= unscaled)
  double scaleIntercept = 0;
  bool byteSwapped = false;
  std::string description;
};

/// NIfTI-1 and NIfTI-2, .nii and .nii.gz, both byte orders, every real scalar type (int8..uint64, float32,
/// float64); complex and RGB are refused. Values are slope * stored + intercept in float32; integer-like NaN
/// handling does not apply. The declared size is checked against the file (for .gz: against what inflates)
/// before memory is taken; a truncated, oversized or foreign file throws Error naming it and the reason.
NiftiInfo inspectNifti(const std::filesystem::path& path);
Volume readNifti(const std::filesystem::path& path, std::int64_t frame = 0);
/// Streams every frame in order, one at a time (raw values scaled to float), e.g. a 750-frame session of
/// betas.
void forEachNiftiFrame(const std::filesystem::path& path,
                       const std::function<void(std::int64_t frame, const std::vector<float>& values)>& body);
LabelAtlas readLabelAtlas(const std::filesystem::path& path, std::string name);

enum class NiftiType { Float32, Int16 };
/// Writes NIfTI-1 (.nii or .nii.gz by the name), sform code 1 from the volume's affine, mm and s, scl_slope 1
/// for float and `scl_slope 0` ("unscaled") for int16 (values rounded and saturated, NaN becomes 0). Written
/// aside and renamed.
void writeNifti(const std::filesystem::path& path, const Volume& volume, NiftiType type = NiftiType::Float32,
                const std::string& description = {});
/// A series of frames [frames][grid], all in memory as int16; used by the synthetic subject's sessions.
void writeNiftiSeries(const std::filesystem::path& path, const Grid& grid, const Affine& affine,
                      const std::vector<std::int16_t>& frames, double frameSeconds,
                      const std::string& description = {});

}  // namespace vxs
