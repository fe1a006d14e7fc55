#pragma once

#include <QString>

namespace vxs::ui {

inline constexpr const char* kFigureFormats[] = {"png", "tif", "svg", "pdf"};

/// With the format's ending where the name has none: "fig" is "fig.png", "trial 1.5" is "trial 1.5.png".
/// Another ending is left, for whoever writes the file to refuse.
QString withEnding(const QString& file, const QString& format);
/// The file, or where there is one already the first of NAME-2, NAME-3 … that is not there.
QString freeFigureName(const QString& file);

}  // namespace vxs::ui
