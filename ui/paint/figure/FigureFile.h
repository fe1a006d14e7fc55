#pragma once

#include "core/base/Progress.h"
#include "ui/paint/figure/Figure.h"
#include "ui/paint/figure/Recipe.h"

#include <QImage>

#include <filesystem>
#include <string>
#include <vector>

namespace vxs::paint {

enum class FigureFormat { Png, Tiff, Svg, Pdf, Tsv, Markdown };
/// By suffix: .png, .tif, .tiff, .svg, .pdf; .tsv and .md for tables. Throws Error naming the file and what
/// there is.
FigureFormat formatOf(const std::filesystem::path& file);
/// Whether it has no page.
inline bool isText(FigureFormat format) {
  return format == FigureFormat::Tsv || format == FigureFormat::Markdown;
}

/// The figure as pixels, premultiplied, with its dpi set.
QImage renderFigure(const Figure& figure, const PageSetup& page, Progress& progress);

/// Paints the figure in the format of the suffix and puts the recipe into the file: a PNG text chunk
/// "voxelscope-recipe", TIFF's ImageDescription, SVG's <metadata>, PDF's XMP metadata. Written aside and
/// renamed. Returns the size in pixels. Throws Error naming the file, Cancelled when asked to stop.
QSize saveFigure(const std::filesystem::path& file, const Figure& figure, const Recipe& recipe,
                 Progress& progress);

}  // namespace vxs::paint
