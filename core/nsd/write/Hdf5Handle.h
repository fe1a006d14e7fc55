#pragma once

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <hdf5.h>

#include <filesystem>
#include <functional>

// Internal to core/nsd/write: this header names HDF5 types.
namespace vxs::nsd {

inline void checkHdf5(herr_t status, const char* what) {
  if (status < 0) throw Error(std::string("HDF5 could not ") + what + ": is the disk full?");
}

/// Closes an HDF5 id when it goes out of scope.
class Hdf5Handle {
 public:
  Hdf5Handle(hid_t id, herr_t (*close)(hid_t)) : m_id(id), m_close(close) {
    if (id < 0) throw Error("HDF5 could not make an object");
  }
  ~Hdf5Handle() { m_close(m_id); }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  hid_t id() const { return m_id; }

 private:
  hid_t m_id;
  herr_t (*m_close)(hid_t);
};

/// A chunked 4-D dataset; deflate 0 means no filter.
inline Hdf5Handle makeDataset(hid_t file, const char* name, hid_t type, const hsize_t* shape,
                              const hsize_t* chunk, unsigned deflate) {
  const Hdf5Handle space(H5Screate_simple(4, shape, nullptr), H5Sclose),
      options(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  checkHdf5(H5Pset_obj_track_times(options.id(), false), "leave times out");  // same data, same bytes
  checkHdf5(H5Pset_chunk(options.id(), 4, chunk), "set chunks");
  if (deflate) checkHdf5(H5Pset_deflate(options.id(), deflate), "set compression");
  return {H5Dcreate2(file, name, type, space.id(), H5P_DEFAULT, options.id(), H5P_DEFAULT), H5Dclose};
}

inline void writeHdf5(const std::filesystem::path& target, const std::function<void(hid_t)>& fill) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  withContext("writing " + target.string(), [&] {
    writeAtomically(target, [&](const std::filesystem::path& path) {
      const Hdf5Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
      fill(file.id());
    });
  });
}

}  // namespace vxs::nsd
