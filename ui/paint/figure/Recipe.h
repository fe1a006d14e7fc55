#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vxs::paint {

/// Size of a figure on paper; pixels = mm / 25.4 * dpi.
struct FigureSize {
  double widthMm = 180;
  double heightMm = 90;  ///< of a recipe that was not made yet 0: as high as the figure
  double dpi = 300;
  bool operator==(const FigureSize&) const = default;
};

/// White and black pages are opaque; a transparent one has dark words, for light slides and paper.
enum class Background { White, Black, Transparent };

/// The paper that a figure is painted on.
struct PageSetup {
  FigureSize size;
  Background background = Background::White;
  std::string fontFamily;  ///< empty: the first of the usual sans-serif families that is installed
  double fontPt = 7.5;     ///< of ordinary words; titles and footnotes follow
  /// Sentences that footers leave out, since the sheet that the page is a part of says them. No recipe has
  /// them.
  std::vector<std::string> saidBelow;
  bool operator==(const PageSetup&) const = default;
};

/// Everything that a figure is made from: filled from the command line or the window, written into the figure
/// file, and read back from any of them, or from JSON, to make the figure again.
struct Recipe {
  std::string kind;     ///< of figureKinds(): "compare3d", "slices" ...
  std::string version;  ///< of the program that wrote it
  std::filesystem::path run;
  int trial = 0;  ///< 1-based, chronological; 0: the first trial with a test image
  std::filesystem::path image;
  std::optional<std::string> caption;
  int threads = 0;  ///< that predicted it: with another number sums are rounded otherwise. 0: not known
  std::string encoder = "demo";                ///< of preprocessing; others use the run's
  std::map<std::string, std::string> options;  ///< what only some kinds know, e.g. "map": "r2"
  PageSetup page;
  std::vector<Recipe> panels;  ///< of the kind "panels", in the order of their letters; without hashes
  // How to look at it, as a person asks for it on the command line:
  std::string view = "oblique";
  std::optional<double> range, thresholdZ;
  std::optional<std::string> crosshairRasMm;  ///< "x,y,z"
  bool radiological = false;
  /// ... and once it is known: scene::ComparisonState as JSON. Then it decides, not the fields above.
  std::string state;
  /// What the figure was made from: SHA-256 by name (see Provenance.h). Empty before it is made.
  std::map<std::string, std::string> hashes;

  /// An option's text, or `otherwise` when it is absent or empty.
  std::string option(const std::string& name, const std::string& otherwise = {}) const;
};

/// JSON text with "voxelscope" (version) and "figure" (kind) first.
std::string toText(const Recipe& recipe);
/// From the text of toText(). `source` names it in errors. Throws Error when it is no recipe.
Recipe recipeFromText(const std::string& text, const std::string& source);

const char* toString(Background background);
/// "white", "black" or "transparent"; throws UsageError otherwise.
Background backgroundFrom(const std::string& name);

}  // namespace vxs::paint
