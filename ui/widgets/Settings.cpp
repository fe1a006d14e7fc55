#include "ui/widgets/Settings.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>
#include <QSettings>
#include <QThreadPool>
#include <QTimer>

#include <chrono>

namespace vxs::ui {

namespace {

/// Every QSettings of the program shares what it has read and what is to be written; this one never writes
/// before its end.
class Store : public QSettings {
 public:
  explicit Store(QObject* parent) : QSettings(parent) {
    m_thread.setMaxThreadCount(1);
    m_rest.setSingleShot(true);
    m_rest.setInterval(std::chrono::milliseconds(300));
    connect(&m_rest, &QTimer::timeout, this, [this] { m_thread.start([] { QSettings().sync(); }); });
  }
  ~Store() override { m_thread.waitForDone(); }
  void writeSoon() { m_rest.start(); }
  bool waits() const { return m_rest.isActive() || m_thread.activeThreadCount() > 0; }

 protected:
  bool event(QEvent* event) override {
    return event->type() == QEvent::UpdateRequest || QSettings::event(event);  // it would write now
  }

 private:
  QThreadPool m_thread;
  QTimer m_rest;
};

/// Gone with the application, when what is left is written.
Store& store() {
  static QPointer<Store> kept;
  if (!kept) kept = new Store(QCoreApplication::instance());
  return *kept;
}

}  // namespace

Settings::Settings(const QString& group) : m_prefix(group.isEmpty() ? group : group + QLatin1Char('/')) {}

QString Settings::keyOf(const QString& name) const {
  return name.isEmpty() ? m_prefix.chopped(1) : m_prefix + name;
}

QVariant Settings::value(const QString& name, const QVariant& otherwise) const {
  return store().value(keyOf(name), otherwise);
}

bool Settings::contains(const QString& name) const {
  return store().contains(keyOf(name));
}

QStringList Settings::names() const {
  store().beginGroup(m_prefix.chopped(1));
  const QStringList names = store().childKeys();
  store().endGroup();
  return names;
}

void Settings::setValue(const QString& name, const QVariant& value) {
  store().setValue(keyOf(name), value);
  store().writeSoon();
}

void Settings::remove(const QString& name) {
  store().remove(keyOf(name));
  store().writeSoon();
}

void Settings::refresh() {
  if (!store().waits()) store().sync();
}

}  // namespace vxs::ui
