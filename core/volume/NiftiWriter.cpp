#include "core/volume/Nifti.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "core/volume/GzStream.h"

#include <nifti2_io.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace vxs {
namespace {

struct Layout {
  Grid grid;
  Affine affine;
  std::int64_t frames = 1;
  double frameSeconds = 0;
  NiftiType type = NiftiType::Float32;
};

std::int16_t extent(std::int64_t value) {
  if (value < 1 || value > std::numeric_limits<std::int16_t>::max())
    throw Error("NIfTI-1 cannot hold a dimension of " + std::to_string(value));
  return static_cast<std::int16_t>(value);
}

nifti_1_header makeHeader(const Layout& layout, const std::string& description) {
  nifti_1_header header{};
  header.sizeof_hdr = sizeof header;
  header.regular = 'r';
  const bool series = layout.frames > 1;
  header.dim[0] = series ? 4 : 3;
  header.dim[1] = extent(layout.grid.nx);
  header.dim[2] = extent(layout.grid.ny);
  header.dim[3] = extent(layout.grid.nz);
  header.dim[4] = extent(layout.frames);
  header.dim[5] = header.dim[6] = header.dim[7] = 1;
  const bool real = layout.type == NiftiType::Float32;
  header.datatype = real ? NIFTI_TYPE_FLOAT32 : NIFTI_TYPE_INT16;
  header.bitpix = real ? 32 : 16;
  header.scl_slope = real ? 1.0F : 0.0F;
  const Vec3 size = layout.affine.voxelSizeMm();
  header.pixdim[0] = 1;
  for (int d = 0; d < 3; ++d) header.pixdim[d + 1] = static_cast<float>(size[static_cast<std::size_t>(d)]);
  header.pixdim[4] = static_cast<float>(layout.frameSeconds);
  header.vox_offset = 352;
  header.xyzt_units = static_cast<char>(NIFTI_UNITS_MM | NIFTI_UNITS_SEC);
  header.sform_code = NIFTI_XFORM_SCANNER_ANAT;
  for (std::size_t col = 0; col < 4; ++col) {
    header.srow_x[col] = static_cast<float>(layout.affine.rows()[col]);
    header.srow_y[col] = static_cast<float>(layout.affine.rows()[4 + col]);
    header.srow_z[col] = static_cast<float>(layout.affine.rows()[8 + col]);
  }
  description.copy(header.descrip, sizeof header.descrip - 1);
  std::memcpy(header.magic, "n+1", 4);
  return header;
}

void writeFile(const std::filesystem::path& path, const Layout& layout, const void* voxels, std::size_t bytes,
               const std::string& description) {
  try {
    const nifti_1_header header = makeHeader(layout, description);
    writeAtomically(path, [&](const std::filesystem::path& temporary) {
      const bool gzip = path.extension() == ".gz";
      GzStream stream(temporary, gzip ? GzStream::Mode::WriteGzip : GzStream::Mode::WritePlain);
      stream.write(&header, sizeof header);
      const char noExtensions[4] = {};
      stream.write(noExtensions, sizeof noExtensions);
      stream.write(voxels, bytes);
      stream.close();
    });
  } catch (const Error& error) {
    throw Error("cannot write " + path.string() + ": " + error.message());
  }
}

std::int16_t toInt16(float value) {
  if (std::isnan(value)) return 0;
  return static_cast<std::int16_t>(std::lround(std::clamp(value, -32768.0F, 32767.0F)));
}

void checkCount(const std::filesystem::path& path, std::size_t values, std::size_t expected) {
  if (values != expected || expected == 0)
    throw Error("cannot write " + path.string() + ": " + std::to_string(values) + " values for a grid of " +
                std::to_string(expected) + " voxels");
}

}  // namespace

void writeNifti(const std::filesystem::path& path, const Volume& volume, NiftiType type,
                const std::string& description) {
  checkCount(path, volume.values.size(), volume.grid.voxelCount());
  const Layout layout{volume.grid, volume.affine, 1, 0, type};
  if (type == NiftiType::Float32)
    return writeFile(path, layout, volume.values.data(), volume.values.size() * sizeof(float), description);
  std::vector<std::int16_t> stored(volume.values.size());
  std::transform(volume.values.begin(), volume.values.end(), stored.begin(), toInt16);
  writeFile(path, layout, stored.data(), stored.size() * sizeof(std::int16_t), description);
}

void writeNiftiSeries(const std::filesystem::path& path, const Grid& grid, const Affine& affine,
                      const std::vector<std::int16_t>& frames, double frameSeconds,
                      const std::string& description) {
  const std::size_t voxels = grid.voxelCount();
  const std::size_t count = voxels > 0 ? frames.size() / voxels : 0;
  checkCount(path, frames.size(), count * voxels);
  const Layout layout{grid, affine, static_cast<std::int64_t>(count), frameSeconds, NiftiType::Int16};
  writeFile(path, layout, frames.data(), frames.size() * sizeof(std::int16_t), description);
}

}  // namespace vxs
