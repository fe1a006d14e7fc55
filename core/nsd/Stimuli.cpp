#include "core/nsd/Stimuli.h"

#include "core/base/Error.h"

namespace vxs::nsd {

Stimuli::Stimuli(const std::filesystem::path& path) : m_bricks(path, "imgBrick") {
  const auto& dims = m_bricks.dims();
  constexpr hsize_t kLargest = 8192;
  if (dims.size() != 4 || dims[3] != 3 || dims[1] < 1 || dims[2] < 1 || dims[1] > kLargest ||
      dims[2] > kLargest)
    throw Error("cannot read " + path.string() + ": 'imgBrick' is not of shape (images, rows, columns, 3)");
  if (!m_bricks.isInteger(1, false))
    throw Error("cannot read " + path.string() + ": 'imgBrick' is not of type uint8");
}

RgbImage Stimuli::read(std::int32_t nsdId) const {
  const auto& dims = m_bricks.dims();
  if (nsdId < 0 || nsdId >= count())
    throw Error("cannot read " + m_bricks.path().string() + ": there is no image " + std::to_string(nsdId) +
                ", only 0 to " + std::to_string(count() - 1));
  RgbImage image;
  image.width = static_cast<int>(dims[2]);
  image.height = static_cast<int>(dims[1]);
  image.pixels.resize(dims[1] * dims[2] * 3);
  m_bricks.read(H5T_NATIVE_UCHAR, {static_cast<hsize_t>(nsdId), 0, 0, 0}, {1, dims[1], dims[2], 3},
                image.pixels.data());
  return image;
}

}  // namespace vxs::nsd
