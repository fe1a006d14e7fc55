#include "ui/graphics/OffscreenContext.h"

#include <QOffscreenSurface>

namespace vxs::ui {

OffscreenContext::OffscreenContext(QOffscreenSurface& surface) : m_surface(surface) {
  m_context.setFormat(format());
  m_context.create();  // makeCurrent() says when this failed
}

QSurfaceFormat OffscreenContext::format() {
  QSurfaceFormat format;
  format.setRenderableType(QSurfaceFormat::OpenGL);
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  return format;
}

bool OffscreenContext::makeCurrent() {
  return m_context.isValid() && m_surface.isValid() && (isCurrent() || m_context.makeCurrent(&m_surface));
}

void OffscreenContext::doneCurrent() {
  m_context.doneCurrent();
}

bool OffscreenContext::isCurrent() const {
  return QOpenGLContext::currentContext() == &m_context;
}

scene::GlContext::Function OffscreenContext::function(const char* name) const {
  return m_context.getProcAddress(name);
}

}  // namespace vxs::ui
