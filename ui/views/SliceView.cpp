#include "ui/views/SliceView.h"

#include "ui/paint/PairPainter.h"
#include "ui/paint/RegionKey.h"
#include "ui/session/ComparisonLabels.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vxs::ui {

namespace {

/// More pixels than these cost time and show nothing new at a voxel's size.
constexpr double kMostPixels = 110e3;
constexpr int kKeyInset = 7;  ///< of the names of outlined regions from the sides, as the labels
constexpr int kLetter = 16, kSourceHeight = 12;  ///< beside and below a slice, at 100 % type
constexpr double kGripPixels = 6;  ///< as near as this to the curtain's edge a hand takes hold of it

}  // namespace

int SliceView::normalAxis(scene::Plane plane) {
  return plane == scene::Plane::Axial ? 2 : plane == scene::Plane::Coronal ? 1 : 0;
}
int SliceView::columnAxis(scene::Plane plane) {
  return plane == scene::Plane::Sagittal ? 1 : 0;
}
int SliceView::rowAxis(scene::Plane plane) {
  return plane == scene::Plane::Axial ? 1 : 2;
}

QString planeName(scene::Plane plane) {
  switch (plane) {
    case scene::Plane::Axial:
      return QObject::tr("axial");
    case scene::Plane::Coronal:
      return QObject::tr("coronal");
    case scene::Plane::Sagittal:
      break;
  }
  return QObject::tr("sagittal");
}

namespace {
const char* planeKey(scene::Plane plane) {
  return plane == scene::Plane::Axial ? "axial" : plane == scene::Plane::Coronal ? "coronal" : "sagittal";
}
}  // namespace

SliceView::SliceView(Session& session, scene::Layer layer, scene::Plane plane, QWidget* parent)
    : LayerView(session, layer, parent), m_plane(plane) {
  setObjectName(viewObjectName(layer, planeKey(plane)));
  setAccessibleName(tr("%1, %2 slice").arg(layerName(layer), planeName(plane)));
  setCursor(Qt::CrossCursor);
  connect(&session, &Session::dataChanged, this, &SliceView::invalidate);
  connect(&view(), &ViewState::crosshairChanged, this, &SliceView::followCrosshair);
  for (const auto signal :
       {&ViewState::scaleChanged, &ViewState::sliceViewChanged, &ViewState::conventionChanged,
        &ViewState::flickerChanged, &ViewState::highlightChanged, &ViewState::referenceChanged,
        &ViewState::outlinesChanged})
    connect(&view(), signal, this, &SliceView::invalidate);
  connect(&view(), &ViewState::pairChanged, this, [this] {
    if (!sharesView() || m_second.pixels.empty()) return invalidate();
    mixPair();
    update();
  });
  setMouseTracking(true);
}

void SliceView::invalidate() {
  m_stale = true;
  update();
}

void SliceView::followCrosshair() {
  const double position = view().state().crosshairRasMm[static_cast<std::size_t>(normalAxis(m_plane))];
  if (position != m_drawnPosition) m_stale = true;  // else only the lines move
  update();
}

QRectF SliceView::room(const Marks& marks) const {
  const int side = inPixels(kLetter);
  const int top = titleBaseline() + 4 + markRoom(marks);
  const int bottom = namesSource() ? sourceBaseline() + inPixels(kSourceHeight) : sourceBaseline();
  const QSize common = commonSize();
  return {1.0 * side, 1.0 * top, 1.0 * common.width() - 2 * side, 1.0 * common.height() - top - bottom};
}

QRectF SliceView::room() const {
  return room(session().data() ? marks() : Marks{});
}

scene::SliceGeometry SliceView::geometry() const {
  return geometryIn(room());
}

