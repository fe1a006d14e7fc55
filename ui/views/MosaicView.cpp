#include "ui/views/MosaicView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vxs::ui {

MosaicView::MosaicView(Session& session, QWidget* parent)
    : LayerView(session, session.view().activeLayer(), parent) {
  setAccessibleName(tr("Mosaic of slices of the active volume"));
  setCursor(Qt::CrossCursor);
  connect(&session, &Session::dataChanged, this, &MosaicView::invalidate);
  for (const auto signal :
       {&ViewState::scaleChanged, &ViewState::sliceViewChanged, &ViewState::conventionChanged,
        &ViewState::flickerChanged, &ViewState::referenceChanged, &ViewState::mosaicChanged,
        &ViewState::pairChanged, &ViewState::highlightChanged, &ViewState::outlinesChanged})
    connect(&view(), signal, this, &MosaicView::invalidate);
  connect(&view(), &ViewState::activeLayerChanged, this, [this] {
    setLayer(view().activeLayer());
    invalidate();
  });
  connect(&view(), &ViewState::crosshairChanged, this, [this] {
    if (view().state().mosaic.spacingMm > 0) m_stale = true;  // the slices lie around it
    update();
  });
}

void MosaicView::invalidate() {
  m_stale = true;
  update();
}

QRectF MosaicView::room() const {
  const int top = titleBaseline() + 6 + (session().data() ? markRoom(marks()) : 0);
  return QRectF(rect()).adjusted(6, top, -6, -sourceBaseline() - inPixels(14));
}

QRectF MosaicView::roomOfTiles() const {
  return paint::mosaicRoom(room(), outlined(), style());
}

std::vector<QRectF> MosaicView::areas() const {
  std::vector<scene::SliceGeometry> geometries;
  for (const auto& tile : m_tiles) geometries.push_back(tile.geometry);
  return paint::mosaicAreas(roomOfTiles(), geometries);
}

/// Chooses the slices, and pixels as fine as they are drawn. A slice that stays keeps its outlines.
void MosaicView::layOut() {
  const auto& state = view().state();
  const auto compared = session().data();
  const auto positions =
      scene::mosaicPositions(scene::extentOf(*compared, shownLayer()), state.mosaic, state.crosshairRasMm);
  const auto whole =
      scene::SliceGeometry::covering(view().reference(), state.mosaic.plane, state.convention, 0);
  const QRectF room = roomOfTiles();
  const auto tiling =
      scene::tilingFor(static_cast<int>(positions.size()), static_cast<double>(whole.width) / whole.height,
                       room.width() / std::max(1.0, room.height()));
  const double fit =
      std::min(room.width() / tiling.columns / whole.width, room.height() / tiling.rows / whole.height) *
      devicePixelRatioF();
  const double pixelMm = whole.pixelMm / std::clamp(fit, 0.25, 4.0);
  const std::shared_ptr<const LabelAtlas> atlas(session().run(), outlined());
  auto former = std::exchange(m_tiles, {});
  if (!atlas || atlas != m_outlinedAtlas.lock()) former.clear();
  m_outlinedAtlas = atlas;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    paint::MosaicTile& tile = m_tiles.emplace_back();
    tile.geometry = scene::SliceGeometry::covering(view().reference(), state.mosaic.plane, state.convention,
                                                   positions[i], pixelMm);
    if (i < former.size() && former[i].geometry == tile.geometry)
      tile.outlines = std::move(former[i].outlines);
    else if (atlas)
      tile.outlines = scene::outlines(tile.geometry, *atlas);
  }
}

void MosaicView::render() {
  layOut();
  const auto& state = view().state();
  for (auto& tile : m_tiles) {
    tile.pixels = rendered(tile.geometry, shownLayer());
    if (sharesView())
      tile.pixels =
          scene::mixed(tile.pixels, rendered(tile.geometry, secondLayer()), state.pairMode, state.pairAmount);
  }
  m_stale = false;
}

void MosaicView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const paint::PaintStyle look = style();
  if (!beginPainting(painter, look)) return;
  if (!shownVolume().empty()) {
    if (m_stale || m_tiles.empty() || m_sizeRendered != size()) render();
    m_sizeRendered = size();
    paint::paintMosaic(painter, room(), m_tiles, view().state().crosshairRasMm, look, outlined());
  }
  paintLabels(painter, marks());
}

void MosaicView::moveCrosshair(const QPointF& point) {
  const auto places = areas();
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i].contains(point)) continue;
    const auto& geometry = m_tiles[i].geometry;
    view().setCrosshair(
        geometry.rasAt((point.x() - places[i].left()) / places[i].width() * geometry.width - 0.5,
                       (point.y() - places[i].top()) / places[i].height() * geometry.height - 0.5));
    return;
  }
}

void MosaicView::mousePressEvent(QMouseEvent* event) {
  LayerView::mousePressEvent(event);
  // slices around the crosshair would run away under a hand that drags
  if (event->button() == Qt::LeftButton) moveCrosshair(event->position());
}

void MosaicView::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton && view().state().mosaic.spacingMm <= 0)
    moveCrosshair(event->position());
}

void MosaicView::wheelEvent(QWheelEvent* event) {
  event->accept();
  scene::MosaicParams mosaic = view().state().mosaic;
  const int steps = event->angleDelta().y() / 120;
  mosaic.count = std::clamp(mosaic.count - steps, 1, 60);
  view().setMosaic(mosaic);
}

}  // namespace vxs::ui
