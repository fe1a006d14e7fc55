#include "core/synthetic/Scene.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace vxs::synthetic {
namespace {

using cv::Point;
using cv::Scalar;

constexpr int kShift = 4;  // sub-pixel bits of OpenCV's drawing
constexpr double kUnit = 1 << kShift;

const std::array<Scalar, 8> kColors{{{214, 48, 49},
                                     {46, 160, 67},
                                     {38, 99, 216},
                                     {246, 206, 48},
                                     {240, 138, 36},
                                     {136, 72, 190},
                                     {245, 245, 245},
                                     {28, 28, 30}}};

/// Draws in units of an object's radius around its centre; y grows downward.
class Brush {
 public:
  Brush(cv::Mat& picture, const SceneObject& object)
      : m_picture(picture),
        m_x(object.x * kPictureSide),
        m_y(object.y * kPictureSide),
        m_radius(object.size * kPictureSide / 2) {}

  void ellipse(double x, double y, double rx, double ry, const Scalar& color) {
    cv::ellipse(m_picture, at(x, y), {length(rx), length(ry)}, 0, 0, 360, color, cv::FILLED, cv::LINE_AA,
                kShift);
  }
  void polygon(const std::vector<std::array<double, 2>>& corners, const Scalar& color) {
    std::vector<Point> points;
    for (const auto& [x, y] : corners) points.push_back(at(x, y));
    cv::fillConvexPoly(m_picture, points, color, cv::LINE_AA, kShift);
  }
  void box(double left, double top, double right, double bottom, const Scalar& color) {
    polygon({{left, top}, {right, top}, {right, bottom}, {left, bottom}}, color);
  }
  void arc(double x, double y, double rx, double ry, double from, double to, double width,
           const Scalar& color) {
    cv::ellipse(m_picture, at(x, y), {length(rx), length(ry)}, 0, from, to, color, thickness(width),
                cv::LINE_AA, kShift);
  }
  void line(double x1, double y1, double x2, double y2, double width, const Scalar& color) {
    cv::line(m_picture, at(x1, y1), at(x2, y2), color, thickness(width), cv::LINE_AA, kShift);
  }

