#pragma once

#include "ui/widgets/Theme.h"

#include <QColor>
#include <QFont>
#include <QWidget>

// Sizes of what stands in and around the frame of a CurveView.
namespace vxs::ui::curve {

inline constexpr double kRight = 10, kTitleInset = 8;
/// Before a name of the legend, and between two.
inline constexpr double kLegendLine = 16, kLegendGap = 10;
/// That a legend leaves to the curves, and the share of a low plot's width that it takes at most.
inline constexpr double kLeastFrame = 40, kLegendShare = 0.3;

/// Beside the frame, for numbers, the names of y and x, and the title; and a line of text in it.
inline double numbersRoom() {
  return scaledPixels(52);
}
inline double nameRoom() {
  return scaledPixels(14);
}
inline double topRoom() {
  return scaledPixels(22);
}
inline double bottomRoom() {
  return scaledPixels(34);
}
/// Beneath the name of x, for what is said of the best epoch.
inline double bestRoom() {
  return scaledPixels(15);
}
inline double lineHeight() {
  return scaledPixels(15);
}

inline QFont smallFont(const QWidget& widget, bool bold = false) {
  QFont font = widget.font();
  font.setPixelSize(scaledPixels(11));
  font.setBold(bold);
  return font;
}

/// Faint is less than what is beside it, but never hard to see: on dark ground it takes more of the colour.
inline QColor inkOf(QColor color, bool faint) {
  if (faint) color.setAlphaF(themeIsDark() ? 0.62F : 0.45F);
  return color;
}

}  // namespace vxs::ui::curve
