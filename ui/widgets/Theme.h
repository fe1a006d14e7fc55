#pragma once

#include "ui/paint/SlicePainter.h"

#include <QIcon>
#include <QString>

#include <functional>

class QApplication;
class QLabel;
class QWidget;

namespace vxs::ui {

/// The one look of the program: Fusion with palettes of our own, dark (default) or light.
void applyTheme(QApplication& application, bool dark);
bool themeIsDark();
/// Size of type in percent of the system's, for everything; takes effect with applyTheme().
void setTextPercent(int percent);
int textPercent();
/// A size of type, or of what lies around it, in pixels: as given where the application's font is 9 pt at 96
/// dpi, else as much larger or smaller as that font is.
int scaledPixels(int pixels);
/// Calls `size` now and whenever the widget's font has changed: for sizes that have to be set in pixels.
void followFont(QWidget& widget, std::function<void()> size);
enum class TextRole { Body, Hint, Warning, Heading, Title };
/// The ink and the type of a label by what its text is. A label keeps its type when it goes from Heading or
/// Title to another role.
void setTextRole(QLabel& label, TextRole role);
/// How views are drawn. The canvas is dark in both themes: brains are read on black.
paint::PaintStyle viewStyle();
/// One of resources/icons by name, always in the text colour of the theme of the moment.
QIcon themedIcon(const QString& name);

}  // namespace vxs::ui
