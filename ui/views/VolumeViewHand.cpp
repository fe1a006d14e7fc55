#include "core/scene/Picking.h"
#include "ui/session/AtVoxel.h"
#include "ui/views/VolumeView.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vxs::ui {

namespace {
constexpr double kDegreesPerPixel = 0.45;
constexpr double kGripPixels = 6;   ///< as near as this to the curtain's edge a hand takes hold of it
constexpr double kClickPixels = 3;  ///< a hand that moves no further clicks, and does not drag
}  // namespace

void VolumeView::mousePressEvent(QMouseEvent* event) {
  LayerView::mousePressEvent(event);
  m_lastMouse = event->position();
  const bool left = event->button() == Qt::LeftButton;
  m_picking = left && event->modifiers() & Qt::ShiftModifier;
  m_movingDivider = left && !m_picking && onDivider(event->position());
  m_clicking =
      left && event->buttons() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && !m_movingDivider;
  if (m_picking) pickAt(event->position());
}

void VolumeView::mouseReleaseEvent(QMouseEvent* event) {
  if (m_turned) view().setCamera(view().state().camera, false);
  if (m_clicking && event->button() == Qt::LeftButton) pickAt(m_lastMouse);
  m_picking = m_movingDivider = m_clicking = m_turned = false;
  LayerView::mouseReleaseEvent(event);
}

bool VolumeView::onDivider(const QPointF& point) const {
  return sharesView() && view().state().pairMode == scene::PairMode::Curtain &&
         std::abs(point.x() - view().state().pairAmount * width()) <= kGripPixels;
}

void VolumeView::pickAt(const QPointF& point) {
  const auto compared = session().data();
  if (!compared || shownVolume().empty()) return;
  const auto& state = view().state();
  // behind the curtain's edge lies the other volume
  const bool second =
      sharesView() && state.pairMode == scene::PairMode::Curtain && point.x() > state.pairAmount * width();
  const scene::Layer hit = second ? secondLayer() : shownLayer();
  const auto weights = session().weights(hit);
  scene::PickTarget target{&compared->volume(hit), weights.get(),          nullptr,
                           state.scaleOf(hit),     state.maximumIntensity, removed()};
  const Volume brain = underlayOfBrain(*compared);
  if (!brain.empty()) target.underlay = &brain;
  const auto picked = scene::pick(target, state.camera, point.x(), point.y(), width(), height());
  if (!picked) return;
  if (const QString depth = sayDepth(picked->depthMm); !depth.isEmpty())
    Q_EMIT session().tasks().noted(tr("The response that was hit lies %1").arg(depth));
  view().setCrosshair(picked->rasMm, picked->depthMm);
}

void VolumeView::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() == Qt::NoButton)
    setCursor(onDivider(event->position()) ? Qt::SplitHCursor : Qt::OpenHandCursor);
  if (m_movingDivider) return view().setPairAmount(event->position().x() / std::max(1, width()));
  if (m_picking) return;
  if (m_clicking && (event->position() - m_lastMouse).manhattanLength() <= kClickPixels) return;
  m_clicking = false;
  const QPointF delta = event->position() - m_lastMouse;
  m_lastMouse = event->position();
  const scene::Camera& camera = view().state().camera;
  m_turned = m_turned || event->buttons() != Qt::NoButton;
  if (event->buttons() & Qt::LeftButton)
    view().setCamera(camera.rotated(-delta.x() * kDegreesPerPixel, delta.y() * kDegreesPerPixel), true);
  else if (event->buttons() & Qt::RightButton)
    view().setCamera(camera.zoomed(std::exp(-delta.y() / 150.0)), true);
  else if (event->buttons() & Qt::MiddleButton)
    view().setCamera(camera.panned(delta.x() / camera.framePixels(width(), height()),
                                   -delta.y() / camera.framePixels(width(), height())),
                     true);
}

void VolumeView::wheelEvent(QWheelEvent* event) {
  event->accept();
  view().setCamera(view().state().camera.zoomed(std::exp(event->angleDelta().y() / 800.0)), true);
}

}  // namespace vxs::ui
