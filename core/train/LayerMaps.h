#pragma once

#include "core/train/Regions.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vxs::train {

/// What `layers` is asked for.
struct LayersParams {
  std::filesystem::path store;
  std::string encoder = "demo";  ///< "demo" or a folder
  std::filesystem::path out;     ///< a run's folder: RUN/layers with the run's own split; empty: STORE/layers
  std::string split = "shared";  ///< of a folder that is no run's, as train's
  std::uint64_t seed = 1;        ///< of that split
  double threshold = 0;          ///< on a voxel's best validation r; 0: chanceCorrelation()
  /// Whose layers: "image" (the vision transformer, from the picture), "text" (the text encoder, from the
  /// image's first caption alone) or "both".
  std::string tower = "image";
};

/// A layer of one of the encoder's towers.
struct LayerSummary {
  std::string tower = "image";   ///< or "text"
  int number = 0;                ///< in its tower, from 1
  std::int64_t preferredBy = 0;  ///< voxels
  double medianR = 0;            ///< over the judged voxels, test images; NaN when there is none
};
struct LayerRegion {
  std::string atlas, region;
  std::int64_t voxels = 0, judged = 0;
  std::int64_t text = 0;  ///< of the judged: prefer a layer of the text encoder
  /// Mean depth and its quartiles over judged voxels, of both towers over those that prefer the image's; NaN
  /// when none.
  double depth = 0, low = 0, high = 0;
};

/// Which layer of an encoder predicts each voxel best: of its vision transformer, of its text encoder, or of
/// both one after the other. One ridge a layer, fitted on the training images from the layer's pooled tokens;
/// validation images choose the layer; test images, which take part in neither, say how well the layers
/// predict. Voxel arrays are in the order of `mask`.
struct LayerMaps {
  std::filesystem::path folder, store;
  std::string storeFingerprint, maskName;
  std::string encoder, encoderPath, encoderFingerprint, pooling;
  bool demoEncoder = false, syntheticSubject = false;
  int subject = 0;
  std::string split;  ///< "shared", "random", or "of run NAME"
  std::int64_t trainImages = 0, validationImages = 0, testImages = 0;
  double threshold = 0;  ///< on the best validation r
  bool chanceThreshold = true;

  Mask mask;
  std::vector<float> preferred;  ///< 1 .. layers, NaN: not judged (metrics::LayerPreference)
  /// The same graded, within the tower of the preferred layer: metrics::LayerPreference::depth over that
  /// tower's layers alone, counted on from the towers before it. NaN: not judged.
  std::vector<float> depth;
  std::vector<std::vector<float>> r;  ///< [layers][voxels], over test images; NaN where constant
  std::int64_t judged = 0, below = 0, notFinite = 0;
  double medianPreferredR = 0;  ///< test r of each judged voxel's own layer
  std::vector<LayerSummary> layers;
  std::vector<LayerRegion> regions;

  int layerCount() const { return static_cast<int>(r.size()); }
  bool bothTowers() const { return !layers.empty() && layers.front().tower != layers.back().tower; }
};

/// What a colour bar calls the layers: "1", "2" .. of one tower, "image 1" .. "text 1" .. of both.
std::vector<std::string> layerNames(const LayerMaps& maps);

/// Fills preferred, depth, counts, layers and regions from maps.r and validation correlations
/// [layers][voxels]. maps.layers says which layer each is; when it is empty all are the image's.
void judgeLayers(LayerMaps& maps, const std::vector<std::vector<float>>& validationR,
                 const std::vector<LabelAtlas>& atlases);

/// A result is a folder:
///   layers.json              where it comes from, split, threshold, counts, layers and regions; written last
///   mask.nii.gz              the voxels
///   preferred-layer.nii.gz   1 .. layers, NaN: not judged, or outside the mask
///   layer-depth.nii.gz       the same graded
///   r-layer-NN.nii.gz        Pearson's r over test images of layer NN (01 ..)
void writeLayerMaps(const LayerMaps& maps);
bool hasLayerMaps(const std::filesystem::path& folder);
/// The result that belongs to a run: RUN/layers, else STORE/layers; an empty path when there is none.
std::filesystem::path layerMapsFolder(const std::filesystem::path& run, const std::filesystem::path& store);
/// Reads it; nothing when there is none. Throws Error when it is damaged or of other responses than those
/// with this fingerprint.
std::optional<LayerMaps> readLayerMapsOf(const std::filesystem::path& run, const std::filesystem::path& store,
                                         const std::string& storeFingerprint);
/// Throws Error naming the file when one is missing, damaged or does not fit the mask.
LayerMaps readLayerMaps(const std::filesystem::path& folder);

}  // namespace vxs::train
