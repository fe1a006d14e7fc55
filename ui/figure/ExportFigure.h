#pragma once

#include "ui/paint/figure/Recipe.h"
#include "ui/session/Session.h"

#include <QString>

#include <filesystem>
#include <functional>

namespace vxs::ui {

/// Paints and saves in the background; progress and Cancel are in the status bar. The recipe is one of
/// sessionRecipe(). `ended`, where there is one, is told why it failed, and nobody else is; its message is
/// empty when the figure is saved or was cancelled.
void exportFigure(Session& session, const paint::Recipe& recipe, const std::filesystem::path& file,
                  const std::function<void(const QString& message)>& ended = {});
/// Saves the predicted volume as NIfTI in the background.
void savePrediction(Session& session, const std::filesystem::path& file);
/// The command that paints exactly this figure, without a window.
QString figureCommand(const paint::Recipe& recipe, const QString& file);

}  // namespace vxs::ui
