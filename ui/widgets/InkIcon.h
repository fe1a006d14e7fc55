#pragma once

#include <QIcon>

namespace vxs::ui {

/// An icon drawn in the application's text colour, of buttons when it is enabled, fainter when not, at
/// whatever size and pixel ratio it is needed: `file` is an SVG whose strokes are "currentColor". It follows
/// a change of theme by itself. A null icon when the file cannot be read.
QIcon inkIcon(const QString& file);

}  // namespace vxs::ui
