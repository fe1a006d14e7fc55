#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "models/blip/Picture.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace vxs::blip {
namespace {

constexpr double kTextScale = 0.42;
constexpr int kLineHeight = 18, kMargin = 8;

std::string asAscii(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xc0) continue;  // the rest of a character that has its '?' already
    plain += byte < 0x80 ? c : '?';
  }
  return plain;
}

cv::Mat withFooter(const cv::Mat& picture, const std::vector<std::string>& footer) {
  int width = picture.cols;
  for (const std::string& line : footer)
    width = std::max(
        width,
        cv::getTextSize(asAscii(line), cv::FONT_HERSHEY_SIMPLEX, kTextScale, 1, nullptr).width + 2 * kMargin);
  const int height =
      picture.rows + static_cast<int>(footer.size()) * kLineHeight + (footer.empty() ? 0 : kMargin);
  cv::Mat canvas(height, width, CV_8UC3, cv::Scalar(0, 0, 0));
  picture.copyTo(canvas(cv::Rect((width - picture.cols) / 2, 0, picture.cols, picture.rows)));
  int line = picture.rows + kLineHeight - 4;
  for (const std::string& text : footer) {
    cv::putText(canvas, asAscii(text), {kMargin, line}, cv::FONT_HERSHEY_SIMPLEX, kTextScale,
                cv::Scalar(235, 235, 235), 1, cv::LINE_AA);
    line += kLineHeight;
  }
  return canvas;
}

}  // namespace

void writePng(const std::filesystem::path& path, const RgbImage& picture,
              const std::vector<std::string>& footer) {
  if (picture.empty()) throw Error("cannot write " + path.string() + ": the picture is empty");
  const cv::Mat rgb(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.pixels.data()));
  cv::Mat bgr;
  cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
  std::vector<std::uint8_t> bytes;
  try {
    cv::imencode(".png", withFooter(bgr, footer), bytes);
  } catch (const cv::Exception& error) {
    throw Error("cannot write " + path.string() + ": " + error.err);
  }
  writeFileAtomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace vxs::blip
