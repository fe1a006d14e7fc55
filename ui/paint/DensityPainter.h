#pragma once

#include "core/metrics/Histogram.h"

#include <QColor>
#include <QImage>

namespace vxs::paint {

/// Of a bin that holds so many of at most `most`: logarithmic, in viridis without its darkest end.
QColor densityColor(double count, std::int64_t most);
std::int64_t fullestBin(const metrics::Density& density);
/// One pixel a bin, transparent where there is nothing.
QImage densityImage(const metrics::Density& density);

}  // namespace vxs::paint