scene::SliceGeometry SliceView::geometryIn(const QRectF& room) const {
  const auto& state = view().state();
  const auto normal = static_cast<std::size_t>(normalAxis(m_plane));
  const auto column = static_cast<std::size_t>(columnAxis(m_plane)),
             row = static_cast<std::size_t>(rowAxis(m_plane));
  const double position = state.crosshairRasMm[normal];
  const Volume& reference = view().reference();
  auto whole = scene::SliceGeometry::covering(reference, m_plane, state.convention, position);
  const double zoom = view().sliceZoom();
  const double widthMm = whole.width * whole.pixelMm / zoom, heightMm = whole.height * whole.pixelMm / zoom;
  const double fit = std::min(room.width() / widthMm, room.height() / heightMm) * devicePixelRatioF();
  const double finest = std::sqrt(widthMm * heightMm / kMostPixels);
  const double pixelMm = std::max({1.0 / std::max(fit, 1e-3), finest, whole.pixelMm / 8});
  auto cropped = scene::SliceGeometry::covering(reference, m_plane, state.convention, position, pixelMm);
  if (zoom <= 1.0001) return cropped;
  const auto centre = cropped.pixelOf(view().sliceCentre());
  const int width = std::max(1, static_cast<int>(std::lround(cropped.width / zoom)));
  const int height = std::max(1, static_cast<int>(std::lround(cropped.height / zoom)));
  const Vec3 corner =
      cropped.rasAt(std::round(centre[0] - (width - 1) / 2.0), std::round(centre[1] - (height - 1) / 2.0));
  cropped.width = width;
  cropped.height = height;
  cropped.leftMm = corner[column];
  cropped.topMm = corner[row];
  return cropped;
}

paint::PaintStyle SliceView::sliceStyle() const {
  paint::PaintStyle look = style();
  look.fillBackground = false;  // beginPainting() has
  look.devicePixels = devicePixelRatioF();
  return look;
}

QRectF SliceView::sliceRect(const QRectF& room, const scene::SliceGeometry& geometry) const {
  return paint::sliceArea(room, geometry.width, geometry.height, sliceStyle());
}

Vec3 SliceView::rasAt(const QPointF& point) const {
  const QRectF all = room();
  const auto shown = geometryIn(all);
  const QRectF area = sliceRect(all, shown);
  return shown.rasAt((point.x() - area.left()) / area.width() * shown.width - 0.5,
                     (point.y() - area.top()) / area.height() * shown.height - 0.5);
}

QPointF SliceView::pointOf(const Vec3& rasMm) const {
  const QRectF all = room();
  const auto shown = geometryIn(all);
  const QRectF area = sliceRect(all, shown);
  const auto pixel = shown.pixelOf(rasMm);
  return {area.left() + (pixel[0] + 0.5) / shown.width * area.width(),
          area.top() + (pixel[1] + 0.5) / shown.height * area.height()};
}

void SliceView::mixPair() {
  m_pixels = scene::mixed(m_first, m_second, view().state().pairMode, view().state().pairAmount);
}

QString SliceView::regionAt(const Vec3& rasMm) const {
  const LabelAtlas* atlas = outlined();
  const std::int32_t label = atlas ? scene::labelAt(*atlas, rasMm) : 0;
  return label >= 1 ? QString::fromStdString(atlas->regionName(label)) : QString();
}

void SliceView::render(const scene::SliceGeometry& geometry) {
  if (sharesView()) {
    m_first = rendered(geometry, shownLayer());
    m_second = rendered(geometry, secondLayer());
    mixPair();
  } else {
    m_first = m_second = {};
    m_pixels = rendered(geometry, shownLayer());
  }
  followOutlines(geometry);
  m_rendered = geometry;
  m_drawnPosition = geometry.positionMm;
  m_stale = false;
}

/// Not with every change of colours or values: finding them takes as long as the slice itself.
void SliceView::followOutlines(const scene::SliceGeometry& geometry) {
  const std::shared_ptr<const LabelAtlas> atlas(session().run(), outlined());
  if (atlas && atlas == m_outlinedAtlas.lock() && geometry == m_rendered) return;
  m_outlines = atlas ? scene::outlines(geometry, *atlas) : std::vector<scene::OutlineSegment>();
  m_outlinedAtlas = atlas;
}

void SliceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const paint::PaintStyle look = sliceStyle();
  if (!beginPainting(painter, look)) return;
  const Marks marks = this->marks();
  if (!shownVolume().empty()) {
    const QRectF all = room(marks);
    const auto shown = geometryIn(all);
    if (m_stale || shown.width != m_rendered.width || shown.height != m_rendered.height) render(shown);
    const QRectF area =
        paint::paintSlice(painter, all, m_rendered, m_pixels, view().state().crosshairRasMm, look);
    paintOver(painter, all, area, look);
  }
  paintLabels(painter, marks);
}

