#include "app/gui/Screenshot.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QSaveFile>

#include <cstdio>

namespace vxs {

Screenshot::Screenshot(ui::MainWindow& window, QString file, QObject* parent)
    : QObject(parent), m_window(window), m_file(std::move(file)) {
  connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
  m_timer.start(kTickMs);
}

void Screenshot::fail(const QString& message) {
  std::fprintf(stderr, "voxelscope: %s\n", qPrintable(message));
  QCoreApplication::exit(1);
}

void Screenshot::look() {
  m_calm = m_withoutRun || m_window.complete() ? m_calm + 1 : 0;
  if (m_calm >= kCalmTicks) {
    m_timer.stop();
    grab();
  } else if (--m_ticksLeft <= 0) {
    m_timer.stop();
    fail(tr("the window was not complete in time, so there is no screenshot"));
  }
}

void Screenshot::grab() {
  QSaveFile file(m_file);
  const bool saved = file.open(QIODevice::WriteOnly) && m_window.grab().save(&file, "PNG") && file.commit();
  if (!saved) return fail(tr("cannot write %1: %2").arg(m_file, file.errorString()));
  QCoreApplication::exit(0);
}

}  // namespace vxs
