#include "ui/views/MosaicView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
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
  connect(&session, &Session::runChanged, this, &MosaicView::forget);
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

/// What is kept of a run that is closed goes with it.
void MosaicView::forget() {
  m_drawer = std::make_shared<MosaicDrawer>();
  m_tiles.clear();
  m_atlas.reset();
  m_forgotten = m_requests;
  invalidate();
}

bool MosaicView::complete() const {
  return !isVisible() || shownVolume().empty() || (!m_stale && m_shown == m_requests);
}

QRectF MosaicView::room() const {
  const int top = titleBaseline() + 6 + (session().data() ? markRoom(marks()) : 0);
  return QRectF(rect()).adjusted(6, top, -6, -sourceBaseline() - inPixels(14));
}

QRectF MosaicView::roomOfTiles(const LabelAtlas* atlas) const {
  return paint::mosaicRoom(room(), atlas, style());
}

std::vector<QRectF> MosaicView::areas() const {
  std::vector<scene::SliceGeometry> geometries;
  for (const auto& tile : m_tiles) geometries.push_back(tile.geometry);
  return paint::mosaicAreas(roomOfTiles(m_atlas.get()), geometries);
}

/// The newest waits, the one before it is finished: slices follow a hand that goes on dragging.
void MosaicView::request() {
  m_stale = false;
  m_sizeRequested = size();
  MosaicRequest wanted;
  wanted.data = session().data();
  wanted.state = view().state();
  wanted.layer = shownLayer();
  if (sharesView()) wanted.second = secondLayer();
  wanted.highlight = view().highlight();
  if (outlined()) wanted.atlas = {session().run(), outlined()};
  wanted.frame.grid = view().reference().grid;
  wanted.frame.affine = view().reference().affine;
  wanted.room = roomOfTiles(outlined()).size() * devicePixelRatioF();
  const quint64 number = ++m_requests;
  session().tasks().run(
      this, {Lane::Mosaic, {}, QStringLiteral("mosaic")},
      [drawer = m_drawer, wanted](Progress& progress) { return drawer->draw(wanted, progress); },
      [this, number, atlas = wanted.atlas](std::vector<paint::MosaicTile>&& tiles) {
        show(std::move(tiles), atlas, number);
      },
      [this, number](const QString&) { show({}, {}, number); });
}

void MosaicView::show(std::vector<paint::MosaicTile> tiles, std::shared_ptr<const LabelAtlas> atlas,
                      quint64 request) {
  m_shown = request;
  if (request <= m_forgotten) return;
  m_tiles = std::move(tiles);
  m_atlas = std::move(atlas);
  update();
}

void MosaicView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const paint::PaintStyle look = style();
  if (!beginPainting(painter, look)) return;
  if (!shownVolume().empty()) {
    if (m_stale || m_sizeRequested != size()) request();
    if (m_tiles.empty() && !complete()) paintWaiting(painter, look);
    paint::paintMosaic(painter, room(), m_tiles, view().state().crosshairRasMm, look, m_atlas.get());
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
