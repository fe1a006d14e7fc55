#pragma once

#include "core/scene/Comparison.h"

#include <QObject>

#include <memory>

namespace vxs::ui {

enum class ViewLayout { All, Slices, ThreeD, Single, Mosaic };

/// How the comparison is looked at, shared by every view and panel: one crosshair, one camera, one colour
/// scale. Views change it through the setters and follow its signals; nobody keeps a second copy.
class ViewState : public QObject {
  Q_OBJECT
 public:
  explicit ViewState(QObject* parent = nullptr);

  const scene::ComparisonState& state() const { return m_state; }
  /// `depthMm`: how far behind the surface that is seen it was picked (Picking.h).
  void setCrosshair(const Vec3& rasMm, double depthMm = 0);
  double crosshairDepthMm() const { return m_crosshairDepthMm; }
  /// `live` while a hand is still dragging: views may then draw with less quality.
  void setCamera(const scene::Camera& camera, bool live);
  /// Of every layer in z units.
  void setScale(const scene::ColorScale& scale) { setScaleOf(scene::Layer::Predicted, scale); }
  void setMapScale(const scene::ColorScale& scale) { setScaleOf(scene::Layer::Map, scale); }
  void setScaleOf(scene::Layer layer, const scene::ColorScale& scale);
  void setConvention(scene::Convention convention);
  void setSmoothSlices(bool smooth);

  /// How measured and predicted share one view, and how much of each is seen (0 .. 1).
  void setPairMode(scene::PairMode mode);
  void setPairAmount(double amount);
  bool paired() const { return m_state.pairMode != scene::PairMode::SideBySide; }
  /// What the overlay's opacity follows, and the evidence at which it is full.
  void setEvidence(scene::Evidence evidence, double full);
  /// The atlas whose regions are outlined; empty: none.
  void setOutlineAtlas(const std::string& name);
  void setCutout(scene::CutoutSide side);
  void setMaximumIntensity(bool on);
  void setMosaic(const scene::MosaicParams& mosaic);

  /// Slices: how much is seen of them (1 = the whole brain) and where their middle is.
  double sliceZoom() const { return m_sliceZoom; }
  const Vec3& sliceCentre() const { return m_sliceCentre; }
  void setSliceView(double zoom, const Vec3& centreRasMm);

  ViewLayout layout() const { return m_layout; }
  void setLayout(ViewLayout layout);
  /// The view that has all the room, by viewObjectName(); empty: none. Another layout ends it, and hiding its
  /// layer does. One of a hidden layer is ignored.
  const QString& maximised() const { return m_maximised; }
  void setMaximised(const QString& view);
  scene::Layer activeLayer() const { return m_activeLayer; }
  void setActiveLayer(scene::Layer layer);
  /// The next or previous of the shown layers becomes the active one.
  void cycleLayer(int step);
  /// The columns of the comparison, in the order of scene::Layer; never none.
  std::vector<scene::Layer> shownLayers() const;
  bool layerShown(scene::Layer layer) const { return m_shown[scene::indexOf(layer)]; }
  /// Hiding the active layer makes another one active; the last one stays.
  void setLayerShown(scene::Layer layer, bool shown);
  /// Space: the measured views show the prediction while this is on.
  bool flicker() const { return m_flicker; }
  void setFlicker(bool on);

  /// Voxels > 0 are lit up in every view, slices and 3-D; null lights none up.
  void setHighlight(std::shared_ptr<const Volume> highlight);
  const std::shared_ptr<const Volume>& highlight() const { return m_highlight; }

  /// Grid that the crosshair steps along and is kept inside; also centres the crosshair and frames the camera
  /// anew: around what is above 0 in `framed`, or the whole grid without one.
  void setReference(const Volume& volume, Volume framed = {});
  const Volume& reference() const { return m_frame; }
  const Grid& grid() const { return m_grid; }
  const Affine& affine() const { return m_affine; }
  /// Where the crosshair goes now and with reset().
  void setHome(const Vec3& rasMm);
  const Vec3& home() const { return m_home; }
  /// Moves the crosshair by voxels of the reference along an anatomical axis (0 right, 1 anterior, 2
  /// superior).
  void step(int worldAxis, int voxels);
  Vec3 crosshairVoxel() const;
  void setCrosshairVoxel(const Vec3& voxel);
  void setStandardView(const std::string& name);
  /// Camera, crosshair, slice zoom as they were when the reference came.
  void reset();

 Q_SIGNALS:
  void crosshairChanged();
  void cameraChanged(bool live);
  void scaleChanged();
  void sliceViewChanged();
  void conventionChanged();
  void layoutChanged();
  void maximisedChanged();
  void activeLayerChanged();
  void shownLayersChanged();
  void flickerChanged();
  void pairChanged();
  void outlinesChanged();
  void volumeLookChanged();  ///< cut-out or maximum intensity
  void mosaicChanged();
  void highlightChanged();
  void referenceChanged();

 private:
  Vec3 clamped(const Vec3& rasMm) const;

  scene::ComparisonState m_state;
  Volume m_frame;   ///< geometry only (one value a voxel)
  Volume m_framed;  ///< what standard views are framed around; empty: the grid
  Grid m_grid;
  Affine m_affine;
  Vec3 m_home{0, 0, 0};
  double m_crosshairDepthMm = 0;
  double m_sliceZoom = 1;
  Vec3 m_sliceCentre{0, 0, 0};
  ViewLayout m_layout = ViewLayout::All;
  QString m_maximised;
  scene::Layer m_activeLayer = scene::Layer::Predicted;
  std::array<bool, scene::kLayerCount> m_shown{true, true, true, false, false};
  bool m_flicker = false;
  std::shared_ptr<const Volume> m_highlight;
};

/// "Measured", "Predicted", "Difference", "Second model", "Map".
QString layerName(scene::Layer layer);
/// What scripts call a view: "predicted.axial", "predicted.3d"; never translated.
QString viewObjectName(scene::Layer layer, const char* kind);

}  // namespace vxs::ui
