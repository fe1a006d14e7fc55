#pragma once

#include "core/train/Regions.h"
#include "ui/maps/LayerService.h"
#include "ui/maps/MapKind.h"
#include "ui/session/Session.h"

#include <QRectF>

#include <array>
#include <functional>
#include <optional>

namespace vxs::ui {

using EvaluationPtr = std::shared_ptr<const train::Evaluation>;
using DifferencePtr = std::shared_ptr<const train::EvaluationDifference>;

/// What a person chose in the Maps dock: what a session keeps of it.
struct MapChoice {
  MapKind kind = MapKind::R;
  metrics::AccuracyPreset preset = metrics::AccuracyPreset::Report;
  bool inViews = false;
  QString region;     ///< "ATLAS/NAME"; empty: the whole mask
  QRectF brush;       ///< of noise ceiling (x) and r² (y), fractions, top() the lower r²; null: none
  std::string lit{};  ///< a figure's brushed voxels (paint::highlightText) instead of `brush`; empty: none
};

/// What the Maps dock shows, and the list of trials with it: the run's evaluation, the chosen map, the region
/// that everything is restricted to, the voxels that were brushed, and pattern correlations of the test
/// images. Knows no widget. Gives the chosen map to the session, which shows it in the brain views.
class MapsModel : public QObject {
  Q_OBJECT
 public:
  explicit MapsModel(Session& session, QObject* parent = nullptr);
  Session& session() { return m_session; }

  enum class State { NoRun, Loading, Missing, Ready };
  State state() const { return m_state; }
  /// Why there is nothing to show; empty when Ready.
  const QString& reason() const { return m_reason; }
  const EvaluationPtr& evaluation() const { return m_evaluation; }  ///< null unless Ready
  bool hasResponses() const { return m_evaluation && m_evaluation->responses; }
  /// Runs the evaluation in the background, under the chosen preset, and shows it.
  void evaluate();
  bool evaluating() const { return m_evaluating; }

  /// Which layer of the encoder predicts each voxel best, for two of the maps.
  LayerService& layers() { return m_layers; }
  const LayerService& layers() const { return m_layers; }

  /// What was chosen; as soon as there is an evaluation, what choose() asked for while there was none.
  MapChoice choice() const;
  /// `withColours`: its colours were brought back, too, so that they are not chosen anew when the map
  /// arrives.
  void choose(const MapChoice& wanted, bool withColours);

  MapKind kind() const { return m_kind; }
  void setKind(MapKind kind);
  /// Of the chosen map, for this encoder's number of layers.
  MapInfo info() const;
  metrics::AccuracyPreset preset() const { return m_preset; }
  void setPreset(metrics::AccuracyPreset preset);
  /// Of the chosen map, [voxels of the run's mask]; empty when it is not there, and whyNoMap() says why.
  const std::vector<float>& values() const { return m_values; }
  QString whyNoMap() const;
  /// Whether the brain views have a column for the map, when there is one.
  bool inViews() const { return m_inViews; }
  /// Also brings the map back where another volume has taken its column.
  void setInViews(bool shown);
  /// The chosen map's colours, also while another volume (a file, an epoch, a caption's change) has the
  /// column of the map, whose colours are its own.
  const scene::ColorScale& scale() const { return m_scale; }
  /// Colours of the chosen map; seen in the views when it is there.
  void setScale(const scene::ColorScale& scale);
  /// The name of another volume that the map's column shows; empty when there is none.
  QString otherInViews() const;
  /// The second run is there and has no evaluation to compare with; evaluateSecond() makes one.
  bool secondMissing() const { return m_secondMissing; }
  void evaluateSecond();
  const DifferencePtr& difference() const { return m_difference; }
  const EvaluationPtr& secondEvaluation() const { return m_second; }  ///< null unless there is a difference()

  /// Regions of rois.tsv with their voxels; -1 is the whole mask.
  const std::vector<train::Region>& regions() const { return m_regions; }
  int region() const { return m_region; }
  void setRegion(int region);
  const train::Members& members() const;  ///< of the region in force
  QString regionName() const;
  /// The voxel of a region where the chosen map is largest; none when it has no values there.
  std::optional<std::uint32_t> peakOf(int region) const;
  /// Moves the crosshair there.
  void goTo(std::uint32_t voxel);

