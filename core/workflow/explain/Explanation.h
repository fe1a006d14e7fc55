#pragma once

#include "core/base/RgbImage.h"
#include "core/scene/ExplainedPicture.h"
#include "models/blip/Encoder.h"
#include "models/blip/NetworkInput.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vxs::workflow {

/// How a prediction is traced back to the picture and the caption.
///   Gradient    gradient x (input - baseline): what an infinitesimal step would do
///   Integrated  integrated gradients (Sundararajan et al. 2017) along the straight path from the baseline,
///   with
///               Gauss-Legendre nodes; sums to output - baseline output but for a gap that is told
///   Occlusion   output - output with one cell of the picture (or one word) covered
///   Attention   which patches each word piece looks at; says nothing about any voxel
enum class ExplainMethod { Gradient, Integrated, Occlusion, Attention };
/// "gradient", "integrated", "occlusion", "attention"; throws UsageError for anything else.
ExplainMethod explainMethodFrom(const std::string& name);
std::string toString(ExplainMethod method);

struct ExplainParams {
  std::string caption;
  ExplainMethod method = ExplainMethod::Gradient;
  std::vector<std::uint32_t> voxels;  ///< positions within the run's mask; the mean prediction is explained
  std::string baseline = "grey";      ///< the picture's: "grey" (BLIP's mean colour) or "blur"
  int steps = 32;                     ///< integrated gradients: nodes along the path
  int grid = 8;                       ///< occlusion: cells along each side
  bool randomised = false;            ///< the sanity check: an encoder with weights drawn anew
  std::uint64_t seed = 1;
};

/// A word of the caption with the word pieces that it was split into.
struct ExplainedWord {
  std::string text;
  int first = 0, count = 0;  ///< positions among the tokens
  bool special = false;      ///< [ENC], [SEP]
  double weight = 0;  ///< in z units; for attention: how concentrated (Gini over patches), mean of heads
};

struct Explanation {
  ExplainMethod method = ExplainMethod::Gradient;
  bool randomised = false;
  RgbImage seen;               ///< what BLIP sees, square
  int rows = 0, columns = 0;   ///< of `picture`: patches, or cells for occlusion
  std::vector<float> picture;  ///< [rows, columns], rows from the top. z units (sums over a patch); NaN: not
                               ///< computed yet. Attention: mean over layers, heads and words of the caption
  int side = 0;
  std::vector<float> pixels;  ///< [side, side] for gradient and integrated, sum over colours; else empty
  std::vector<ExplainedWord> words;
  double output = 0;          ///< mean prediction of the voxels, z
  double baselineOutput = 0;  ///< the same for the baseline picture and [PAD] for words; NaN for occlusion
  double attributed = 0;      ///< sum over picture and words; NaN for occlusion and attention
  blip::AttentionMaps attention;  ///< for Attention only
  int voxels = 0;                 ///< how many the mean is over

  /// |attributed - (output - baselineOutput)| in per cent of |output - baselineOutput|; NaN where there is
  /// none.
  double gapPercent() const;
};

/// As it is drawn in figures, without [ENC] and [SEP].
scene::ExplainedPicture pictured(const Explanation& explanation);

/// An explanation in the making, so that one can watch it, stop it, and do something else in between. Belongs
/// to its Predictor and to that one's thread; what it explains is the picture and caption it was begun with.
class Explaining {
 public:
  virtual ~Explaining() = default;
  virtual int total() const = 0;  ///< steps
  virtual int done() const = 0;
  bool finished() const { return done() >= total(); }
  /// One step: a forward or a forward and backward pass (some 0.3 to 1 s for BLIP base on two cores).
  virtual void step() = 0;
  /// As far as it is.
  virtual Explanation soFar() const = 0;
};

/// Word pieces merged to words: "##" goes on a word. Specials stand alone.
std::vector<ExplainedWord> mergedWords(const blip::TokenizedCaption& caption);

/// Attention of some words (positions in `words`; all where empty) over patches, mean over the given layer
/// and head (-1: all): [rows, columns] with the part on the picture's [CLS] token apart.
struct AttentionHeat {
  std::vector<float> patches;
  double onClass = 0;
};
AttentionHeat attentionHeat(const blip::AttentionMaps& maps, const std::vector<ExplainedWord>& words,
                            int layer, int head);
/// The picture's values of one word (empty: of all), one layer and one head (from 1; 0: the mean of all),
/// [rows, columns] as in `explanation.picture`. Throws UsageError with what there is.
std::vector<float> narrowedAttention(const Explanation& explanation, const std::string& word, int layer,
                                     int head);
/// How sparse attention is, mean over the caption's word pieces, [layers, heads].
struct AttentionSparsity {
  int layers = 0, heads = 0, pieces = 0;
  std::vector<double> holding90;  ///< fraction of image tokens that hold 90 % of a piece's attention
  std::vector<double> gini;
};
AttentionSparsity sparsityOf(const blip::AttentionMaps& maps, const std::vector<ExplainedWord>& words);

/// How alike an explanation and the one with randomised weights are: Spearman over the cells of the picture.
struct SanityCheck {
  double ofValues = 0;  ///< NaN where either is constant
  double ofSizes = 0;   ///< of absolute values
  int cells = 0;
  std::string sentence() const;
};
SanityCheck sanityCheck(const Explanation& trained, const Explanation& randomised);

}  // namespace vxs::workflow
