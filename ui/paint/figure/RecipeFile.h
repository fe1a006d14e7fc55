#pragma once

#include "ui/paint/figure/Recipe.h"

#include <QImage>

#include <filesystem>

namespace vxs::paint {

/// The recipe inside a figure (PNG, TIFF, SVG or PDF, told by its first bytes, not its name) or a JSON file.
/// Throws Error naming the file and what is wrong: missing, a picture without a recipe, a broken recipe.
Recipe readRecipe(const std::filesystem::path& file);
/// Whether a file bears the mark of a recipe of ours, for those who open what was dropped on them;
/// readRecipe() then says whether it is whole. Never throws.
bool carriesRecipe(const std::filesystem::path& file);

/// A figure's pixels: of PNG and TIFF as they are, of SVG drawn at its own size. Throws Error naming the
/// file; PDF cannot be turned into pixels here.
QImage readFigurePixels(const std::filesystem::path& file);

}  // namespace vxs::paint
