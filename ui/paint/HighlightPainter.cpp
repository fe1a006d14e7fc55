#include "ui/paint/HighlightPainter.h"

#include "core/scene/Highlight.h"

#include <QPainter>

#include <cmath>

namespace vxs::paint {
namespace {

constexpr std::size_t kMostDots = 6000;

}  // namespace

void paintHighlightDots(QPainter& painter, const QRectF& area, const scene::Camera& camera, const Volume& lit,
                        double dotPixels) {
  std::vector<std::size_t> voxels;
  for (std::size_t i = 0; i < lit.values.size(); ++i)
    if (lit.values[i] > 0) voxels.push_back(i);
  const std::size_t step = voxels.size() / kMostDots + 1;
  const auto& [red, green, blue] = scene::kHighlightColor;
  const int width = static_cast<int>(std::lround(area.width())),
            height = static_cast<int>(std::lround(area.height()));
  painter.save();
  painter.setPen(QPen(QColor(red, green, blue, 150), dotPixels, Qt::SolidLine, Qt::RoundCap));
  for (std::size_t i = 0; i < voxels.size(); i += step) {
    const auto at = lit.grid.position(voxels[i]);
    const Vec3 pixel =
        camera.project(lit.affine.toRasMm({double(at[0]), double(at[1]), double(at[2])}), width, height);
    const QPointF point = area.topLeft() + QPointF(pixel[0], pixel[1]);
    if (area.contains(point)) painter.drawPoint(point);
  }
  painter.restore();
}

}  // namespace vxs::paint
