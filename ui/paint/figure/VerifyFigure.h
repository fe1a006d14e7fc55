#pragma once

#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/PictureDifference.h"

#include <filesystem>

namespace vxs::paint {

/// What making a figure again found.
struct Verification {
  Recipe recipe;                     ///< as written in the file
  std::vector<std::string> changes;  ///< of what it was made from, e.g. "head has changed"
  bool hashed = false;               ///< the file carries hashes at all
  /// Of pixels; for PDF, whose pages are compared as they are written, only identical or not.
  PictureDifference difference;
  bool sameSize = true;
  bool verified() const { return changes.empty() && sameSize && difference.within(); }
  /// "verified", "data changed: ...", "differs by ...".
  std::string text() const;
};

/// Makes the figure in `file` again from its recipe and compares data and picture. Throws Error when the file
/// has no recipe or its run cannot be read.
Verification verifyFigure(const std::filesystem::path& file, FigureSources& sources, Progress& progress);

}  // namespace vxs::paint
