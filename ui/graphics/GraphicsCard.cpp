#include "ui/graphics/GraphicsCard.h"

#include "ui/graphics/OffscreenContext.h"

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLFunctions>

#include <algorithm>
#include <array>

namespace vxs::ui {

namespace {

bool platformHasOpenGl() {
  // "offscreen" finds OpenGL by way of an X server that only happens to be there
  constexpr std::array without{"offscreen", "minimal", "minimalegl", "vnc", "linuxfb"};
  return std::ranges::none_of(
      without, [](const char* name) { return QGuiApplication::platformName() == QLatin1String(name); });
}

QString named(QOpenGLFunctions& gl, GLenum what) {
  const auto* text = reinterpret_cast<const char*>(gl.glGetString(what));
  return QString::fromLatin1(text ? text : "");
}

}  // namespace

bool drawsInSoftware(const QString& renderer) {
  constexpr std::array names{"llvmpipe",     "softpipe",         "swiftshader", "software rasterizer",
                             "swrast",       "lavapipe",         "openswr",     "gdi generic",
                             "basic render", "software renderer"};
  return std::ranges::any_of(
      names, [&](const char* name) { return renderer.contains(QLatin1String(name), Qt::CaseInsensitive); });
}

GraphicsCard GraphicsCard::probe() {
  GraphicsCard card;
  const auto without = [&card](const QString& reason) {
    card.reason = reason;
    return card;
  };
  if (!platformHasOpenGl())
    return without(QObject::tr("the platform “%1” has no OpenGL").arg(QGuiApplication::platformName()));
  if (!QOpenGLContext::supportsThreadedOpenGL())
    return without(QObject::tr("OpenGL works in the window's thread only"));
  QOffscreenSurface surface;
  surface.setFormat(OffscreenContext::format());
  surface.create();
  OffscreenContext context(surface);
  if (!context.makeCurrent()) return without(QObject::tr("no OpenGL context can be made"));
  QOpenGLContext& current = *QOpenGLContext::currentContext();
  card.renderer = named(*current.functions(), GL_RENDERER);
  card.version = named(*current.functions(), GL_VERSION);
  const auto version = current.format().version();
  const bool desktop = !current.isOpenGLES();
  context.doneCurrent();
  if (!desktop || version < qMakePair(3, 2))
    return without(QObject::tr("OpenGL 3.2 is needed, %1 is there").arg(card.version));
  card.usable = true;
  card.hardware = !drawsInSoftware(card.renderer);
  if (!card.hardware) card.reason = QObject::tr("it is software");
  return card;
}

}  // namespace vxs::ui
