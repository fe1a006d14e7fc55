#include "ui/paint/DensityPainter.h"

#include "core/scene/ColorMap.h"

#include <algorithm>
#include <cmath>

namespace vxs::paint {

QColor densityColor(double count, std::int64_t most) {
  static const scene::ColorMap& colors = scene::colorMap("viridis");
  const double full = std::log1p(static_cast<double>(std::max<std::int64_t>(most, 1)));
  const auto rgb = colors.at(0.12 + 0.88 * std::log1p(count) / full);
  return {rgb[0], rgb[1], rgb[2]};
}

std::int64_t fullestBin(const metrics::Density& density) {
  return density.counts.empty() ? 0 : std::ranges::max(density.counts);
}

QImage densityImage(const metrics::Density& density) {
  QImage image(density.binsX, density.binsY, QImage::Format_ARGB32);
  image.fill(Qt::transparent);
  const std::int64_t most = fullestBin(density);
  if (most == 0) return image;
  for (int y = 0; y < density.binsY; ++y)
    for (int x = 0; x < density.binsX; ++x) {
      const std::int64_t count = density.counts[static_cast<std::size_t>(y * density.binsX + x)];
      if (count > 0)
        image.setPixelColor(x, density.binsY - 1 - y, densityColor(static_cast<double>(count), most));
    }
  return image;
}

}  // namespace vxs::paint