 private:
  Point at(double x, double y) const {
    return {static_cast<int>(std::lround((m_x + x * m_radius) * kUnit)),
            static_cast<int>(std::lround((m_y + y * m_radius) * kUnit))};
  }
  int length(double r) const { return static_cast<int>(std::lround(r * m_radius * kUnit)); }
  int thickness(double width) const { return std::max(1, static_cast<int>(std::lround(width * m_radius))); }
  cv::Mat& m_picture;
  double m_x, m_y, m_radius;
};

Scalar darker(const Scalar& c, double factor = 0.55) {
  return {c[0] * factor, c[1] * factor, c[2] * factor};
}

const Scalar kSkin{236, 196, 164}, kInk{40, 34, 34}, kPaper{250, 248, 240};

void drawFace(Brush& b, const Scalar& color) {
  b.ellipse(0, -0.25, 0.86, 0.75, color);  // hair
  b.ellipse(0, 0.05, 0.74, 0.92, kSkin);
  for (const double side : {-1.0, 1.0}) {
    b.ellipse(side * 0.3, -0.12, 0.16, 0.1, kPaper);
    b.ellipse(side * 0.3, -0.12, 0.075, 0.09, kInk);
    b.line(side * 0.46, -0.34, side * 0.16, -0.38, 0.06, kInk);
  }
  b.line(0, -0.05, -0.07, 0.25, 0.04, darker(kSkin, 0.7));
  b.arc(0, 0.36, 0.3, 0.2, 15, 165, 0.08, {190, 60, 70});
}

void drawPerson(Brush& b, const Scalar& color) {
  b.ellipse(0, -0.74, 0.2, 0.24, kSkin);
  b.line(-0.26, -0.36, -0.56, 0.16, 0.15, kSkin);
  b.line(0.26, -0.36, 0.56, 0.16, 0.15, kSkin);
  b.line(-0.14, 0.2, -0.26, 0.94, 0.2, darker(color));
  b.line(0.14, 0.2, 0.26, 0.94, 0.2, darker(color));
  b.polygon({{-0.34, -0.48}, {0.34, -0.48}, {0.26, 0.28}, {-0.26, 0.28}}, color);
}

void drawHouse(Brush& b, const Scalar& color) {
  b.box(-0.75, -0.2, 0.75, 0.9, color);
  b.polygon({{-0.95, -0.2}, {0, -0.95}, {0.95, -0.2}}, darker(color));
  b.box(-0.18, 0.3, 0.18, 0.9, {92, 58, 40});
  for (const double side : {-1.0, 1.0}) {
    b.box(side * 0.46 - 0.17, 0.02, side * 0.46 + 0.17, 0.32, {206, 232, 246});
    b.line(side * 0.46, 0.02, side * 0.46, 0.32, 0.03, kInk);
  }
}

/// Strokes of capital letters in a unit square.
void drawSign(Brush& b, const Scalar& color) {
  b.box(-0.06, 0.4, 0.06, 1.0, {110, 84, 60});
  b.box(-1.0, -0.6, 1.0, 0.45, color);
  const bool dark = color[0] + color[1] + color[2] < 330;
  const Scalar ink = dark ? kPaper : kInk;
  const auto letter = [&](double x, std::initializer_list<std::array<double, 4>> strokes) {
    for (const auto& [x1, y1, x2, y2] : strokes)
      b.line(x + x1 * 0.34, -0.4 + y1 * 0.65, x + x2 * 0.34, -0.4 + y2 * 0.65, 0.09, ink);
  };
  letter(-0.82, {{0, 0, 0, 1}, {0, 1, 1, 1}});                                    // L
  letter(-0.37, {{0, 0, 0, 1}, {0, 0, 1, 0}, {0, 0.5, 0.8, 0.5}, {0, 1, 1, 1}});  // E
  letter(0.08, {{0, 0, 1, 0}, {0.5, 0, 0.5, 1}});                                 // T
  letter(0.52, {{0, 0, 1, 1}, {1, 0, 0, 1}});                                     // X
}

void drawBall(Brush& b, const Scalar& color) {
  b.ellipse(0, 0, 0.95, 0.95, color);
  b.arc(0, 0, 0.95, 0.32, 0, 360, 0.05, darker(color, 0.7));
  b.ellipse(-0.32, -0.36, 0.2, 0.14, kPaper);
}

void drawStar(Brush& b, const Scalar& color) {
  const auto corner = [](int k, double r) {
    const double angle = -CV_PI / 2 + k * CV_PI / 5;
    return std::array<double, 2>{r * std::cos(angle), r * std::sin(angle)};
  };
  for (int k = 0; k < 10; k += 2)
    b.polygon({{0, 0}, corner(k - 1, 0.42), corner(k, 1.0), corner(k + 1, 0.42)}, color);
}

void drawBox(Brush& b, const Scalar& color) {
  b.box(-0.8, -0.45, 0.5, 0.85, color);
  b.polygon({{-0.8, -0.45}, {-0.45, -0.85}, {0.85, -0.85}, {0.5, -0.45}}, darker(color, 0.85));
  b.polygon({{0.5, -0.45}, {0.85, -0.85}, {0.85, 0.45}, {0.5, 0.85}}, darker(color));
}

void drawTree(Brush& b, const Scalar& color) {
  b.box(-0.13, 0.2, 0.13, 1.0, {104, 72, 46});
  b.ellipse(0, -0.35, 0.62, 0.6, color);
  b.ellipse(-0.4, -0.05, 0.4, 0.36, color);
  b.ellipse(0.4, -0.05, 0.4, 0.36, darker(color, 0.85));
}

void drawBackground(cv::Mat& picture, int background) {
  static const std::array<std::array<Scalar, 2>, 5> kGradients{{{{{150, 196, 238}, {222, 236, 248}}},
                                                                {{{120, 176, 92}, {170, 208, 132}}},
                                                                {{{232, 212, 164}, {208, 180, 126}}},
                                                                {{{60, 120, 170}, {130, 190, 210}}},
                                                                {{{150, 150, 152}, {186, 186, 188}}}}};
  const auto& [top, bottom] = kGradients[static_cast<std::size_t>(background)];
  for (int y = 0; y < picture.rows; ++y) {
    const double t = static_cast<double>(y) / (picture.rows - 1);
    picture.row(y).setTo(top * (1 - t) + bottom * t);
  }
}

}  // namespace

RgbImage drawScene(const Scene& scene) {
  cv::Mat picture(kPictureSide, kPictureSide,
                  CV_8UC3);  // channels in R, G, B order: nothing here asks OpenCV for BGR
  drawBackground(picture, scene.background);
  using Draw = void (*)(Brush&, const Scalar&);
  static constexpr Draw kDraw[kCategories] = {drawFace, drawPerson, drawHouse, drawSign,
                                              drawBall, drawStar,   drawBox,   drawTree};
  for (const SceneObject& object : scene.objects) {
    Brush brush(picture, object);
    kDraw[static_cast<int>(object.category)](brush, kColors[static_cast<std::size_t>(object.color)]);
  }
  return {kPictureSide, kPictureSide,
          std::vector<std::uint8_t>(picture.data, picture.data + picture.total() * 3)};
}

}  // namespace vxs::synthetic
