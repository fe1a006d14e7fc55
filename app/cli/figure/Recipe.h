#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace vxs::cli {

/// Everything that a figure is made from: filled from the command line, written into the figure, and read
/// back from a figure (PNG) or a JSON file to make it again.
struct Recipe {
  std::string kind;  ///< "preprocessing", "compare3d" or "slices"
  std::filesystem::path run;
  int trial = 0;  ///< 1-based, chronological; 0: the first trial with a test image
  std::filesystem::path image;
  std::optional<std::string> caption;
  std::string encoder = "demo";  ///< of preprocessing; others use the run's
  double widthMm = 180, heightMm = 90, dpi = 300;
  std::string view = "oblique";
  std::optional<double> range, thresholdZ;
  std::optional<std::string> crosshairRasMm;  ///< "x,y,z"
  bool radiological = false;
  std::string
      state;  ///< the comparison's state as JSON once it is known; then it decides, not the fields above
};

/// JSON text with "voxelscope" (version) and "figure" (kind) first.
std::string toText(const Recipe& recipe);
/// From the text of toText(). `source` names it in errors. Throws Error when it is no recipe.
Recipe recipeFromText(const std::string& text, const std::string& source);

}  // namespace vxs::cli
