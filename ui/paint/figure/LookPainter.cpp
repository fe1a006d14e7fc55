#include "core/scene/HeadMask.h"
#include "core/scene/Highlight.h"
#include "core/scene/LayerPicture.h"
#include "core/scene/VolumeRayCaster.h"
#include "core/scene/Weights.h"
#include "ui/paint/HighlightPainter.h"
#include "ui/paint/MosaicPainter.h"
#include "ui/paint/PairPainter.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/HighlightText.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace vxs::paint {
namespace {

using scene::Layer;

/// R, A and S at the ends of the world's axes, seen by the camera.
void paintAxes(Page& page, const QRectF& cell, const scene::Camera& camera) {
  const double u = page.unit(), reach = 1.6 * u;
  const QPointF centre(cell.left() + 2.4 * u, cell.bottom() - 2.4 * u);
  const Vec3 origin = camera.project(camera.focalPoint, 1000, 1000);
  const std::array<const char*, 3> names{"R", "A", "S"};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Vec3 end = camera.focalPoint;
    end[axis] += 50;
    const Vec3 p = camera.project(end, 1000, 1000);
    QPointF direction(p[0] - origin[0], p[1] - origin[1]);
    const double distance = std::hypot(direction.x(), direction.y());
    const double full = 50 * camera.framePixels(1000, 1000) / 2 /
                        std::tan(camera.viewAngleDegrees * M_PI / 360) / std::max(origin[2], 1.0);
    if (distance < 0.1 * full) continue;  // pointing at us or away
    direction *= reach / full;
    page.painter().setPen(QPen(page.style().text, u / 12));
    page.painter().drawLine(centre, centre + direction);
    const QPointF tip = centre + direction * 1.45;
    page.text(QRectF(tip.x() - u, tip.y() - u, 2 * u, 2 * u), Qt::AlignCenter,
              QString::fromLatin1(names[axis]), true, 0.8);
  }
}

/// The part of a slice that a zoom leaves, as in the window.
scene::SliceGeometry zoomed(scene::SliceGeometry whole, const SliceZoom& zoom) {
  if (zoom.factor <= 1.0001) return whole;
  const auto centre = whole.pixelOf(zoom.centreRasMm);
  const int width = std::max(1, static_cast<int>(std::lround(whole.width / zoom.factor)));
  const int height = std::max(1, static_cast<int>(std::lround(whole.height / zoom.factor)));
  const Vec3 corner =
      whole.rasAt(std::round(centre[0] - (width - 1) / 2.0), std::round(centre[1] - (height - 1) / 2.0));
  whole.leftMm = corner[whole.plane == scene::Plane::Sagittal ? 1 : 0];
  whole.topMm = corner[whole.plane == scene::Plane::Axial ? 1 : 2];
  whole.width = width;
  whole.height = height;
  return whole;
}

scene::RgbaImage sliceOf(const ComparisonLook& look, const scene::SliceGeometry& geometry, Layer layer) {
  scene::RgbaImage picture = scene::layerSlice(geometry, *look.data, look.state, layer,
                                               &look.weights[scene::indexOf(layer)], &look.head);
  if (!look.highlight.empty()) scene::outlineSlice(picture, geometry, look.highlight, scene::kHighlightColor);
  return picture;
}

QImage castOf(const ComparisonLook& look, const QSize& size, Layer layer) {
  scene::VolumeRayCaster caster;
  scene::prepareRenderer(caster, *look.data, look.state, layer);
  caster.setWeights(scene::overlayWeights(*look.data, look.state, layer));
  const scene::RgbaImage image =
      caster.render(look.state.camera, size.width(), size.height(), scene::VolumeRayCaster::Quality::full());
  return asQImage(image).copy();  // the pixels die with this function
}

bool hasVolume(const ComparisonLook& look, const std::optional<Layer>& layer) {
  return layer && !look.data->volume(*layer).empty();
}

void paintCurtain(Page& page, const QRectF& area, const ComparisonLook& look, const LayerChoice& choice,
                  const PaintStyle& style) {
  if (look.state.pairMode != scene::PairMode::Curtain || !hasVolume(look, choice.partner)) return;
  paintDivider(page.painter(), area, look.state.pairAmount, layerTitle(choice.layer, *look.data),
               layerTitle(*choice.partner, *look.data), style);
}

}  // namespace

ComparisonLook lookAt(ComparisonPtr data, Recipe& recipe, FigureSources& sources,
                      const std::vector<Layer>& layers) {
  ComparisonLook look;
  look.data = std::move(data);
  look.state = comparisonState(recipe, *look.data);
  if (!look.state.outlineAtlas.empty()) look.outlined = sources.atlas(recipe, look.state.outlineAtlas);
  for (const Layer layer : layers)
    look.weights[scene::indexOf(layer)] = scene::overlayWeights(*look.data, look.state, layer);
  for (const Volume& volume : look.data->volumes)
    if (look.highlight.empty() && !volume.empty())
      look.highlight = highlightFrom(recipe.option("highlight"), volume.grid, volume.affine);
  if (recipe.page.background == Background::Transparent && !look.data->underlay.empty())
    look.head = scene::headMask(look.data->underlay);
  return look;
}

ComparisonLook lookFrom(Recipe& recipe, FigureSources& sources, const std::vector<Layer>& layers,
                        Progress& progress) {
  return lookAt(sources.comparison(recipe, progress), recipe, sources, layers);
}

