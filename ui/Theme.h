#pragma once

#include "ui/paint/SlicePainter.h"

#include <QIcon>
#include <QString>

class QApplication;

namespace vxs::ui {

/// The one look of the program: Fusion with palettes of our own, dark (default) or light.
void applyTheme(QApplication& application, bool dark);
bool themeIsDark();
/// Size of type in percent of the system's, for everything; takes effect with applyTheme().
void setTextPercent(int percent);
int textPercent();
/// A size of type in pixels, as large as the person wants it.
int scaledPixels(int pixels);
/// How views are drawn. The canvas is dark in both themes: brains are read on black.
paint::PaintStyle viewStyle();
/// One of resources/icons by name, always in the text colour of the theme of the moment.
QIcon themedIcon(const QString& name);

}  // namespace vxs::ui
