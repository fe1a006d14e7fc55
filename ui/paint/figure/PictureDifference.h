#pragma once

#include <QImage>

#include <string>

namespace vxs::paint {

/// How far two pictures of one size are apart, over the premultiplied channels. A change may hide from one of
/// these but not from all four: a slight tint moves the mean only, a shifted edge the percentile, a lost
/// letter the count, one wrong pixel the maximum.
struct PictureDifference {
  int maximum = 0;       ///< of 255
  double mean = 0;       ///< of 255, over pixels (largest channel)
  int percentile99 = 0;  ///< of 255
  long long pixelsAbove32 = 0;
  long long pixels = 0;

  bool identical() const { return maximum == 0; }
  /// Within what fonts and rounding of another machine may change.
  bool within() const;
  std::string text() const;
};

/// The limits of within().
inline constexpr int kMaximumLimit = 160;
inline constexpr double kMeanLimit = 0.5;
inline constexpr int kPercentileLimit = 8;
inline constexpr double kAbove32Limit = 0.001;  ///< of all pixels

/// Throws Error when the sizes differ.
PictureDifference comparePictures(const QImage& a, const QImage& b);

}  // namespace vxs::paint
