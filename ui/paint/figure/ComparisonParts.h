#pragma once

#include "core/scene/Comparison.h"
#include "ui/paint/figure/Figure.h"
#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/Headings.h"
#include "ui/paint/figure/Page.h"

#include <array>
#include <optional>
#include <set>

namespace vxs::paint {

/// The state that a recipe asks for: its own when it has one, else camera, range, threshold and crosshair
/// from its fields, and scene::initialLook() of the run where they are open. Writes it into recipe.state.
scene::ComparisonState comparisonState(Recipe& recipe, const scene::ComparisonData& data);

/// "measured,predicted" to layers, in that order; empty: all three. Throws UsageError for an unknown name.
std::vector<scene::Layer> layersFrom(const std::string& names);
/// Its name in recipes and on the command line: "measured".
std::string layerKey(scene::Layer layer);
QString layerTitle(scene::Layer layer, const scene::ComparisonData& data);
/// The same with the run whose prediction it is, where there are two.
HeadingWords headingOf(scene::Layer layer, const scene::ComparisonData& data);

/// What a comparison is painted from: data, how it is looked at, and what follows from both once for all
/// cells.
struct ComparisonLook {
  ComparisonPtr data;
  scene::ComparisonState state;
  LabelAtlas outlined;                             ///< of state.outlineAtlas; no labels: none
  std::array<Volume, scene::kLayerCount> weights;  ///< of the overlay's opacity; empty: 1 everywhere
  Volume highlight;  ///< voxels > 0 are lit up (see HighlightText.h); empty: none
  Volume head;       ///< on a transparent page, what of the underlay is drawn; empty: all of it
};
/// Reads and completes the recipe: data, state, outlined atlas, weights.
ComparisonLook lookFrom(Recipe& recipe, FigureSources& sources, const std::vector<scene::Layer>& layers,
                        Progress& progress);
/// The same of data that is there already.
ComparisonLook lookAt(ComparisonPtr data, Recipe& recipe, FigureSources& sources,
                      const std::vector<scene::Layer>& layers);

/// Footer with the sources of the layers and, for `slices`, the convention, one colour bar for responses and
/// one for a map at the right; returns the area for the panels.
QRectF paintFrame(Page& page, const ComparisonLook& look, const std::vector<scene::Layer>& layers,
                  bool slices);
/// The sentences of that footer.
std::vector<std::string> frameLines(const ComparisonLook& look, const std::vector<scene::Layer>& layers,
                                    bool slices);
/// What of a page's height the frame and the margins take, and what is left of its width.
double frameHeight(const Page& page, const ComparisonLook& look, const std::vector<scene::Layer>& layers,
                   bool slices);
double frameWidth(const Page& page);
/// Words about where things come from at the bottom of the page, each on lines of its own, as many as it
/// takes, but for one that begins with " · ", which goes on; beside the honesty mark they end before it. What
/// is said below the sheet is left out. Returns the top of the footer.
double paintFooter(Page& page, const std::vector<std::string>& lines, const Honesty& honesty);
double footerHeight(const Page& page, const std::vector<std::string>& lines, const Honesty& honesty);
/// " · neurological (left is left)".
std::string conventionText(scene::Convention convention);
/// The marks, last of all.
void paintMarks(Page& page, const Honesty& honesty);
Honesty honestyOf(const scene::ComparisonData& data, const std::vector<scene::Layer>& layers);

/// A layer, or measured and predicted in one cell as state.pairMode says.
struct LayerChoice {
  scene::Layer layer = scene::Layer::Predicted;
  std::optional<scene::Layer> partner;  ///< shares the cell by curtain or fade
};
/// "Measured", "Measured | Predicted", "Measured 40 % + Predicted 60 %", with the names of two runs.
HeadingWords headingOf(const ComparisonLook& look, const LayerChoice& choice);

/// One layer in 3-D with outlines and the world's axes, or the reason why it is not there. Returns the
/// regions that are outlined; `named`: beside their colours in a corner, where it has room.
std::set<std::int32_t> paintVolume(Page& page, const QRectF& cell, const ComparisonLook& look,
                                   const LayerChoice& choice, bool named = true);
/// How much of a slice is seen (1: the whole brain) and where its middle is.
struct SliceZoom {
  double factor = 1;
  Vec3 centreRasMm{0, 0, 0};
};
/// Many slices of a layer, as state.mosaic says.
void paintMosaicCell(Page& page, const QRectF& cell, const ComparisonLook& look, const LayerChoice& choice);
/// One slice at `positionMm` along its normal, with outlines and curtain, or the reason why it is not there.
void paintLayerSlice(Page& page, const QRectF& cell, const ComparisonLook& look, const LayerChoice& choice,
                     scene::Plane plane, double positionMm, bool crosshair, const SliceZoom& zoom = {});
/// Height of a slice in that plane by its width, as figures draw it.
double sliceAspect(const ComparisonLook& look, scene::Plane plane, const std::vector<scene::Layer>& layers);
/// The `index`th of `count` columns.
QRectF columnOf(const QRectF& area, int index, int count, double gap);
QRectF rowOf(const QRectF& area, int index, int count, double gap);

/// What the cells of a figure are pictures of, for its legend.
struct SpaceWords {
  std::string slices;    ///< where its slices lie: "Slices through RAS = (1, 2, 3) mm"; empty: it has none
  bool volumes = false;  ///< it has 3-D views
};
/// "subj01, trial 12, image 345 (test image)" of a line that goes on with ", measured: mean of 3 trials".
std::string withoutMeasurement(const std::string& subjectLine);
/// What the layers are of: the subject, the trial, and how it was measured where that is shown.
std::string subjectOf(const scene::ComparisonData& data, const std::vector<scene::Layer>& layers);
/// "Slices at S = 1, 2.5 mm (RAS)".
std::string slicesAt(scene::Plane plane, const std::vector<double>& positionsMm);
/// "Slices through RAS = (1, 2, 3) mm".
std::string throughCrosshair(const scene::ComparisonState& state);
/// What every legend of a comparison has to say: subject, model, range, threshold, map, what is lit up,
/// convention, underlay.
void describeComparison(Legend& legend, const ComparisonLook& look, const std::vector<scene::Layer>& layers,
                        const SpaceWords& space);
/// The sentences on a map and its colours.
void describeMap(Legend& legend, const scene::ComparisonData& data, const scene::ColorScale& scale);
/// "measured, predicted and difference"; of two runs "predicted (run-ridge) and second model (run-cnn)".
std::string joinedTitles(const std::vector<scene::Layer>& layers, const scene::ComparisonData& data);
/// "Synthetic subject ..." and "demo encoder ..." where they apply.
void describeHonesty(Legend& legend, const Honesty& honesty);
/// What 3-D views leave out: "left of R = 12 mm"; empty: nothing.
std::string cutText(const scene::ComparisonState& state);
/// "12.5", without needless zeros; a true minus sign.
std::string numberText(double value);
/// What goes on behind a sentence of colours: "; values beyond have the colours of the ends", or of the end
/// beyond which the map has any that are seen; empty where it has none.
std::string beyondColours(const Volume& map, const scene::ColorScale& scale);
/// The same of several in one scale.
std::string beyondColours(const std::vector<const Volume*>& volumes, const scene::ColorScale& scale);
/// Behind a threshold: what the ticks across a colour bar are.
inline constexpr const char* kDotted = " (dotted on the colour bar)";

}  // namespace vxs::paint
