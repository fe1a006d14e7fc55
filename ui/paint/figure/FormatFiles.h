#pragma once

#include "core/base/Progress.h"
#include "ui/paint/figure/Figure.h"
#include "ui/paint/figure/Recipe.h"

#include <QImage>

#include <filesystem>
#include <string>

// Internal to ui/paint/figure: one writer a format, each giving the whole file.
namespace vxs::paint {

/// SVG with words as <text>, brains as embedded PNG, the size in mm, and the recipe in <metadata>.
std::string svgBytes(const Figure& figure, const PageSetup& page, const std::string& recipe,
                     Progress& progress);
/// One page with embedded fonts, brains as images at the page's dpi, and the recipe in the XMP metadata.
std::string pdfBytes(const Figure& figure, const PageSetup& page, const std::string& recipe,
                     Progress& progress);
/// Deflate-compressed 8-bit RGB, or RGBA with associated (premultiplied) alpha when the image has alpha; dpi
/// and the recipe as ImageDescription.
std::string tiffBytes(const QImage& image, double dpi, const std::string& recipe);

/// The ImageDescription of a TIFF file; empty when there is none. Throws Error when it is no TIFF.
std::string tiffDescription(const std::filesystem::path& file);
/// Throws Error naming the file when it cannot be read.
QImage tiffImage(const std::filesystem::path& file);

/// An SVG drawn at its own size; `file` names it in errors.
QImage svgPixels(const std::string& bytes, const std::filesystem::path& file);
/// Text between <voxelscope:recipe> and its end, unescaped, in an SVG's or PDF's bytes; empty: none.
std::string xmlRecipe(const std::string& bytes);

}  // namespace vxs::paint
