#include "core/volume/NiftiHeader.h"

#include "core/base/Error.h"

#include <nifti2_io.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace vxs {
namespace {

struct Datatype {
  int code;
  int bytes;
  const char* name;
};

constexpr Datatype kDatatypes[] = {
    {NIFTI_TYPE_UINT8, 1, "uint8"},     {NIFTI_TYPE_INT8, 1, "int8"},     {NIFTI_TYPE_UINT16, 2, "uint16"},
    {NIFTI_TYPE_INT16, 2, "int16"},     {NIFTI_TYPE_UINT32, 4, "uint32"}, {NIFTI_TYPE_INT32, 4, "int32"},
    {NIFTI_TYPE_UINT64, 8, "uint64"},   {NIFTI_TYPE_INT64, 8, "int64"},   {NIFTI_TYPE_FLOAT32, 4, "float32"},
    {NIFTI_TYPE_FLOAT64, 8, "float64"},
};

/// The first field, the header's own size, tells version and byte order.
std::int32_t sizeField(std::span<const char> bytes, bool swapped) {
  std::int32_t size = 0;
  std::memcpy(&size, bytes.data(), sizeof size);
  if (swapped) nifti_swap_4bytes(1, &size);
  return size;
}

template <class Raw>
Raw loadHeader(std::span<const char> bytes, bool swapped) {
  if (bytes.size() < sizeof(Raw)) throw Error("the file ends within the NIfTI header");
  Raw raw;
  std::memcpy(&raw, bytes.data(), sizeof raw);
  if (swapped) {
    if constexpr (sizeof(Raw) == sizeof(nifti_1_header))
      nifti_swap_as_nifti1(&raw);
    else
      nifti_swap_as_nifti2(&raw);
  }
  return raw;
}

template <class Raw>
void checkMagic(const Raw& raw) {
  const char digit = sizeof(Raw) == sizeof(nifti_1_header) ? '1' : '2';
  if (raw.magic[0] == 'n' && raw.magic[1] == 'i' && raw.magic[2] == digit)
    throw Error("it is the header of a .hdr/.img pair; only single .nii files are read");
  if (raw.magic[0] != 'n' || raw.magic[1] != '+' || raw.magic[2] != digit)
    throw Error("it has no NIfTI signature (ANALYZE 7.5 files are not read)");
}

template <class Raw>
void readDimensions(const Raw& raw, NiftiHeader& header) {
  const auto count = static_cast<std::int64_t>(raw.dim[0]);
  if (count < 1 || count > 7)
    throw Error("it declares " + std::to_string(count) + " dimensions; NIfTI has 1 to 7");
  std::int64_t extent[8] = {count, 1, 1, 1, 1, 1, 1, 1};
  for (std::int64_t d = 1; d <= count; ++d) {
    extent[d] = static_cast<std::int64_t>(raw.dim[d]);
    if (extent[d] < 1 || extent[d] > std::numeric_limits<std::int32_t>::max())
      throw Error("its dimension " + std::to_string(d) + " is " + std::to_string(extent[d]));
  }
  constexpr std::int64_t kMaxVoxels = std::numeric_limits<std::int32_t>::max();
  std::int64_t voxels = 1;
  for (int d = 1; d <= 3; ++d) {
    if (extent[d] > kMaxVoxels / voxels) throw Error("it declares more than 2^31 voxels in one volume");
    voxels *= extent[d];
  }
  std::int64_t frames = 1;
  for (int d = 4; d <= 7; ++d) {
    if (extent[d] > (std::int64_t{1} << 58) / voxels / frames) throw Error("its declared size is impossible");
    frames *= extent[d];
  }
  header.info.grid = {static_cast<int>(extent[1]), static_cast<int>(extent[2]), static_cast<int>(extent[3])};
  header.info.frames = frames;
}

template <class Raw>
void readDatatype(const Raw& raw, NiftiHeader& header) {
  header.datatypeCode = raw.datatype;
  for (const Datatype& known : kDatatypes)
    if (known.code == raw.datatype) {
      header.bytesPerVoxel = known.bytes;
      header.info.datatype = known.name;
      return;
    }
  const char* name = nifti_datatype_to_string(raw.datatype);
  throw Error("its voxels are of type " + std::to_string(raw.datatype) + " (" +
              std::string(name ? name : "unknown") + "); only real scalar types are read");
}

template <class Raw>
void readOffset(const Raw& raw, NiftiHeader& header) {
  const auto smallest = static_cast<std::int64_t>(sizeof(Raw)) + 4;  // the extension flag follows the header
  const auto offset = static_cast<double>(raw.vox_offset);
  // written by some tools for "right behind the header"
  if (offset == 0) {
    header.dataOffset = smallest;
    return;
  }
  if (!(offset >= static_cast<double>(sizeof(Raw))) || offset > 1e15 || offset != std::floor(offset))
    throw Error("its voxels are said to begin at byte " + std::to_string(offset));
  header.dataOffset = static_cast<std::int64_t>(offset);
}

bool usable(const Affine& affine) {
  for (const double value : affine.rows())
    if (!std::isfinite(value)) return false;
  try {
    affine.inverse();
  } catch (const Error&) {
    return false;
  }
  return true;
}

template <class Raw>
Affine fromSform(const Raw& raw) {
  std::array<double, 12> rows{};
  for (std::size_t col = 0; col < 4; ++col) {
    rows[col] = raw.srow_x[col];
    rows[4 + col] = raw.srow_y[col];
    rows[8 + col] = raw.srow_z[col];
  }
  return Affine(rows);
}

template <class Raw>
Affine fromQform(const Raw& raw) {
  const nifti_dmat44 m = nifti_quatern_to_dmat44(raw.quatern_b, raw.quatern_c, raw.quatern_d, raw.qoffset_x,
                                                 raw.qoffset_y, raw.qoffset_z, raw.pixdim[1], raw.pixdim[2],
                                                 raw.pixdim[3], raw.pixdim[0] < 0 ? -1.0 : 1.0);
  std::array<double, 12> rows{};
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t col = 0; col < 4; ++col) rows[4 * row + col] = m.m[row][col];
  return Affine(rows);
}

