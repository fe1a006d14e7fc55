#include "core/scene/HeadMask.h"
#include "core/scene/Highlight.h"
#include "core/scene/LayerPicture.h"
#include "core/scene/VolumeRayCaster.h"
#include "core/scene/Weights.h"
#include "ui/paint/HighlightPainter.h"
#include "ui/paint/MosaicPainter.h"
#include "ui/paint/PairPainter.h"
#include "ui/paint/RegionKey.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/HighlightText.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace vxs::paint {
namespace {

using scene::Layer;

constexpr double kNarrowCell = 10;  ///< units across: below it words and axes take less
constexpr double kNarrowReach = 0.55, kNarrowGap = 0.5,
                 kNarrowMargin = 0.2;                   ///< in units
constexpr double kLetterHeights = 11, kLowHeights = 8;  ///< of a slice, in those of its letters

bool isNarrow(const Page& page, const QRectF& cell) {
  return cell.width() < kNarrowCell * page.unit();
}

/// One of the world's axes as the camera sees it, of length 1 where it lies across the view.
struct SeenAxis {
  QString name;
  QPointF direction;
};

std::vector<SeenAxis> seenAxes(const scene::Camera& camera) {
  const Vec3 origin = camera.project(camera.focalPoint, 1000, 1000);
  const std::array<const char*, 3> names{"R", "A", "S"};
  std::vector<SeenAxis> axes;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    Vec3 end = camera.focalPoint;
    end[axis] += 50;
    const Vec3 p = camera.project(end, 1000, 1000);
    QPointF direction(p[0] - origin[0], p[1] - origin[1]);
    const double distance = std::hypot(direction.x(), direction.y());
    const double full = 50 * camera.framePixels(1000, 1000) / 2 /
                        std::tan(camera.viewAngleDegrees * M_PI / 360) / std::max(origin[2], 1.0);
    if (distance < 0.1 * full) continue;  // pointing at us or away
    axes.push_back({QString::fromLatin1(names[axis]), direction / full});
  }
  return axes;
}

