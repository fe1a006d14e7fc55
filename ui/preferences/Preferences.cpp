#include "ui/preferences/Preferences.h"

#include "core/scene/ColorMap.h"
#include "ui/Theme.h"

#include <QApplication>
#include <QSettings>
#include <QWidget>

#include <algorithm>

namespace vxs::ui {

Preferences Preferences::load() {
  const QSettings settings;
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
  read.autosave = settings.value(QStringLiteral("autosave"), standard.autosave).toBool();
  read.threads = std::clamp(settings.value(QStringLiteral("threads"), standard.threads).toInt(), 0, 1024);
  return read;
}

void Preferences::save() const {
  QSettings settings;
  settings.setValue(QStringLiteral("dark"), dark);
  settings.setValue(QStringLiteral("textPercent"), textPercent);
  settings.setValue(QStringLiteral("convention"), convention == scene::Convention::Radiological
                                                      ? QStringLiteral("radiological")
                                                      : QStringLiteral("neurological"));
  settings.setValue(QStringLiteral("colorMap"), colorMap);
  settings.setValue(QStringLiteral("autosave"), autosave);
  settings.setValue(QStringLiteral("threads"), threads);
}

void Preferences::apply(QApplication& application) const {
  ui::setTextPercent(textPercent);
  applyTheme(application, dark);
  for (QWidget* widget : QApplication::allWidgets()) widget->update();
}

}  // namespace vxs::ui
