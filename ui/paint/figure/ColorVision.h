#pragma once

#include "core/scene/ColorMap.h"

#include <QColor>
#include <QImage>

#include <string>
#include <vector>

namespace vxs::paint {

/// How a picture is seen: without loss, without one kind of cone, or printed in grey.
enum class Vision { Normal, Deutan, Protan, Tritan, Grey };

/// Machado, Oliveira and Fernandes 2009 (IEEE TVCG 15, 1291), severity 1, in linear light; grey: relative
/// luminance of Rec. 709. White and greys stay as they are.
QRgb seenAs(QRgb color, Vision vision);
/// Every pixel, by a table that is within 1 of 255 of the same; alpha is kept. Fast enough for a window.
QImage seenAs(const QImage& image, Vision vision);

/// CIE 1976 distance in L*a*b* (D65). Below about 10 two patches of a brain are hard to tell apart.
double colourDistance(QRgb a, QRgb b);

/// Where a diverging colour scale's sign is lost for a vision: +v and -v look alike.
struct SignCheck {
  bool lost = false;
  double value = 0;     ///< the |value| at which they are nearest, from the threshold up
  double distance = 0;  ///< between them there
};
SignCheck checkSign(const scene::ColorScale& scale, Vision vision);
inline constexpr double kDistinctDistance = 10;

}  // namespace vxs::paint
