#include "ui/paint/figure/VerifyFigure.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/FormatFiles.h"
#include "ui/paint/figure/Page.h"
#include "ui/paint/figure/Provenance.h"
#include "ui/paint/figure/RecipeFile.h"

#include <algorithm>

namespace vxs::paint {
namespace {

/// Everything that is painted or embedded in a PDF: its streams but the XMP packet, which holds the recipe;
/// in order of content, since Qt writes fonts in any order.
std::vector<std::string> pdfStreams(const std::string& bytes) {
  std::vector<std::string> streams;
  std::size_t at = 0;
  while ((at = bytes.find("stream\n", at)) != std::string::npos) {
    const std::size_t from = at + 7, to = bytes.find("endstream", from);
    if (to == std::string::npos) break;
    std::string content = bytes.substr(from, to - from);
    if (content.find("<?xpacket") == std::string::npos) streams.push_back(std::move(content));
    at = to + 9;
  }
  std::ranges::sort(streams);
  return streams;
}

}  // namespace

std::string Verification::text() const {
  std::string said;
  for (const std::string& change : changes) said += (said.empty() ? "data changed: " : ", ") + change;
  if (!sameSize) return said + (said.empty() ? "" : "; ") + "the size differs";
  const std::string end = hashed ? ", data unchanged" : ", but the file carries no hashes";
  if (samePage) {
    const std::string page = *samePage ? "the page is the same" : "the page differs";
    if (!said.empty()) return said + "; " + page;
    return *samePage ? "verified: " + page + end : page;
  }
  const std::string picture =
      difference.identical() ? "the picture is the same" : "the picture differs: " + difference.text();
  if (!said.empty()) return said + "; " + picture;
  if (!difference.within()) return "differs by " + difference.text();
  return "verified: " + difference.text() + end;
}

Verification verifyFigure(const std::filesystem::path& file, FigureSources& sources, Progress& progress) {
  Verification verification;
  verification.recipe = readRecipe(file);
  const Hashes written = verification.recipe.hashes;
  verification.hashed = !written.empty();
  Recipe recipe = verification.recipe;
  const std::unique_ptr<Figure> figure = withContext("making the figure in " + file.string() + " again",
                                                     [&] { return makeFigure(recipe, sources, progress); });
  if (verification.hashed) verification.changes = changesBetween(written, recipe.hashes);
  const std::string bytes = readFile(file, 1ULL << 29);
  if (bytes.starts_with("%PDF")) {
    verification.samePage =
        pdfStreams(bytes) == pdfStreams(pdfBytes(*figure, recipe.page, toText(recipe), progress));
    return verification;
  }
  const QImage seen = readFigurePixels(file);
  const bool svg = formatOf(file) == FigureFormat::Svg;
  const QImage again = svg ? svgPixels(svgBytes(*figure, recipe.page, toText(recipe), progress), file)
                           : renderFigure(*figure, recipe.page, progress);
  verification.sameSize = seen.size() == again.size();
  if (verification.sameSize) verification.difference = comparePictures(seen, again);
  return verification;
}

}  // namespace vxs::paint
