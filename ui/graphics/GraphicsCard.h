#pragma once

#include <QString>

namespace vxs::ui {

/// What OpenGL is there, found out by making a context.
struct GraphicsCard {
  bool usable = false;        ///< OpenGL 3.2 or later, also outside the window's thread
  bool hardware = false;      ///< and no processor pretends to be a card
  QString renderer, version;  ///< as OpenGL names them; empty when there is none
  QString reason;             ///< why it is not usable, or no hardware

  /// Asks once, in the window's thread, in some 10 to 100 ms. Platforms of Qt that show nothing have none and
  /// are not asked.
  static GraphicsCard probe();
};

/// Names under which software draws: llvmpipe, softpipe, SwiftShader …
bool drawsInSoftware(const QString& renderer);

}  // namespace vxs::ui
