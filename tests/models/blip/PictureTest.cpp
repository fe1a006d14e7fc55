#include "models/blip/Picture.h"

#include "core/base/AtomicFile.h"
#include "core/base/Random.h"
#include "tests/support/ErrorText.h"
#include "tests/support/TempFolder.h"

#include <doctest/doctest.h>
#include <zlib.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// resize.json was made by Pillow, see tests/reference/blip/make_blip_reference.py.
using namespace vxs;
using namespace vxs::blip;
using test::contains;
using test::errorOf;

namespace {

/// The script's picture: every channel a formula of the position.
RgbImage drawnPicture(int width, int height) {
  RgbImage picture{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (const int value : {x * 7 + y * 3, x * y, (x * 13) ^ (y * 5)})
        picture.pixels.push_back(static_cast<std::uint8_t>(value % 256));
  return picture;
}

std::string hashOf(const RgbImage& picture) {
  char hex[17];
  const std::string_view bytes(reinterpret_cast<const char*>(picture.pixels.data()), picture.pixels.size());
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(fnv1a64(bytes)));
  return hex;
}

RgbImage readEncoded(const std::string& suffix, const cv::Mat& picture) {
  const test::TempFolder folder;
  const auto path = folder / ("picture" + suffix);
  REQUIRE(cv::imwrite(path.string(), picture));
  return readPicture(path);
}

std::vector<std::uint8_t> pixelAt(const RgbImage& picture, int x, int y) {
  const auto first = picture.pixels.begin() + 3 * (y * picture.width + x);
  return {first, first + 3};
}

std::string refusalOf(const std::string& content) {
  const test::TempFolder folder;
  const auto path = folder / "bad.png";
  writeFileAtomically(path, content);
  const std::string what = errorOf([&] { readPicture(path); });
  CHECK(contains(what, path.string()));
  return what;
}

/// Mean, unbiased sd, minimum, maximum, the channels' means and the first pixel of a [3, side, side] tensor.
void checkTensor(const std::vector<float>& values, const std::array<double, 10>& expected) {
  const std::size_t count = values.size() / 3;
  double sum = 0, squares = 0;
  std::array<double, 3> channels{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    channels[i / count] += values[i] / static_cast<double>(count);
  }
  const double mean = sum / static_cast<double>(values.size());
  for (const float value : values) squares += (value - mean) * (value - mean);
  const auto [low, high] = std::ranges::minmax(values);
  const std::array<double, 10> found{
      mean,          std::sqrt(squares / static_cast<double>(values.size() - 1)),
      low,           high,
      channels[0],   channels[1],
      channels[2],   values[0],
      values[count], values[2 * count]};
  for (std::size_t k = 0; k < found.size(); ++k) {
    CAPTURE(k);
    CHECK(std::abs(found[k] - expected[k]) < 2e-6);
  }
}

std::string encoded(const std::string& suffix, const cv::Mat& picture) {
  std::vector<std::uint8_t> bytes;
  REQUIRE(cv::imencode(suffix, picture, bytes));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("resizing gives Pillow's bytes") {
  for (const auto& entry : nlohmann::json::parse(readFile(VXS_TEST_REFERENCE_DIR "/blip/resize.json"))) {
    const RgbImage picture = drawnPicture(entry.at("from_size").at(0), entry.at("from_size").at(1));
    CAPTURE(entry.dump());
    CHECK(hashOf(resizeLikePillow(picture, entry.at("to_size").at(0), entry.at("to_size").at(1))) ==
          entry.at("fnv1a64").get<std::string>());
  }
  CHECK_THROWS_AS(resizeLikePillow({}, 2, 2), Error);
  CHECK_THROWS_AS(resizeLikePillow(drawnPicture(2, 2), 0, 2), Error);
}

TEST_CASE("a photograph with alpha resizes to the published bytes") {
  const char* shared = std::getenv("VOXELSCOPE_SHARED_DATA");
  if (!shared) {
    MESSAGE("skipped: VOXELSCOPE_SHARED_DATA does not name the folder with data/images/merlion.png");
    return;
  }
  const RgbImage picture = readPicture(std::string(shared) + "/data/images/merlion.png");
  CHECK(picture.width == 1192);
  CHECK(picture.height == 874);
  // FNV-1a of the very bytes whose SHA-256 the specification prints
  CHECK(hashOf(resizeLikePillow(picture, 224, 224)) == "c571aadd66e41197");
  CHECK(hashOf(resizeLikePillow(picture, 384, 384)) == "2c0fbf1ae4152d2d");
  // and the statistics of the normalised tensor that it prints
  checkTensor(normalised(resizeLikePillow(picture, 224, 224)),
              {0.07598283, 0.85192382, -1.79226255, 1.78435183, -0.00716701, 0.03418595, 0.20092955,
               0.52888733, 0.67916137, 1.07939219});
  checkTensor(normalised(resizeLikePillow(picture, 384, 384)),
              {0.07600502, 0.85735648, -1.79226255, 1.79895031, -0.00715017, 0.03421724, 0.20094799,
               0.52888733, 0.67916137, 1.06517208});
}

TEST_CASE("normalisation is CLIP's, channel by channel") {
  const std::vector<float> values = normalised({2, 1, {255, 255, 255, 0, 0, 0}});
  REQUIRE(values.size() == 6);
  // (1 - mean) / sd and -mean / sd from the published constants
  CHECK(values[0] == doctest::Approx(1.9303361));
  CHECK(values[1] == doctest::Approx(-1.7922625));
  CHECK(values[2] == doctest::Approx(2.0748837));
  CHECK(values[3] == doctest::Approx(-1.7520971));
  CHECK(values[4] == doctest::Approx(2.1458971));
  CHECK(values[5] == doctest::Approx(-1.4802198));
}

TEST_CASE("every sort of picture becomes 8-bit RGB") {
  const cv::Mat colour(1, 1, CV_8UC3, cv::Scalar(10, 20, 30));  // B, G, R
  CHECK(pixelAt(readEncoded(".png", colour), 0, 0) == std::vector<std::uint8_t>{30, 20, 10});
  const cv::Mat grey(2, 3, CV_8UC1, cv::Scalar(77));
  CHECK(pixelAt(readEncoded(".png", grey), 2, 1) == std::vector<std::uint8_t>{77, 77, 77});
  const cv::Mat transparent(2, 2, CV_8UC4, cv::Scalar(10, 20, 30, 0));  // dropped, not composited
  CHECK(pixelAt(readEncoded(".png", transparent), 1, 1) == std::vector<std::uint8_t>{30, 20, 10});
  const cv::Mat deep(1, 1, CV_16UC3, cv::Scalar(0x01ff, 0xff80, 0x0100));  // the high byte, unrounded
  CHECK(pixelAt(readEncoded(".png", deep), 0, 0) == std::vector<std::uint8_t>{0x01, 0xff, 0x01});
  const cv::Mat plain(16, 16, CV_8UC3, cv::Scalar(128, 128, 128));
  CHECK(pixelAt(readEncoded(".jpg", plain), 8, 8) == std::vector<std::uint8_t>{128, 128, 128});
}

TEST_CASE("a palette is expanded, its transparent entry too") {
  // 2 x 1, palette (200, 100, 50) transparent and (1, 2, 3), chunk by chunk after the PNG specification
  const std::string hex =
      "89504e470d0a1a0a0000000d4948445200000002000000010803000000c3fc8fb800000006504c5445c8643201"
      "0203c4b19dbe0000000174524e530040e6d8660000000e494441547801010300fcff000001000400020b218b71"
      "0000000049454e44ae426082";
  std::string png;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    png += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  const test::TempFolder folder;
  writeFileAtomically(folder / "palette.png", png);
  const RgbImage picture = readPicture(folder / "palette.png");
  CHECK(picture.pixels == std::vector<std::uint8_t>{200, 100, 50, 1, 2, 3});
}

TEST_CASE("the camera's rotation tag is ignored, as the reference does") {
  cv::Mat picture(8, 24, CV_8UC3, cv::Scalar(0, 0, 0));
  std::string jpeg = encoded(".jpg", picture);
  // APP1: Exif, little-endian TIFF with the single entry Orientation = 6 (a quarter turn)
  const std::string tiff("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0", 26);
  const std::string exif = std::string("Exif\0\0", 6) + tiff;
  const auto length = static_cast<char>(exif.size() + 2);
  jpeg.insert(2, std::string("\xff\xe1\0", 3) + length + exif);
  const test::TempFolder folder;
  const auto path = folder / "turned.jpg";
  writeFileAtomically(path, jpeg);
  CHECK(readPicture(path).width == 24);
  CHECK(cv::imread(path.string()).cols == 8);  // the tag is there: OpenCV's default obeys it
}

TEST_CASE("what is no picture is refused by name") {
  CHECK(contains(refusalOf(""), "empty"));
  CHECK(contains(refusalOf("plain words"), "not a PNG or JPEG"));
  CHECK(contains(refusalOf(std::string("\x89PNG\r\n\x1a\n", 8)), "not a PNG or JPEG"));
  CHECK(contains(errorOf([] { readPicture("/no/such.png"); }), "/no/such.png"));
  cv::Mat noise(64, 64, CV_8UC3);
  cv::randu(noise, 0, 255);
  for (const char* suffix : {".png", ".jpg"}) {
    const std::string whole = encoded(suffix, noise);
    CHECK(contains(refusalOf(whole.substr(0, whole.size() / 2)), "truncated"));
    CHECK(contains(refusalOf(whole.substr(0, 30)), "not a PNG or JPEG"));
  }
}

TEST_CASE("a PNG that claims more pixels than its data can hold is refused before memory is taken") {
  const std::string whole = encoded(".png", cv::Mat(16, 16, CV_8UC3, cv::Scalar(1, 2, 3)));
  const auto claiming = [&](const char* width, const char* height) {
    std::string png = whole;
    png.replace(16, 4, width, 4).replace(20, 4, height, 4);
    const auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(png.data()) + 12, 17));  // type and content of IHDR
    for (int i = 0; i < 4; ++i) png[29 + i] = static_cast<char>(crc >> (24 - 8 * i));
    return png;
  };
  const test::TempFolder folder;
  writeFileAtomically(folder / "same.png", claiming("\0\0\0\x10", "\0\0\0\x10"));
  CHECK(readPicture(folder / "same.png").width == 16);
  CHECK(contains(refusalOf(claiming("\0\0\x75\x30", "\0\0\x75\x30")),
                 "claims 30000 x 30000 pixels, more than"));
  CHECK(contains(refusalOf(claiming("\x7f\xff\xff\xff", "\0\0\0\1")), "claims 2147483647 x 1 pixels"));
  CHECK(contains(refusalOf(claiming("\0\0\0\0", "\0\0\0\1")), "claims 0 x 1 pixels"));
  std::string damaged = whole;
  damaged[whole.find("IDAT") + 6] ^= 1;
  CHECK(contains(refusalOf(damaged), "chunk IDAT is damaged"));
}
