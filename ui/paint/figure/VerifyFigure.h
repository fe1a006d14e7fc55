#pragma once

#include "ui/paint/figure/FigureKind.h"
#include "ui/paint/figure/PictureDifference.h"

#include <filesystem>
#include <optional>

namespace vxs::paint {

/// What making a figure again found.
struct Verification {
  Recipe recipe;                     ///< as written in the file
  std::vector<std::string> changes;  ///< of what it was made from, e.g. "head has changed"
  bool hashed = false;               ///< the file carries hashes at all
  std::optional<bool> samePage;      ///< of a PDF, whose page is compared as it is written; else none
  PictureDifference difference;      ///< of pixels, where it is no PDF
  bool sameSize = true;
  bool verified() const {
    return changes.empty() && sameSize && difference.within() && samePage.value_or(true);
  }
  /// "verified", "data changed: ...", "differs by ...".
  std::string text() const;
};

/// Makes the figure in `file` again from its recipe and compares data and picture. Throws Error when the file
/// has no recipe or its run cannot be read.
Verification verifyFigure(const std::filesystem::path& file, FigureSources& sources, Progress& progress);

}  // namespace vxs::paint
