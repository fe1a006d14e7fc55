#include "ui/paint/figure/ColorVision.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vxs::paint {
namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

constexpr int kLightSteps = 1 << 14;

constexpr Matrix kProtan{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritan{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
constexpr Matrix kGrey{
    {{0.212639, 0.715169, 0.072192}, {0.212639, 0.715169, 0.072192}, {0.212639, 0.715169, 0.072192}}};
/// Linear sRGB to CIE XYZ under D65.
constexpr Matrix kXyz{{{0.4123908, 0.3575843, 0.1804808},
                       {0.2126390, 0.7151687, 0.0721923},
                       {0.0193308, 0.1191948, 0.9505322}}};

const std::array<double, 256>& linearTable() {
  static const std::array<double, 256> table = [] {
    std::array<double, 256> values{};
    for (int i = 0; i < 256; ++i) {
      const double v = i / 255.0;
      values[static_cast<std::size_t>(i)] = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    }
    return values;
  }();
  return table;
}

int byteOf(double linear) {
  const double v = std::clamp(linear, 0.0, 1.0);
  const double encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
  return static_cast<int>(std::lround(255 * encoded));
}

/// byteOf() of every step of linear light: the window is seen anew with every repaint, and powers are slow.
std::vector<uchar> byteTable() {
  std::vector<uchar> table(kLightSteps + 1);
  for (int i = 0; i <= kLightSteps; ++i)
    table[static_cast<std::size_t>(i)] = static_cast<uchar>(byteOf(static_cast<double>(i) / kLightSteps));
  return table;
}

std::array<double, 3> linearOf(QRgb color) {
  const auto& table = linearTable();
  return {table[static_cast<std::size_t>(qRed(color))], table[static_cast<std::size_t>(qGreen(color))],
          table[static_cast<std::size_t>(qBlue(color))]};
}

std::array<double, 3> times(const Matrix& matrix, const std::array<double, 3>& v) {
  std::array<double, 3> result{};
  for (std::size_t i = 0; i < 3; ++i)
    result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
  return result;
}

const Matrix* matrixOf(Vision vision) {
  switch (vision) {
    case Vision::Deutan:
      return &kDeutan;
    case Vision::Protan:
      return &kProtan;
    case Vision::Tritan:
      return &kTritan;
    case Vision::Grey:
      return &kGrey;
    case Vision::Normal:
      break;
  }
  return nullptr;
}

std::array<double, 3> labOf(QRgb color) {
  const std::array<double, 3> xyz = times(kXyz, linearOf(color));
  constexpr std::array<double, 3> kWhite{0.9504559, 1.0, 1.0890578};
  std::array<double, 3> f{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double t = xyz[i] / kWhite[i];
    f[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

/// What each value of each channel adds to the light that is seen, in steps: a sum instead of a matrix a
/// pixel.
using Light = std::array<float, 3>;
using LightTables = std::array<std::array<Light, 256>, 3>;
LightTables lightTables(const Matrix& matrix) {
  LightTables tables{};
  for (std::size_t channel = 0; channel < 3; ++channel)
    for (std::size_t value = 0; value < 256; ++value)
      for (std::size_t c = 0; c < 3; ++c)
        tables[channel][value][c] =
            static_cast<float>(kLightSteps * matrix[c][channel] * linearTable()[value]);
  return tables;
}

}  // namespace

QRgb seenAs(QRgb color, Vision vision) {
  const Matrix* matrix = matrixOf(vision);
  if (!matrix) return color;
  const std::array<double, 3> seen = times(*matrix, linearOf(color));
  return qRgba(byteOf(seen[0]), byteOf(seen[1]), byteOf(seen[2]), qAlpha(color));
}

QImage seenAs(const QImage& image, Vision vision) {
  const Matrix* matrix = matrixOf(vision);
  if (!matrix || image.isNull()) return image;
  static const std::vector<uchar> bytes = byteTable();
  const LightTables tables = lightTables(*matrix);
  const bool opaque = image.format() == QImage::Format_RGB32;
  QImage seen = image.convertToFormat(opaque ? QImage::Format_RGB32 : QImage::Format_ARGB32);
  const int width = seen.width();
  for (int y = 0; y < seen.height(); ++y) {
    auto* row = reinterpret_cast<QRgb*>(seen.scanLine(y));
    QRgb before = 0, seenBefore = 0;  // most of a window or page are runs of one colour
    for (int x = 0; x < width; ++x) {
      const QRgb from = row[x];
      if (x > 0 && from == before) {
        row[x] = seenBefore;
        continue;
      }
      before = from;
      const Light &red = tables[0][static_cast<std::size_t>(qRed(from))],
                  &green = tables[1][static_cast<std::size_t>(qGreen(from))],
                  &blue = tables[2][static_cast<std::size_t>(qBlue(from))];
      std::array<uchar, 3> to{};
      for (std::size_t c = 0; c < 3; ++c) {
        const auto step = static_cast<int>(red[c] + green[c] + blue[c] + 0.5F);
        to[c] = bytes[static_cast<std::size_t>(std::clamp(step, 0, kLightSteps))];
      }
      row[x] = seenBefore = qRgba(to[0], to[1], to[2], qAlpha(from));
    }
  }
  seen.setDevicePixelRatio(image.devicePixelRatio());
  return seen;
}

double colourDistance(QRgb a, QRgb b) {
  const std::array<double, 3> p = labOf(a), q = labOf(b);
  return std::sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                   (p[2] - q[2]) * (p[2] - q[2]));
}

SignCheck checkSign(const scene::ColorScale& scale, Vision vision) {
  const scene::ColorMap& map = scene::colorMap(scale.map);
  SignCheck check;
  check.distance = 1e9;
  // near zero both signs are meant to be neutral; what is drawn in full begins at the threshold
  const double from = std::clamp(scale.thresholdZ / scale.range, 0.3, 1.0);
  for (int step = 0; step <= 20; ++step) {
    const double part = from + (1 - from) * step / 20;
    const scene::Rgb plus = map.at(0.5 + part / 2), minus = map.at(0.5 - part / 2);
    const double distance = colourDistance(seenAs(qRgb(plus[0], plus[1], plus[2]), vision),
                                           seenAs(qRgb(minus[0], minus[1], minus[2]), vision));
    if (distance < check.distance) check = {false, part * scale.range, distance};
  }
  check.lost = check.distance < kDistinctDistance;
  return check;
}

}  // namespace vxs::paint