template <class Raw>
Affine fromPixdim(const Raw& raw) {
  const auto size = [&](int d) {
    const double value = std::abs(static_cast<double>(raw.pixdim[d]));
    return std::isfinite(value) && value > 0 ? value : 1.0;
  };
  return Affine({size(1), 0, 0, 0, 0, size(2), 0, 0, 0, 0, size(3), 0});
}

/// A transform that is declared but cannot be used (not finite, or flat) yields to the next one.
template <class Raw>
void readAffine(const Raw& raw, NiftiInfo& info) {
  if (raw.sform_code > 0 && usable(fromSform(raw))) {
    info.affine = fromSform(raw);
    info.affineSource = "sform";
  } else if (raw.qform_code > 0 && usable(fromQform(raw))) {
    info.affine = fromQform(raw);
    info.affineSource = "qform";
  } else {
    info.affine = fromPixdim(raw);
    info.affineSource = "pixdim";
  }
}

template <class Raw>
void readScaling(const Raw& raw, NiftiInfo& info) {
  const auto slope = static_cast<double>(raw.scl_slope), intercept = static_cast<double>(raw.scl_inter);
  if (slope == 0 || !std::isfinite(slope)) return;  // the standard's "not scaled"
  info.scaleSlope = slope;
  info.scaleIntercept = std::isfinite(intercept) ? intercept : 0.0;
}

template <class Raw>
NiftiHeader interpret(const Raw& raw, bool swapped) {
  checkMagic(raw);
  NiftiHeader header;
  header.info.version = sizeof(Raw) == sizeof(nifti_1_header) ? 1 : 2;
  header.info.byteSwapped = swapped;
  readDimensions(raw, header);
  readDatatype(raw, header);
  readOffset(raw, header);
  readAffine(raw, header.info);
  readScaling(raw, header.info);
  header.info.description.assign(raw.descrip, strnlen(raw.descrip, sizeof raw.descrip));
  return header;
}

}  // namespace

NiftiHeader parseNiftiHeader(std::span<const char> bytes) {
  static_assert(sizeof(nifti_1_header) == 348 && sizeof(nifti_2_header) == kNiftiHeaderBytes);
  if (bytes.size() < 4) throw Error("it is not a NIfTI file: it is only a few bytes long");
  for (const bool swapped : {false, true}) {
    const std::int32_t size = sizeField(bytes, swapped);
    if (size == 348) return interpret(loadHeader<nifti_1_header>(bytes, swapped), swapped);
    if (size == 540) return interpret(loadHeader<nifti_2_header>(bytes, swapped), swapped);
  }
  throw Error("it is not a NIfTI file: it does not begin with a header's size, 348 or 540");
}

}  // namespace vxs
