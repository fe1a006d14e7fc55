#include "models/blip/Picture.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "models/blip/PngCheck.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace vxs::blip {
namespace {

constexpr int kPrecisionBits = 22;  // Pillow: 32 - 8 - 2

double cubic(double x) {
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

struct Taps {
  int first = 0;
  std::vector<int> weights;
};

/// Which input pixels make each output pixel, in 22-bit fixed point (blip.md 1.2).
std::vector<Taps> tapsFor(int inputSize, int outputSize) {
  const double scale = static_cast<double>(inputSize) / outputSize, filterScale = std::max(scale, 1.0);
  const double support = 2.0 * filterScale, inverse = 1.0 / filterScale;
  std::vector<Taps> all(static_cast<std::size_t>(outputSize));
  for (int i = 0; i < outputSize; ++i) {
    const double centre = (i + 0.5) * scale;
    const int first = std::max(static_cast<int>(centre - support + 0.5), 0);
    const int last = std::min(static_cast<int>(centre + support + 0.5), inputSize);
    std::vector<double> weights;
    double sum = 0;
    for (int x = first; x < last; ++x) {
      weights.push_back(cubic((x - centre + 0.5) * inverse));
      sum += weights.back();
    }
    Taps& taps = all[static_cast<std::size_t>(i)];
    taps.first = first;
    for (const double w : weights)
      taps.weights.push_back(
          static_cast<int>((sum != 0 ? w / sum : w) * (1 << kPrecisionBits) + (w < 0 ? -0.5 : 0.5)));
  }
  return all;
}

/// One pass over a row-major [rows, length, stride-interleaved] array: output (row, i, c) from input (row,
/// first + k, c). `step` is the distance between neighbours along the axis, `lines` the number of independent
/// lines.
void resample(const std::vector<std::uint8_t>& in, std::vector<std::uint8_t>& out,
              const std::vector<Taps>& taps, std::size_t outer, std::size_t inputSize, std::size_t inner) {
  for (std::size_t o = 0; o < outer; ++o)
    for (std::size_t i = 0; i < taps.size(); ++i)
      for (std::size_t c = 0; c < inner; ++c) {
        std::int64_t sum = std::int64_t{1} << (kPrecisionBits - 1);
        const std::uint8_t* source =
            &in[(o * inputSize + static_cast<std::size_t>(taps[i].first)) * inner + c];
        for (const int w : taps[i].weights) {
          sum += static_cast<std::int64_t>(w) * *source;
          source += inner;
        }
        out[(o * taps.size() + i) * inner + c] =
            static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> kPrecisionBits, 0, 255));
      }
}

/// OpenCV fills what a cut-off JPEG lacks with grey; the reference refuses it. The picture's data start after
/// the SOS segment (ITU T.81 B.1.1) and must be closed by an end-of-image marker; thumbnails have theirs
/// before that.
bool isTruncatedJpeg(const std::string& bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() < 4 || at(0) != 0xff || at(1) != 0xd8) return false;
  std::size_t i = 2;
  while (i + 4 <= bytes.size() && at(i) == 0xff) {
    const unsigned char marker = at(i + 1);
    if (marker == 0xff) {  // fill byte
      ++i;
      continue;
    }
    i += 2 + (std::size_t{at(i + 2)} << 8 | at(i + 3));
    if (marker == 0xda) return bytes.find("\xff\xd9", i) == std::string::npos;
  }
  return true;
}

cv::Mat decode(const std::filesystem::path& path) {
  const std::string bytes = readFile(path, 512ULL << 20);
  if (bytes.empty()) throw Error("cannot read the picture " + path.string() + ": the file is empty");
  if (isTruncatedJpeg(bytes))
    throw Error("cannot read the picture " + path.string() +
                ": not a PNG or JPEG that can be decoded, or truncated");
  if (const std::string wrong = whatIsWrongWithPng(bytes); !wrong.empty())
    throw Error("cannot read the picture " + path.string() +
                ": not a PNG or JPEG that can be decoded: " + wrong);
  const cv::Mat raw(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
  try {
    // UNCHANGED keeps alpha apart, so that it can be dropped rather than composited, and ignores EXIF
    // rotation
    const cv::Mat picture = cv::imdecode(raw, cv::IMREAD_UNCHANGED);
    if (!picture.empty()) return picture;
  } catch (const cv::Exception& error) {
    throw Error("cannot read the picture " + path.string() + ": " + error.err);
  }
  throw Error("cannot read the picture " + path.string() +
              ": not a PNG or JPEG that can be decoded, or truncated");
}

}  // namespace

RgbImage readPicture(const std::filesystem::path& path) {
  cv::Mat picture = decode(path);
  // the high byte, as Pillow takes it; convertTo rounds, so half a step less
  if (picture.depth() == CV_16U) picture.convertTo(picture, CV_8U, 1.0 / 256, -0.5 + 1.0 / 512);
  if (picture.depth() != CV_8U)
    throw Error("cannot read the picture " + path.string() + ": its samples are not 8 or 16 bit");
  cv::Mat rgb;
  switch (picture.channels()) {
    case 1:
      cv::cvtColor(picture, rgb, cv::COLOR_GRAY2RGB);
      break;
    case 3:
      cv::cvtColor(picture, rgb, cv::COLOR_BGR2RGB);
      break;
    case 4:
      cv::cvtColor(picture, rgb, cv::COLOR_BGRA2RGB);
      break;
    default:
      throw Error("cannot read the picture " + path.string() + ": it has " +
                  std::to_string(picture.channels()) + " channels");
  }
  rgb = rgb.isContinuous() ? rgb : rgb.clone();
  return {rgb.cols, rgb.rows, std::vector<std::uint8_t>(rgb.data, rgb.data + rgb.total() * 3)};
}

RgbImage resizeLikePillow(const RgbImage& picture, int width, int height) {
  if (picture.empty() || width <= 0 || height <= 0) throw Error("an empty picture cannot be resized");
  RgbImage result = picture;
  const auto w = static_cast<std::size_t>(width), h = static_cast<std::size_t>(height);
  if (result.width != width) {
    std::vector<std::uint8_t> out(static_cast<std::size_t>(result.height) * w * 3);
    resample(result.pixels, out, tapsFor(result.width, width), static_cast<std::size_t>(result.height),
             static_cast<std::size_t>(result.width), 3);
    result = {width, result.height, std::move(out)};
  }
  if (result.height != height) {
    std::vector<std::uint8_t> out(w * h * 3);
    resample(result.pixels, out, tapsFor(result.height, height), 1, static_cast<std::size_t>(result.height),
             w * 3);
    result = {width, height, std::move(out)};
  }
  return result;
}

std::vector<float> normalised(const RgbImage& picture) {
  constexpr float kMean[] = {0.48145466F, 0.4578275F, 0.40821073F};
  constexpr float kDeviation[] = {0.26862954F, 0.26130258F, 0.27577711F};
  const std::size_t count = picture.pixels.size() / 3;
  std::vector<float> values(3 * count);
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t i = 0; i < count; ++i)
      values[c * count + i] =
          (static_cast<float>(picture.pixels[3 * i + c]) / 255.0F - kMean[c]) / kDeviation[c];
  return values;
}

}  // namespace vxs::blip
