#include "ui/script/ScriptCondition.h"

#include "ui/MainWindow.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/script/ScriptInput.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/workspace/Workspace.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <cmath>
#include <map>

namespace vxs::ui {

namespace {

constexpr double kTolerance = 1e-6;

QString tr(const char* text) {
  return QObject::tr(text);
}

QString asText(const QJsonValue& value) {
  if (value.isUndefined()) return tr("nothing");
  QString text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
  return text.mid(1, text.size() - 2);
}

bool same(const QJsonValue& a, const QJsonValue& b, double tolerance) {
  if (a.isDouble() && b.isDouble()) return std::abs(a.toDouble() - b.toDouble()) <= tolerance;
  if (a.isArray() && b.isArray()) {
    const QJsonArray x = a.toArray(), y = b.toArray();
    if (x.size() != y.size()) return false;
    for (int i = 0; i < x.size(); ++i)
      if (!same(x[i], y[i], tolerance)) return false;
    return true;
  }
  return a == b;
}

QString state(MainWindow& window, const QStringList& words) {
  if (words.size() < 2) return tr("state wants PATH VALUE [TOLERANCE]");
  const QJsonValue is = window.workspace().state().at(words[0]);
  const double tolerance = words.size() > 2 ? words[2].toDouble() : kTolerance;
  if (same(is, scriptValue(words[1]), tolerance) || (is.isString() && is.toString() == words[1])) return {};
  return tr("%1 is %2, not %3").arg(words[0], asText(is), words[1]);
}

int layerFrom(const QString& name) {
  constexpr int kLayers = std::tuple_size_v<decltype(scene::ComparisonData::volumes)>;
  for (int layer = 0; layer < kLayers; ++layer)
    if (layerName(static_cast<scene::Layer>(layer)).compare(name, Qt::CaseInsensitive) == 0) return layer;
  return -1;
}

QString voxel(MainWindow& window, const QStringList& words) {
  if (words.size() < 5) return tr("voxel wants LAYER I J K VALUE [TOLERANCE]");
  const int layer = layerFrom(words[0]);
  if (layer < 0) return tr("there is no volume “%1”").arg(words[0]);
  const auto data = window.session().data();
  if (!data || data->volumes[static_cast<std::size_t>(layer)].empty()) return tr("%1 is empty").arg(words[0]);
  const Volume& volume = data->volumes[static_cast<std::size_t>(layer)];
  const int i = words[1].toInt(), j = words[2].toInt(), k = words[3].toInt();
  if (!volume.grid.contains(i, j, k)) return tr("the volume has no voxel %1 %2 %3").arg(i).arg(j).arg(k);
  const double is = volume.values[volume.grid.index(i, j, k)], wanted = words[4].toDouble();
  const double tolerance = words.size() > 5 ? words[5].toDouble() : kTolerance;
  const bool holds = std::isnan(wanted) ? std::isnan(is) : std::abs(is - wanted) <= tolerance;
  return holds ? QString()
               : tr("%1 at %2 %3 %4 is %5, not %6").arg(words[0]).arg(i).arg(j).arg(k).arg(is).arg(words[4]);
}

QString action(MainWindow& window, const QStringList& words) {
  if (words.size() != 2) return tr("action wants NAME enabled|disabled|checked|unchecked");
  window.actions().refresh();
  const QAction* found = window.actions().action(words[0]);
  if (!found) return tr("there is no action “%1”").arg(words[0]);
  const std::map<QString, bool> is{{QStringLiteral("enabled"), found->isEnabled()},
                                   {QStringLiteral("disabled"), !found->isEnabled()},
                                   {QStringLiteral("checked"), found->isChecked()},
                                   {QStringLiteral("unchecked"), !found->isChecked()}};
  const auto asked = is.find(words[1]);
  if (asked == is.end()) return tr("an action cannot be “%1”").arg(words[1]);
  return asked->second ? QString() : tr("%1 is not %2").arg(words[0], words[1]);
}

QString widget(MainWindow&, const QStringList& words) {
  if (words.size() != 2) return tr("widget wants NAME visible|hidden|enabled|disabled|checked|unchecked");
  const QWidget* found = input::findWidget(words[0]);
  if (words[1] == QLatin1String("hidden")) return found ? tr("%1 is visible").arg(words[0]) : QString();
  if (!found) return tr("no widget “%1” is visible").arg(words[0]);
  const auto* button = qobject_cast<const QAbstractButton*>(found);
  const std::map<QString, bool> is{{QStringLiteral("visible"), true},
                                   {QStringLiteral("enabled"), found->isEnabled()},
                                   {QStringLiteral("disabled"), !found->isEnabled()},
                                   {QStringLiteral("checked"), button && button->isChecked()},
                                   {QStringLiteral("unchecked"), button && !button->isChecked()}};
  const auto asked = is.find(words[1]);
  if (asked == is.end()) return tr("a widget cannot be “%1”").arg(words[1]);
  return asked->second ? QString() : tr("%1 is not %2").arg(words[0], words[1]);
}

QString textOf(const QWidget& widget) {
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) return label->text();
  if (const auto* line = qobject_cast<const ElidedLabel*>(&widget)) return line->text();
  if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) return line->text();
  if (const auto* editor = qobject_cast<const QPlainTextEdit*>(&widget)) return editor->toPlainText();
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return button->text();
  if (const auto* box = qobject_cast<const QComboBox*>(&widget)) return box->currentText();
  return widget.windowTitle();
}