/// R, A and S at the ends of the world's axes, seen by the camera. In a narrow cell they are smaller and as
/// far in the corner as can be: there is the brain.
void paintAxes(Page& page, const QRectF& cell, const scene::Camera& camera) {
  const double u = page.unit();
  const bool narrow = isNarrow(page, cell);
  const double reach = narrow ? kNarrowReach * u : 1.6 * u, letters = narrow ? page.least(0.8) : 0.8;
  const std::vector<SeenAxis> axes = seenAxes(camera);
  const auto tipOf = [&](const SeenAxis& axis) {
    const QPointF end = axis.direction * reach;
    if (!narrow) return end * 1.45;
    return end + end * (kNarrowGap * u / std::max(std::hypot(end.x(), end.y()), 1e-9));
  };
  QPointF centre(cell.left() + 2.4 * u, cell.bottom() - 2.4 * u);
  if (narrow) {
    const double half = letters * u / 2, margin = kNarrowMargin * u;
    QRectF taken(-u / 24, -u / 24, u / 12, u / 12);  // where they meet
    for (const SeenAxis& axis : axes) {
      const QPointF tip = tipOf(axis);
      taken |= QRectF(tip.x() - half, tip.y() - half, 2 * half, 2 * half);
    }
    centre = QPointF(cell.left() + margin - taken.left(), cell.bottom() - margin - taken.bottom());
  }
  for (const SeenAxis& axis : axes) {
    page.painter().setPen(QPen(page.style().text, u / 12));
    page.painter().drawLine(centre, centre + axis.direction * reach);
    const QPointF tip = centre + tipOf(axis);
    page.text(QRectF(tip.x() - u, tip.y() - u, 2 * u, 2 * u), Qt::AlignCenter, axis.name, true, letters);
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

std::vector<scene::RegionBorder> bordersOf(const ComparisonLook& look, const QSize& size) {
  if (look.outlined.labels.empty()) return {};
  const scene::ComparisonState& state = look.state;
  const Volume brain = scene::underlayOfBrain(*look.data);
  return scene::volumeOutlines(
      {&look.outlined, &brain, scene::cutoutBox(state.cutout, state.crosshairRasMm, state.camera)},
      state.camera, size.width(), size.height());
}

bool hasVolume(const ComparisonLook& look, const std::optional<Layer>& layer) {
  return layer && !look.data->volume(*layer).empty();
}

void paintCurtain(Page& page, const QRectF& area, const ComparisonLook& look, const LayerChoice& choice,
                  const PaintStyle& style, const DividerRoom& room) {
  if (look.state.pairMode != scene::PairMode::Curtain || !hasVolume(look, choice.partner)) return;
  paintDivider(page.painter(), area, look.state.pairAmount, layerTitle(choice.layer, *look.data),
               layerTitle(*choice.partner, *look.data), style, room);
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

HeadingWords headingOf(const ComparisonLook& look, const LayerChoice& choice) {
  if (!hasVolume(look, choice.partner)) return headingOf(choice.layer, *look.data);
  const auto named = [&](Layer layer) {
    const auto [name, run] = headingOf(layer, *look.data);
    return run.isEmpty() ? name : name + QStringLiteral(": ") + run;
  };
  const QString first = named(choice.layer), second = named(*choice.partner);
  if (look.state.pairMode == scene::PairMode::Curtain)
    return {QStringLiteral("%1 | %2").arg(first, second), {}};
  const int percent = static_cast<int>(std::lround(100 * look.state.pairAmount));
  return {QStringLiteral("%1 %2 % + %3 %4 %").arg(first).arg(100 - percent).arg(second).arg(percent), {}};
}

std::set<std::int32_t> paintVolume(Page& page, const QRectF& cell, const ComparisonLook& look,
                                   const LayerChoice& choice, bool named) {
  const std::size_t index = scene::indexOf(choice.layer);
  if (look.data->volumes[index].empty()) {
    page.empty(cell, QString::fromStdString(look.data->why[index]));
    return {};
  }
  page.step();
  const QSize size = cell.size().toSize().expandedTo({1, 1});
  QImage image = castOf(look, size, choice.layer);
  page.step();
  if (hasVolume(look, choice.partner))
    image =
        mixedImage(image, castOf(look, size, *choice.partner), look.state.pairMode, look.state.pairAmount);
  page.panel(cell);
  page.painter().drawImage(cell, image);
  const auto borders = bordersOf(look, size);
  paintBorders(page.painter(), cell, size, borders, page.style());
  if (!look.highlight.empty())
    paintHighlightDots(page.painter(), cell, look.state.camera, look.highlight, page.unit() / 5);
  paintAxes(page, cell, look.state.camera);
  const std::set<std::int32_t> regions = outlinedLabels(borders);
  const double gap = page.unit() / 4;
  PaintStyle words = page.style();
  words.fontPixels = page.sliceStyle().fontPixels;
  DividerRoom around;
  if (named)
    paintCornerKey(page.painter(), cell.adjusted(gap, gap, -gap, -gap), cell, size, borders, look.outlined,
                   words, {}, &around.taken);
  paintCurtain(page, cell, look, choice, page.style(), around);
  return regions;
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
  PaintStyle lettering = style;
  if (isNarrow(page, cell)) {
    const double fitting = std::max(page.least(0.8) * page.unit(), cell.height() / kLetterHeights);
    lettering.fontPixels = std::min(style.fontPixels, fitting);
    lettering.cornerLetters = cell.height() < kLowHeights * style.fontPixels;
  }
  const QRectF area = paintSlice(page.painter(), cell, geometry, image, look.state.crosshairRasMm, lettering);
  const QRectF letter = lowerLetter(cell, area, lettering);
  DividerRoom around{cell, {letter}};
  if (!look.outlined.labels.empty()) {
    const auto segments = scene::outlines(geometry, look.outlined);
    paintOutlines(page.painter(), area, geometry, segments, look.outlined, style);
    paintOutlineKey(page.painter(), cell, area, segments, look.outlined, style, {}, letter, &around.taken);
  }
  paintCurtain(page, area, look, choice, style, around);
}

}  // namespace vxs::paint
