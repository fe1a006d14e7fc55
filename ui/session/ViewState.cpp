#include "ui/session/ViewState.h"

#include <algorithm>
#include <cmath>

namespace vxs::ui {

ViewState::ViewState(QObject* parent) : QObject(parent) {}

Vec3 ViewState::clamped(const Vec3& rasMm) const {
  if (m_grid.voxelCount() == 0) return rasMm;
  Vec3 voxel = m_affine.toVoxel(rasMm);
  const std::array<int, 3> size{m_grid.nx, m_grid.ny, m_grid.nz};
  bool inside = true;
  for (std::size_t d = 0; d < 3; ++d) {
    const double kept = std::clamp(voxel[d], -0.5, size[d] - 0.5);
    inside = inside && kept == voxel[d];
    voxel[d] = kept;
  }
  return inside ? rasMm : m_affine.toRasMm(voxel);
}

void ViewState::setCrosshair(const Vec3& rasMm, double depthMm) {
  const Vec3 kept = clamped(rasMm);
  m_crosshairDepthMm = depthMm;
  if (kept == m_state.crosshairRasMm) return;
  m_state.crosshairRasMm = kept;
  Q_EMIT crosshairChanged();
}

void ViewState::setCamera(const scene::Camera& camera, bool live) {
  m_state.camera = camera;
  Q_EMIT cameraChanged(live);
}

void ViewState::setScaleOf(scene::Layer layer, const scene::ColorScale& scale) {
  scene::ColorScale& changed = layer == scene::Layer::Map ? m_state.mapScale : m_state.scale;
  changed = scale;
  changed.range = std::max(1e-6, scale.range);
  Q_EMIT scaleChanged();
}

void ViewState::setConvention(scene::Convention convention) {
  if (m_state.convention == convention) return;
  m_state.convention = convention;
  Q_EMIT conventionChanged();
}

void ViewState::setSmoothSlices(bool smooth) {
  if (m_state.smoothSlices == smooth) return;
  m_state.smoothSlices = smooth;
  Q_EMIT sliceViewChanged();
}

void ViewState::setSliceView(double zoom, const Vec3& centreRasMm) {
  m_sliceZoom = std::clamp(zoom, 1.0, 16.0);
  m_sliceCentre = clamped(centreRasMm);
  Q_EMIT sliceViewChanged();
}

void ViewState::setLayout(ViewLayout layout) {
  setMaximised({});
  if (m_layout == layout) return;
  m_layout = layout;
  Q_EMIT layoutChanged();
}

void ViewState::setMaximised(const QString& view) {
  const auto shown = shownLayers();
  const bool known = view.isEmpty() || std::ranges::any_of(shown, [&](scene::Layer layer) {
                       return view.startsWith(viewObjectName(layer, ""));
                     });
  if (!known || m_maximised == view) return;
  m_maximised = view;
  Q_EMIT maximisedChanged();
}

void ViewState::setActiveLayer(scene::Layer layer) {
  if (m_activeLayer == layer) return;
  m_activeLayer = layer;
  Q_EMIT activeLayerChanged();
}

void ViewState::cycleLayer(int step) {
  const auto shown = shownLayers();
  const int count = static_cast<int>(shown.size());
  const int at = static_cast<int>(std::ranges::find(shown, m_activeLayer) - shown.begin());
  setActiveLayer(shown[static_cast<std::size_t>(((at + step) % count + count) % count)]);
}

std::vector<scene::Layer> ViewState::shownLayers() const {
  std::vector<scene::Layer> layers;
  for (const scene::Layer layer : scene::kAllLayers)
    if (layerShown(layer)) layers.push_back(layer);
  return layers;
}

void ViewState::setLayerShown(scene::Layer layer, bool shown) {
  if (layerShown(layer) == shown) return;
  if (!shown && shownLayers().size() == 1) return;
  m_shown[scene::indexOf(layer)] = shown;
  if (!shown && m_maximised.startsWith(viewObjectName(layer, ""))) setMaximised({});
  if (!layerShown(m_activeLayer)) setActiveLayer(shownLayers().front());
  Q_EMIT shownLayersChanged();
}

void ViewState::setFlicker(bool on) {
  if (m_flicker == on) return;
  m_flicker = on;
  Q_EMIT flickerChanged();
}

void ViewState::setPairMode(scene::PairMode mode) {
  if (m_state.pairMode == mode) return;
  m_state.pairMode = mode;
  Q_EMIT pairChanged();
}

void ViewState::setPairAmount(double amount) {
  const double kept = std::clamp(amount, 0.0, 1.0);
  if (m_state.pairAmount == kept) return;
  m_state.pairAmount = kept;
  Q_EMIT pairChanged();
}

void ViewState::setEvidence(scene::Evidence evidence, double full) {
  m_state.evidence = evidence;
  m_state.evidenceFull = std::max(1e-6, full);
  Q_EMIT scaleChanged();
}

void ViewState::setOutlineAtlas(const std::string& name) {
  if (m_state.outlineAtlas == name) return;
  m_state.outlineAtlas = name;
  Q_EMIT outlinesChanged();
}

void ViewState::setCutout(scene::CutoutSide side) {
  if (m_state.cutout == side) return;
  m_state.cutout = side;
  Q_EMIT volumeLookChanged();
}

void ViewState::setMaximumIntensity(bool on) {
  if (m_state.maximumIntensity == on) return;
  m_state.maximumIntensity = on;
  Q_EMIT volumeLookChanged();
}

void ViewState::setMosaic(const scene::MosaicParams& mosaic) {
  if (m_state.mosaic == mosaic) return;
  m_state.mosaic = mosaic;
  m_state.mosaic.count = std::clamp(mosaic.count, 1, 200);
  m_state.mosaic.spacingMm = std::max(0.0, mosaic.spacingMm);
  Q_EMIT mosaicChanged();
}

void ViewState::setHighlight(std::shared_ptr<const Volume> highlight) {
  if (highlight == m_highlight) return;
  m_highlight = std::move(highlight);
  Q_EMIT highlightChanged();
}

void ViewState::setReference(const Volume& volume, Volume framed) {
  const bool same = volume.grid == m_grid && volume.affine == m_affine;
  m_frame = volume;
  m_framed = std::move(framed);
  m_grid = volume.grid;
  m_affine = volume.affine;
  Q_EMIT referenceChanged();
  if (same) return;
  m_home = m_affine.toRasMm({(m_grid.nx - 1) / 2.0, (m_grid.ny - 1) / 2.0, (m_grid.nz - 1) / 2.0});
  reset();
}

void ViewState::setHome(const Vec3& rasMm) {
  m_home = clamped(rasMm);
  setCrosshair(m_home);
}

void ViewState::reset() {
  if (m_grid.voxelCount() == 0) return;
  setFlicker(false);
  const Vec3 middle = m_affine.toRasMm({(m_grid.nx - 1) / 2.0, (m_grid.ny - 1) / 2.0, (m_grid.nz - 1) / 2.0});
  setSliceView(1, middle);
  setCrosshair(m_home);
  setStandardView("oblique");
}

void ViewState::setStandardView(const std::string& name) {
  if (m_frame.grid.voxelCount() == 0) return;
  setCamera(
      m_framed.empty() ? scene::Camera::standard(m_frame, name) : scene::Camera::framing(m_framed, name),
      false);
}

void ViewState::step(int worldAxis, int voxels) {
  const Vec3 size = m_affine.voxelSizeMm();
  const std::string codes = m_affine.axisCodes();
  double millimetres = size[0];
  for (std::size_t d = 0; d < 3 && d < codes.size(); ++d) {
    const bool along = (worldAxis == 0 && (codes[d] == 'R' || codes[d] == 'L')) ||
                       (worldAxis == 1 && (codes[d] == 'A' || codes[d] == 'P')) ||
                       (worldAxis == 2 && (codes[d] == 'S' || codes[d] == 'I'));
    if (along) millimetres = size[d];
  }
  Vec3 position = m_state.crosshairRasMm;
  position[static_cast<std::size_t>(worldAxis)] += voxels * millimetres;
  setCrosshair(position);
}

Vec3 ViewState::crosshairVoxel() const {
  return m_grid.voxelCount() == 0 ? Vec3{0, 0, 0} : m_affine.toVoxel(m_state.crosshairRasMm);
}

void ViewState::setCrosshairVoxel(const Vec3& voxel) {
  setCrosshair(m_affine.toRasMm(voxel));
}

QString layerName(scene::Layer layer) {
  switch (layer) {
    case scene::Layer::Measured:
      return QObject::tr("Measured");
    case scene::Layer::Predicted:
      return QObject::tr("Predicted");
    case scene::Layer::Second:
      return QObject::tr("Second model");
    case scene::Layer::Map:
      return QObject::tr("Map");
    case scene::Layer::Difference:
      break;
  }
  return QObject::tr("Difference");
}

QString viewObjectName(scene::Layer layer, const char* kind) {
  static const std::array<const char*, 5> names{"measured", "predicted", "difference", "second", "map"};
  return QLatin1String(names[static_cast<std::size_t>(layer)]) + QLatin1Char('.') + QLatin1String(kind);
}

}  // namespace vxs::ui
