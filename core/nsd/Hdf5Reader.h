#pragma once

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace vxs::nsd {

/// Owns one HDF5 identifier.
class Hdf5Handle {
 public:
  using Closer = herr_t (*)(hid_t);
  Hdf5Handle() = default;
  Hdf5Handle(hid_t id, Closer closer) : m_id(id), m_closer(closer) {}
  Hdf5Handle(Hdf5Handle&& other) noexcept
      : m_id(std::exchange(other.m_id, H5I_INVALID_HID)), m_closer(other.m_closer) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(m_id, other.m_id);
    std::swap(m_closer, other.m_closer);
    return *this;
  }
  ~Hdf5Handle() {
    if (m_id >= 0) m_closer(m_id);
  }
  hid_t get() const { return m_id; }
  bool valid() const { return m_id >= 0; }

 private:
  hid_t m_id = H5I_INVALID_HID;
  Closer m_closer = nullptr;
};

/// One dataset of an HDF5 file (MATLAB v7.3 files are such files too), opened read-only. Dimensions in C
/// order, last one fastest. Errors name the file and give HDF5's own innermost reason; nothing is printed.
class Hdf5Dataset {
 public:
  Hdf5Dataset(const std::filesystem::path& path, const std::string& name);

  const std::vector<hsize_t>& dims() const { return m_dims; }
  /// Extent of a chunk; empty when the layout is contiguous.
  const std::vector<hsize_t>& chunk() const { return m_chunk; }
  bool isInteger(std::size_t bytes, bool isSigned) const;
  /// The box [start, start + count) into `target`, which holds its product of elements of `memoryType`.
  void read(hid_t memoryType, const std::vector<hsize_t>& start, const std::vector<hsize_t>& count,
            void* target) const;
  const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
  std::string m_name;
  Hdf5Handle m_file, m_dataset, m_space;
  std::vector<hsize_t> m_dims, m_chunk;
};

}  // namespace vxs::nsd