QString contains(const QString& name, const QString& is, const QString& wanted) {
  return is.contains(wanted) ? QString() : tr("%1 is “%2”, without “%3”").arg(name, is, wanted);
}

QString text(MainWindow&, const QStringList& words) {
  if (words.size() != 2) return tr("text wants WIDGET WORDS");
  const QWidget* found = input::findWidget(words[0]);
  return found ? contains(words[0], textOf(*found), words[1]) : tr("no widget “%1” is visible").arg(words[0]);
}

QString title(MainWindow& window, const QStringList& words) {
  return contains(tr("the title"), window.windowTitle(), words.value(0));
}

QString undo(MainWindow& window, const QStringList& words) {
  window.workspace().settle();
  return contains(tr("what would be undone"), window.workspace().undoStack().undoText(), words.value(0));
}

QString file(MainWindow&, const QStringList& words) {
  const QFileInfo info(words.value(0));
  return info.exists() && info.size() > 0 ? QString() : tr("there is no file %1").arg(words.value(0));
}

QString run(MainWindow& window, const QStringList& words) {
  const bool open = window.session().run() != nullptr, wanted = words.value(0) == QLatin1String("open");
  return open == wanted ? QString() : open ? tr("a run is open") : tr("no run is open");
}

}  // namespace

QJsonValue scriptValue(const QString& word) {
  const QJsonDocument document = QJsonDocument::fromJson('[' + word.toUtf8() + ']');
  return document.array().size() == 1 ? document.array().at(0) : QJsonValue(word);
}

QString unmetCondition(MainWindow& window, const QStringList& words) {
  static const std::map<QString, QString (*)(MainWindow&, const QStringList&)> kinds{
      {QStringLiteral("state"), state},   {QStringLiteral("voxel"), voxel},
      {QStringLiteral("action"), action}, {QStringLiteral("widget"), widget},
      {QStringLiteral("text"), text},     {QStringLiteral("title"), title},
      {QStringLiteral("undo"), undo},     {QStringLiteral("file"), file},
      {QStringLiteral("run"), run}};
  const auto kind = kinds.find(words.value(0));
  if (kind == kinds.end()) return tr("nothing of the kind “%1” can be expected").arg(words.value(0));
  return kind->second(window, words.mid(1));
}

}  // namespace vxs::ui
