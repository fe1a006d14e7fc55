#pragma once

#include "ui/paint/figure/Legend.h"
#include "ui/paint/figure/Recipe.h"

#include <optional>
#include <string>
#include <vector>

namespace vxs::paint {

class Page;

/// What must be said wherever a figure is seen.
struct Honesty {
  bool synthetic = false;
  bool demoEncoder = false;
  bool shuffledControl = false;
};

/// Something that can be painted on a page: it holds its data and says nothing about sizes or file formats.
/// Immutable once made; paint() may run on any thread, one at a time.
class Figure {
 public:
  virtual ~Figure() = default;
  /// Paints the whole page with one QPainter, the same for pixels and vectors: words, axes and colour bars as
  /// text and shapes, brains as pictures at the page's resolution. Calls Page::step() now and then.
  virtual void paint(Page& page) const = 0;
  /// What a caption in a paper has to say.
  virtual Legend legend() const = 0;
  virtual Honesty honesty() const = 0;
  /// The sentences of its footer, as paintFooter() takes them.
  virtual std::vector<std::string> sources() const { return {}; }
  /// The height in mm of the page that this figure fills, with the setup's width and words.
  virtual double fittingHeightMm(const PageSetup& setup) const = 0;
  /// A table's cells as tab-separated or Markdown text; nothing for what is no table.
  virtual std::optional<std::string> asText(bool /*markdown*/) const { return std::nullopt; }
};

}  // namespace vxs::paint