QString choiceTitle(const Page& page, const ComparisonLook& look, const LayerChoice& choice, double width,
                    double factor) {
  const auto title = [&](Layer layer, double room) {
    return namedTitle(page, layer, *look.data, room, factor, false);
  };
  if (!hasVolume(look, choice.partner)) return title(choice.layer, width);
  const QString first = title(choice.layer, width / 2), second = title(*choice.partner, width / 2);
  if (look.state.pairMode == scene::PairMode::Curtain) return QStringLiteral("%1 | %2").arg(first, second);
  const int percent = static_cast<int>(std::lround(100 * look.state.pairAmount));
  return QStringLiteral("%1 %2 % + %3 %4 %").arg(first).arg(100 - percent).arg(second).arg(percent);
}

void paintVolume(Page& page, const QRectF& cell, const ComparisonLook& look, const LayerChoice& choice) {
  const std::size_t index = scene::indexOf(choice.layer);
  if (look.data->volumes[index].empty())
    return page.empty(cell, QString::fromStdString(look.data->why[index]));
  page.step();
  const QSize size = cell.size().toSize().expandedTo({1, 1});
  QImage image = castOf(look, size, choice.layer);
  page.step();
  if (hasVolume(look, choice.partner))
    image =
        mixedImage(image, castOf(look, size, *choice.partner), look.state.pairMode, look.state.pairAmount);
  page.panel(cell);
  page.painter().drawImage(cell, image);
  if (!look.highlight.empty())
    paintHighlightDots(page.painter(), cell, look.state.camera, look.highlight, page.unit() / 5);
  paintAxes(page, cell, look.state.camera);
  paintCurtain(page, cell, look, choice, page.style());
}

void paintMosaicCell(Page& page, const QRectF& where, const ComparisonLook& look, const LayerChoice& choice) {
  const QRectF cell = where.toRect();
  const std::size_t index = scene::indexOf(choice.layer);
  const scene::ComparisonData& data = *look.data;
  const scene::ComparisonState& state = look.state;
  if (data.volumes[index].empty()) return page.empty(cell, QString::fromStdString(data.why[index]));
  const Volume& extent = data.underlay.empty() ? data.volumes[index] : data.underlay;
  const LabelAtlas* outlined = look.outlined.labels.empty() ? nullptr : &look.outlined;
  std::vector<MosaicTile> tiles;
  const Volume& brain = scene::extentOf(data, choice.layer);
  for (const double at : scene::mosaicPositions(brain, state.mosaic, state.crosshairRasMm)) {
    page.step();
    const double pixelMm = std::max(0.25, std::min(extent.affine.voxelSizeMm()[0], 4.0) / 4);
    MosaicTile tile{
        scene::SliceGeometry::covering(extent, state.mosaic.plane, state.convention, at, pixelMm), {}, {}};
    tile.pixels = sliceOf(look, tile.geometry, choice.layer);
    if (hasVolume(look, choice.partner))
      tile.pixels = scene::mixed(tile.pixels, sliceOf(look, tile.geometry, *choice.partner), state.pairMode,
                                 state.pairAmount);
    if (outlined) tile.outlines = scene::outlines(tile.geometry, *outlined);
    tiles.push_back(std::move(tile));
  }
  const PaintStyle style = page.sliceStyle();
  if (style.fillBackground) page.painter().fillRect(cell, style.background);
  paintMosaic(page.painter(), cell, tiles, state.crosshairRasMm, style, outlined);
}

double sliceAspect(const ComparisonLook& look, scene::Plane plane, const std::vector<Layer>& layers) {
  const scene::ComparisonData& data = *look.data;
  const Volume* extent = &data.underlay;
  for (const Layer layer : layers)
    if (extent->empty()) extent = &data.volume(layer);
  if (extent->empty()) return 1;
  const auto geometry = scene::SliceGeometry::covering(*extent, plane, look.state.convention, 0);
  return 1.0 * geometry.height / geometry.width;
}

void paintLayerSlice(Page& page, const QRectF& where, const ComparisonLook& look, const LayerChoice& choice,
                     scene::Plane plane, double positionMm, bool crosshair, const SliceZoom& zoom) {
  const QRectF cell = where.toRect();  // whole pixels: the picture and its ground have the same edges
  const std::size_t index = scene::indexOf(choice.layer);
  const scene::ComparisonData& data = *look.data;
  if (data.volumes[index].empty()) return page.empty(cell, QString::fromStdString(data.why[index]));
  page.step();
  const Volume& extent = data.underlay.empty() ? data.volumes[index] : data.underlay;
  const double voxelMm = std::min(extent.affine.voxelSizeMm()[0], 4.0);
  const double pixelMm = std::max(0.25, voxelMm / 4) / std::min(zoom.factor, 4.0);
  const auto geometry =
      zoomed(scene::SliceGeometry::covering(extent, plane, look.state.convention, positionMm, pixelMm), zoom);
  scene::RgbaImage image = sliceOf(look, geometry, choice.layer);
  if (hasVolume(look, choice.partner))
    image = scene::mixed(image, sliceOf(look, geometry, *choice.partner), look.state.pairMode,
                         look.state.pairAmount);
  PaintStyle style = page.sliceStyle();
  style.crosshairVisible = crosshair;
  const QRectF area = paintSlice(page.painter(), cell, geometry, image, look.state.crosshairRasMm, style);
  if (!look.outlined.labels.empty()) {
    const auto segments = scene::outlines(geometry, look.outlined);
    paintOutlines(page.painter(), area, geometry, segments, style);
    paintOutlineKey(page.painter(), cell, area, segments, look.outlined, style);
  }
  paintCurtain(page, area, look, choice, style);
}

}  // namespace vxs::paint
