#include "ui/preferences/ColorVision.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace vxs::ui {

namespace {

using Matrix = std::array<std::array<float, 3>, 3>;
constexpr int kSteps = 4096;  ///< of linear light in the table back to sRGB

constexpr Matrix kDeutan{{{0.367322F, 0.860646F, -0.227968F},
                          {0.280085F, 0.672501F, 0.047413F},
                          {-0.011820F, 0.042940F, 0.968881F}}};
constexpr Matrix kProtan{{{0.152286F, 1.052583F, -0.204868F},
                          {0.114503F, 0.786281F, 0.099216F},
                          {-0.003882F, -0.048116F, 1.051998F}}};
constexpr std::array<float, 3> kLuminance{0.2126F, 0.7152F, 0.0722F};
constexpr Matrix kGrey{{kLuminance, kLuminance, kLuminance}};

std::array<float, 256> linearTable() {
  std::array<float, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double v = static_cast<double>(i) / 255;
    table[i] = static_cast<float>(v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4));
  }
  return table;
}

std::array<int, kSteps + 1> sRgbTable() {
  std::array<int, kSteps + 1> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const double v = static_cast<double>(i) / kSteps;
    const double s = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
    table[i] = static_cast<int>(std::lround(255 * s));
  }
  return table;
}

}  // namespace

QImage seenWith(const QImage& image, ColorVision vision) {
  if (vision == ColorVision::Normal || image.isNull()) return image;
  static const auto linear = linearTable();
  static const auto sRgb = sRgbTable();
  const Matrix& m = vision == ColorVision::Deutan ? kDeutan : vision == ColorVision::Protan ? kProtan : kGrey;
  QImage seen = image.convertToFormat(QImage::Format_ARGB32);
  for (int y = 0; y < seen.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(seen.scanLine(y));
    for (int x = 0; x < seen.width(); ++x) {
      const std::array<float, 3> in{linear[static_cast<std::size_t>(qRed(line[x]))],
                                    linear[static_cast<std::size_t>(qGreen(line[x]))],
                                    linear[static_cast<std::size_t>(qBlue(line[x]))]};
      std::array<int, 3> out{};
      for (std::size_t c = 0; c < 3; ++c) {
        const float light = m[c][0] * in[0] + m[c][1] * in[1] + m[c][2] * in[2];
        out[c] = sRgb[static_cast<std::size_t>(std::lround(std::clamp(light, 0.0F, 1.0F) * kSteps))];
      }
      line[x] = qRgba(out[0], out[1], out[2], qAlpha(line[x]));
    }
  }
  seen.setDevicePixelRatio(image.devicePixelRatio());
  return seen;
}

void ColorVisionEffect::draw(QPainter* painter) {
  QPoint offset;
  const QPixmap source = sourcePixmap(Qt::LogicalCoordinates, &offset, QGraphicsEffect::NoPad);
  painter->drawImage(offset, seenWith(source.toImage(), m_vision));
}

}  // namespace vxs::ui
