#include "core/nsd/write/Hdf5Handle.h"
#include "core/nsd/write/NsdWriters.h"

namespace vxs::nsd {

void writeBetas(const std::filesystem::path& file, const Grid& grid, int trials,
                const std::function<void(const SeriesSink&)>& fill) {
  writeHdf5(file, [&](hid_t hdf5) {
    const hsize_t shape[] = {static_cast<hsize_t>(trials), static_cast<hsize_t>(grid.nz),
                             static_cast<hsize_t>(grid.ny), static_cast<hsize_t>(grid.nx)};
    const hsize_t chunk[] = {static_cast<hsize_t>(trials), 1, 1, 1};
    const Hdf5Handle dataset = makeDataset(hdf5, "betas", H5T_STD_I16LE, shape, chunk, 0);
    fill([&](std::uint32_t voxel, std::span<const std::int16_t> series) {
      const auto [x, y, z] = grid.position(voxel);
      const hsize_t offset[] = {0, static_cast<hsize_t>(z), static_cast<hsize_t>(y), static_cast<hsize_t>(x)};
      checkHdf5(H5Dwrite_chunk(dataset.id(), H5P_DEFAULT, 0, offset, series.size_bytes(), series.data()),
                "write betas");
    });
  });
}

void writeStimuli(const std::filesystem::path& file, int images, int side,
                  const std::function<RgbImage(int index)>& picture) {
  writeHdf5(file, [&](hid_t hdf5) {
    const auto edge = static_cast<hsize_t>(side);
    const hsize_t shape[] = {static_cast<hsize_t>(images), edge, edge, 3};
    const hsize_t chunk[] = {1, edge, edge, 3};
    const Hdf5Handle dataset = makeDataset(hdf5, "imgBrick", H5T_STD_U8LE, shape, chunk, 4);
    const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose),
        memory(H5Screate_simple(4, chunk, nullptr), H5Sclose);
    for (int i = 0; i < images; ++i) {
      const RgbImage image = picture(i);
      const hsize_t start[] = {static_cast<hsize_t>(i), 0, 0, 0};
      checkHdf5(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start, nullptr, chunk, nullptr),
                "select an image");
      checkHdf5(
          H5Dwrite(dataset.id(), H5T_NATIVE_UINT8, memory.id(), space.id(), H5P_DEFAULT, image.pixels.data()),
          "write an image");
    }
  });
}

}  // namespace vxs::nsd
