#include "core/nsd/Hdf5Reader.h"

#include "core/base/Error.h"

namespace vxs::nsd {
namespace {

/// Keeps HDF5 from printing its error stack while this lives.
class QuietHdf5 {
 public:
  QuietHdf5() {
    H5Eget_auto2(H5E_DEFAULT, &m_function, &m_data);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, m_function, m_data); }
  QuietHdf5(const QuietHdf5&) = delete;
  QuietHdf5& operator=(const QuietHdf5&) = delete;

 private:
  H5E_auto2_t m_function = nullptr;
  void* m_data = nullptr;
};

herr_t takeInnermost(unsigned position, const H5E_error2_t* error, void* data) {
  if (position == 0 && error->desc) *static_cast<std::string*>(data) = error->desc;
  return 0;
}

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, &takeInnermost, &reason);
  throw Error("cannot read " + path.string() + ": " + what + (reason.empty() ? "" : " (" + reason + ")"));
}

Hdf5Handle openFile(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) throw Error("cannot read " + path.string() + ": no such file");
  if (std::filesystem::is_directory(path, ignored))
    throw Error("cannot read " + path.string() + ": it is a folder");
  if (H5Fis_hdf5(path.c_str()) <= 0) throw Error("cannot read " + path.string() + ": it is not an HDF5 file");
  Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), &H5Fclose);
  if (!file.valid()) fail(path, "the HDF5 file is damaged or cut off");
  return file;
}

}  // namespace

Hdf5Dataset::Hdf5Dataset(const std::filesystem::path& path, const std::string& name)
    : m_path(path), m_name(name) {
  const QuietHdf5 quiet;
  m_file = openFile(path);
  // a chunk is inflated once although several boxes touch it
  const Hdf5Handle access(H5Pcreate(H5P_DATASET_ACCESS), &H5Pclose);
  H5Pset_chunk_cache(access.get(), 12421, std::size_t{64} << 20, 1.0);
  if (H5Lexists(m_file.get(), name.c_str(), H5P_DEFAULT) <= 0) fail(path, "it has no dataset '" + name + "'");
  m_dataset = Hdf5Handle(H5Dopen2(m_file.get(), name.c_str(), access.get()), &H5Dclose);
  if (!m_dataset.valid()) fail(path, "'" + name + "' cannot be opened");
  m_space = Hdf5Handle(H5Dget_space(m_dataset.get()), &H5Sclose);
  const int rank = H5Sget_simple_extent_ndims(m_space.get());
  if (rank < 0) fail(path, "'" + name + "' has no dimensions");
  m_dims.resize(static_cast<std::size_t>(rank));
  std::vector<hsize_t> largest(m_dims.size());
  H5Sget_simple_extent_dims(m_space.get(), m_dims.data(), largest.data());
  const Hdf5Handle creation(H5Dget_create_plist(m_dataset.get()), &H5Pclose);
  if (H5Pget_layout(creation.get()) == H5D_CHUNKED) {
    m_chunk.resize(m_dims.size());
    H5Pget_chunk(creation.get(), rank, m_chunk.data());
    // the library trusts a damaged chunk size and reads beyond its buffers
    for (std::size_t d = 0; d < m_dims.size(); ++d)
      if (m_chunk[d] < 1 || m_chunk[d] > largest[d])
        throw Error("cannot read " + path.string() + ": the chunks of '" + name +
                    "' are larger than the data");
  }
}

bool Hdf5Dataset::isInteger(std::size_t bytes, bool isSigned) const {
  const Hdf5Handle type(H5Dget_type(m_dataset.get()), &H5Tclose);
  return H5Tget_class(type.get()) == H5T_INTEGER && H5Tget_size(type.get()) == bytes &&
         H5Tget_sign(type.get()) == (isSigned ? H5T_SGN_2 : H5T_SGN_NONE);
}

void Hdf5Dataset::read(hid_t memoryType, const std::vector<hsize_t>& start, const std::vector<hsize_t>& count,
                       void* target) const {
  const QuietHdf5 quiet;
  const Hdf5Handle file(H5Scopy(m_space.get()), &H5Sclose);
  const Hdf5Handle memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), &H5Sclose);
  if (H5Sselect_hyperslab(file.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr) < 0 ||
      H5Dread(m_dataset.get(), memoryType, memory.get(), file.get(), H5P_DEFAULT, target) < 0)
    fail(m_path, "the data of '" + m_name + "' cannot be read");
}

}  // namespace vxs::nsd
