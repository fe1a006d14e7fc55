#pragma once

#include "core/base/RgbImage.h"
#include "core/scene/Comparison.h"

#include <QImage>
#include <QString>

#include <filesystem>

namespace vxs::paint {

/// Size of a figure on paper; pixels = mm / 25.4 * dpi.
struct FigureSize {
  double widthMm = 180;
  double heightMm = 90;
  double dpi = 300;
};

/// Figure 3 of the report: the picture before and after BLIP's preprocessing, with its caption.
QImage preprocessingFigure(const RgbImage& picture, const RgbImage& seenByBlip, const QString& caption,
                           const QString& encoderName, bool demoEncoder, const FigureSize& size);
/// Figures 5-7: measured, predicted and difference in 3-D with one camera and one colour bar.
QImage compare3dFigure(const scene::ComparisonData& data, const scene::ComparisonState& state,
                       const FigureSize& size);
/// The three layers as axial, coronal and sagittal slices through the crosshair.
QImage slicesFigure(const scene::ComparisonData& data, const scene::ComparisonState& state,
                    const FigureSize& size);
/// PNG or TIFF by suffix with dpi, and `recipeJson` as the text chunk "voxelscope-recipe" (PNG). Written
/// aside and renamed. Throws Error naming the file.
void saveFigure(const std::filesystem::path& path, const QImage& figure, const FigureSize& size,
                const std::string& recipeJson);

}  // namespace vxs::paint
