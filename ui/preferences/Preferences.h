#pragma once

#include "core/scene/Slice.h"
#include "ui/actions/KeyBindings.h"
#include "ui/graphics/Drawing.h"

#include <QString>

class QApplication;

namespace vxs::ui {

/// What a person has chosen once for every window; kept in their settings.
struct Preferences {
  bool dark = true;
  int textPercent = 100;                                           ///< 100 to 200: large type for teaching
  scene::Convention convention = scene::Convention::Neurological;  ///< of a new window
  QString colorMap = QStringLiteral("blue-red");                   ///< of a new window
  bool autosave = true;
  DrawingChoice drawing = DrawingChoice::Automatic;
  KeyBindings::Chosen keys;  ///< instead of those that actions come with
  int threads = 0;           ///< of predictions; 0: every core this process may use

  bool operator==(const Preferences&) const = default;
  static Preferences load();
  void save() const;
  /// Theme and size of type, at once, in every window.
  void apply(QApplication& application) const;
};

}  // namespace vxs::ui
