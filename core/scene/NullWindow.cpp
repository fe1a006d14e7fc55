#include "core/scene/NullWindow.h"

#include <vtkFixedPointRayCastImage.h>
#include <vtkObjectFactory.h>

#include <algorithm>

namespace vxs::scene {

vtkStandardNewMacro(NullWindow);

RgbaImage readBack(vtkFixedPointRayCastImage& image) {
  int viewport[2], inUse[2], memory[2], origin[2];
  image.GetImageViewportSize(viewport);
  image.GetImageInUseSize(inUse);
  image.GetImageMemorySize(memory);
  image.GetImageOrigin(origin);
  RgbaImage result{viewport[0], viewport[1], {}};
  result.pixels.resize(4 * static_cast<std::size_t>(viewport[0]) * static_cast<std::size_t>(viewport[1]));
  for (int y = 0; y < inUse[1]; ++y) {
    const int row = viewport[1] - 1 - (y + origin[1]);
    if (row < 0 || row >= viewport[1]) continue;
    const unsigned short* in =
        image.GetImage() + 4 * static_cast<std::size_t>(y) * static_cast<std::size_t>(memory[0]);
    for (int x = 0; x < inUse[0] && x + origin[0] < viewport[0]; ++x, in += 4) {
      std::uint8_t* out =
          &result.pixels[4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(viewport[0]) +
                              static_cast<std::size_t>(x + origin[0]))];
      const auto alpha = static_cast<std::uint8_t>(std::min(in[3] >> 7, 255));
      for (int c = 0; c < 3; ++c)
        out[c] = std::min(alpha, static_cast<std::uint8_t>(std::min(in[c] >> 7, 255)));
      out[3] = alpha;
    }
  }
  return result;
}

}  // namespace vxs::scene