  /// Voxels chosen by brushing; lit up in every view. Empty: none.
  const train::Members& brush() const { return m_brush; }
  /// Brushes the region's voxels whose noise ceiling (x) and r² (y) lie in the rectangle, fractions with
  /// top() the lower r²; a null rectangle lets go.
  void setBrush(const QRectF& range);
  const QRectF& brushRange() const { return m_brushRange; }
  /// Fewer brushed voxels give no score: over two of them r is 1 or −1, whatever was predicted.
  static constexpr std::size_t kFewestBrushed = 10;
  bool brushJudges() const { return m_brush.size() >= kFewestBrushed; }
  /// How many of them lie in the region in force, which may be another than they were brushed in.
  std::int64_t brushedInRegion() const;

  /// Mean-centred agreement of measured and predicted pattern of an image of the session's run, Pearson r
  /// over the whole mask, the region in force, or the brushed voxels; NaN when it is no test image, not known
  /// yet, or of fewer than kFewestBrushed brushed voxels.
  enum class Score { Mask, Region, Brush };
  float score(Score over, int item) const;

  /// The open run's name where a second one is open too and numbers of the kind are the open one's: not a
  /// noise ceiling, which is of the measurement, nor of the encoder's layers or of both runs. Else empty.
  QString ownerOf(MapKind kind) const;
  /// "run-ridge · ridge · … · mask brain · 150 test images (3 repeats) · preset report": belongs to every
  /// number.
  QString provenance() const;
  /// Median, n and dropped counts of the chosen map in the region in force.
  QString summary() const;

 Q_SIGNALS:
  void stateChanged();
  void mapChanged();  ///< kind, preset or values
  void regionChanged();
  void brushChanged();
  void secondCompared();  ///< difference() has arrived, or it is known that there is none
  void scoresChanged();
  /// An evaluation has arrived and was shown: what changed with it is nobody's edit.
  void adopted();

 private:
  void load();
  void evaluateRun(const std::shared_ptr<const RunSource>& run, std::function<void(EvaluationPtr)> done,
                   std::function<void(const QString& reason)> failed);
  void adopt(EvaluationPtr evaluation);
  void setState(State state, const QString& reason);
  void setMembers(train::Members brush);
  void brushAsIn(const std::string& lit);
  void applyWanted();
  void adoptLayers();
  void refreshMap();
  void showMap();
  void chooseScale();
  bool ownInViews() const;
  bool ofDemoEncoder() const;
  QString mapName() const;
  void showHighlight();
  void compare();
  QString layersProvenance() const;
  QString layersSummary() const;
  QString normalisedNotes() const;
  void rescore(Score over, const train::Members& members);

  Session& m_session;
  LayerService m_layers;
  std::optional<MapChoice> m_wanted;  ///< waits for an evaluation
  bool m_wantedWithColours = false;
  QRectF m_brushRange;
  bool m_keepScale = false;  ///< the colours are those of a choice that was brought back
  State m_state = State::NoRun;
  QString m_reason;
  EvaluationPtr m_evaluation;
  bool m_evaluating = false;
  bool m_inViews = false, m_showing = false;
  scene::ColorScale m_scale;     ///< of the chosen map
  scene::MapLabel m_shownLabel;  ///< with which the session was given it last
  MapKind m_kind = MapKind::R;
  metrics::AccuracyPreset m_preset = metrics::AccuracyPreset::Report;
  std::vector<float> m_values;
  DifferencePtr m_difference;
  EvaluationPtr m_second;
  QString m_differenceReason;
  bool m_secondMissing = false;
  std::vector<train::Region> m_regions;
  train::Members m_everyVoxel, m_brush;
  int m_region = -1;
  std::array<std::vector<float>, 3> m_scores;  ///< [Score][test image]
};

}  // namespace vxs::ui
