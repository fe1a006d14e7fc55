#pragma once

#include "core/metrics/Histogram.h"
#include "core/store/VoxelStore.h"
#include "core/train/Regions.h"
#include "ui/paint/figure/ComparisonParts.h"
#include "ui/paint/figure/MapStatistic.h"

namespace vxs::paint {

/// What a figure of one map shows, wherever the map comes from: slices in one colour scale, how its values
/// are distributed, and what regions reach.
struct MapFigureData {
  std::string title;     ///< at the top of the page
  std::string name;      ///< of the values: under the histogram
  std::string barLabel;  ///< over the colour bar
  Volume map, underlay, head;
  Volume highlight;  ///< voxels > 0 are outlined; empty: none
  scene::ColorScale scale;
  scene::MapLevels levels;  ///< of a map of numbered things; else empty
  scene::Plane plane = scene::Plane::Axial;
  std::vector<double> positionsMm;
  scene::Convention convention = scene::Convention::Neurological;
  metrics::Histogram histogram;
  std::vector<RegionBar> bars;
  std::string barsName;      ///< of the bars' axis
  std::string barsAtlas;     ///< whose regions have bars; empty: every atlas's
  bool barsPercent = false;  ///< the axis is in percent of 1
  std::string ceilingName;   ///< what the bars' lines are
  std::vector<std::string> footer;
  Legend legend;
  Honesty honesty;
};

/// Paints it, with the convention behind the footer's last line.
std::unique_ptr<Figure> makeMapFigure(MapFigureData data);

/// "range", "threshold" and "colours" of the recipe; where they are not given `range`, 0 and viridis, which
/// are written into it. Colours run from 0, of a map with both signs from -range, and are those of its
/// MapLook with a threshold. Throws UsageError.
scene::ColorScale mapScaleFrom(Recipe& recipe, double range);
/// The voxels that the recipe's "region" ("ATLAS/REGION") leaves; all of the mask without one. Throws
/// UsageError for a region that the store does not have.
train::Members mapMembers(const Recipe& recipe, const store::VoxelStore& store, const Mask& mask);
/// " in V1" behind the name of a map that is restricted to a region; empty without one.
std::string inRegion(const Recipe& recipe);
/// Fills map (the members' values), underlay, head, highlight, plane, positions and convention as the recipe
/// asks for, and writes the positions into it.
void layOut(MapFigureData& data, Recipe& recipe, const store::VoxelStore& store, const Mask& mask,
            const std::vector<float>& values, const train::Members& members);
/// "subj01, run NAME, ridge, ENCODER; mask brain, preset report" and "images with 1/2/3 repeats: 1/2/3".
std::string runLine(const train::Evaluation& evaluation);
std::string repeatsLine(const train::Evaluation& evaluation);
/// Over all of the members' values, unless few lie far from the rest: those are counted beside it. The
/// colours' range is always in it.
metrics::Histogram histogramOfMap(const std::vector<float>& values, const train::Members& members,
                                  const scene::ColorScale& scale);
/// The legend's sentence on colours, on what is transparent, and on space and sides.
std::string colourSentence(const MapFigureData& data);

}  // namespace vxs::paint
