#include "ui/preferences/Preferences.h"

#include "core/scene/ColorMap.h"
#include "ui/widgets/Settings.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace vxs::ui {

namespace {

const QString kKeys = QStringLiteral("keys");

KeyBindings::Chosen loadKeys() {
  const Settings settings(kKeys);
  KeyBindings::Chosen chosen;
  for (const QString& name : settings.names()) chosen[name] = settings.value(name).toStringList();
  return chosen;
}

}  // namespace

Preferences Preferences::load() {
  const Settings settings;
  const Preferences standard;
  Preferences read;
  read.dark = settings.value(QStringLiteral("dark"), standard.dark).toBool();
  read.textPercent =
      std::clamp(settings.value(QStringLiteral("textPercent"), standard.textPercent).toInt(), 100, 200);
  if (settings.value(QStringLiteral("convention")).toString() == QLatin1String("radiological"))
    read.convention = scene::Convention::Radiological;
  const QString map = settings.value(QStringLiteral("colorMap")).toString();
  const auto known = scene::colorMapNames();
  if (std::ranges::find(known, map.toStdString()) != known.end()) read.colorMap = map;
  if (settings.contains(QStringLiteral("drawing")))
    read.drawing = drawingFromName(settings.value(QStringLiteral("drawing")).toString());
  read.autosave = settings.value(QStringLiteral("autosave"), standard.autosave).toBool();
  read.keys = loadKeys();
  read.threads = std::clamp(settings.value(QStringLiteral("threads"), standard.threads).toInt(), 0, 1024);
  return read;
}

void Preferences::save() const {
  Settings settings;
  settings.setValue(QStringLiteral("dark"), dark);
  settings.setValue(QStringLiteral("textPercent"), textPercent);
  settings.setValue(QStringLiteral("convention"), convention == scene::Convention::Radiological
                                                      ? QStringLiteral("radiological")
                                                      : QStringLiteral("neurological"));
  settings.setValue(QStringLiteral("colorMap"), colorMap);
  settings.setValue(QStringLiteral("autosave"), autosave);
  settings.setValue(QStringLiteral("drawing"), drawingName(drawing));
  settings.setValue(QStringLiteral("threads"), threads);
  Settings ofKeys(kKeys);
  ofKeys.remove({});
  for (const auto& [name, written] : keys) ofKeys.setValue(name, written);
}

void Preferences::apply(QApplication& application) const {
  ui::setTextPercent(textPercent);
  applyTheme(application, dark);
  for (QWidget* widget : QApplication::allWidgets()) widget->update();
}

}  // namespace vxs::ui
