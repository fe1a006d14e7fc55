#pragma once

#include "core/scene/GlContext.h"

#include <QOpenGLContext>
#include <QSurfaceFormat>

class QOffscreenSurface;

namespace vxs::ui {

/// OpenGL without a window: a context of Qt's on a surface that nobody sees. The surface belongs to the
/// thread of the windows and must outlive the context, which belongs to the thread that makes it.
class OffscreenContext : public scene::GlContext {
 public:
  explicit OffscreenContext(QOffscreenSurface& surface);
  /// What surface and context are asked for: 3.2 core; depth and samples are VTK's own.
  static QSurfaceFormat format();

  bool makeCurrent() override;
  void doneCurrent() override;
  bool isCurrent() const override;
  Function function(const char* name) const override;

 private:
  QOffscreenSurface& m_surface;
  QOpenGLContext m_context;
};

}  // namespace vxs::ui