void SliceView::paintOver(QPainter& painter, const QRectF& all, const QRectF& area,
                          const paint::PaintStyle& look) {
  const QRectF beside(kKeyInset, all.top(), width() - 2 * kKeyInset, all.height());
  const QRectF letter = paint::lowerLetter(all, area, look);
  paint::DividerRoom around{beside, {letter}};
  if (const LabelAtlas* atlas = outlined()) {
    paint::paintOutlines(painter, area, m_rendered, m_outlines, *atlas, look);
    if (!keyElsewhere())
      setKeyHasRoom(paint::paintOutlineKey(painter, beside, area, m_outlines, *atlas, look,
                                           paint::asQImage(m_pixels), letter, &around.taken));
  }
  const auto& state = view().state();
  if (sharesView() && state.pairMode == scene::PairMode::Curtain) {
    const auto compared = session().data();
    paint::paintDivider(painter, area, state.pairAmount, layerTitle(*compared, shownLayer()),
                        layerTitle(*compared, secondLayer()), look, around);
  }
  const QString region = regionAt(state.crosshairRasMm);
  if (region.isEmpty()) return;
  QFont font = this->font();
  font.setPixelSize(inPixels(11));
  painter.setFont(font);
  painter.setPen(look.crosshair);
  painter.drawText(QPointF(7, titleBaseline() + inPixels(14)), region);
}

double SliceView::dividerX() const {
  if (!sharesView() || view().state().pairMode != scene::PairMode::Curtain || view().grid().voxelCount() == 0)
    return std::nan("");
  const QRectF all = room(), area = sliceRect(all, geometryIn(all));
  return area.left() + view().state().pairAmount * area.width();
}

void SliceView::mousePressEvent(QMouseEvent* event) {
  LayerView::mousePressEvent(event);
  m_lastMouse = event->position();
  m_movingDivider = event->button() == Qt::LeftButton && !(event->modifiers() & Qt::ShiftModifier) &&
                    std::abs(event->position().x() - dividerX()) <= kGripPixels;  // false for NaN
  if (m_movingDivider) return;
  if (event->button() == Qt::LeftButton && view().grid().voxelCount() > 0)
    view().setCrosshair(rasAt(event->position()));
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
  if (view().grid().voxelCount() == 0) return;
  const bool onDivider = std::abs(event->position().x() - dividerX()) <= kGripPixels;
  if (event->buttons() == Qt::NoButton) setCursor(onDivider ? Qt::SplitHCursor : Qt::CrossCursor);
  if (m_movingDivider) {
    const QRectF all = room(), area = sliceRect(all, geometryIn(all));
    view().setPairAmount((event->position().x() - area.left()) / area.width());
  } else if (event->buttons() & Qt::LeftButton) {
    view().setCrosshair(rasAt(event->position()));
  } else if (event->buttons() & Qt::RightButton) {
    zoomBy(std::exp((m_lastMouse.y() - event->position().y()) / 120.0));
  } else if (event->buttons() & Qt::MiddleButton) {
    const Vec3 from = rasAt(m_lastMouse), to = rasAt(event->position());
    Vec3 centre = view().sliceCentre();
    for (std::size_t d = 0; d < 3; ++d) centre[d] += from[d] - to[d];
    view().setSliceView(view().sliceZoom(), centre);
  }
  m_lastMouse = event->position();
}

void SliceView::mouseReleaseEvent(QMouseEvent* event) {
  m_movingDivider = false;
  LayerView::mouseReleaseEvent(event);
}

bool SliceView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || view().grid().voxelCount() == 0) return LayerView::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString region = regionAt(rasAt(QPointF(help->pos())));
  if (region.isEmpty()) return LayerView::event(event);
  QToolTip::showText(help->globalPos(), region, this);
  return true;
}

void SliceView::zoomBy(double factor) {
  // zooming in goes towards the crosshair, which is what the person looks at
  const double zoom = view().sliceZoom() * factor;
  view().setSliceView(zoom, view().sliceZoom() <= 1 ? view().state().crosshairRasMm : view().sliceCentre());
}

void SliceView::wheelEvent(QWheelEvent* event) {
  event->accept();
  if (event->modifiers() & Qt::ControlModifier) return zoomBy(std::exp(event->angleDelta().y() / 600.0));
  // touchpads send parts of a step
  m_wheelRest += event->angleDelta().y();
  const int steps = m_wheelRest / 120;
  m_wheelRest -= steps * 120;
  if (steps != 0) view().step(normalAxis(m_plane), steps);
}

}  // namespace vxs::ui
