#include "core/workflow/neural/EmbedPicture.h"

#include "core/base/Npy.h"
#include "core/workflow/neural/FillFeatures.h"
#include "core/workflow/neural/OutputFile.h"
#include "models/blip/Picture.h"

#include <array>

namespace vxs::workflow {
namespace {

blip::Features compute(const EmbedParams& params, const blip::Encoder& encoder) {
  if (params.mode == "text") return encoder.textFeatures(params.caption);
  const RgbImage picture = blip::readPicture(params.image);
  return encode(encoder, encoder.encodeImage(picture), params.caption, params.mode);
}

}  // namespace

EmbedResult embedPicture(const EmbedParams& params, Progress& progress) {
  if (params.mode != "text" && params.mode != "image" && params.mode != "multimodal")
    throw UsageError("embedding mode '" + params.mode + "' is none of image, text and multimodal");
  if (params.mode != "text" && params.image.empty())
    throw UsageError("mode " + params.mode + " needs a picture (--image)");
  if (params.out.extension() != ".npy")
    throw UsageError("cannot write " + params.out.string() + ": an array's name ends in .npy");
  checkOutputFolder(params.out);
  const std::unique_ptr<blip::Encoder> encoder = blip::Encoder::load(params.encoder);
  progress.throwIfCancelled();
  const blip::Features features = compute(params, *encoder);
  const std::array<std::int64_t, 2> shape{features.tokens, features.width};
  writeNpy(params.out, shape, features.values);
  return {params.out, encoder->info().name, encoder->info().demo, features.tokens, features.width};
}

}  // namespace vxs::workflow
