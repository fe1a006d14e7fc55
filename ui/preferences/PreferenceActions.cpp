#include "ui/preferences/PreferenceActions.h"

#include "ui/Theme.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/graphics/Drawing.h"
#include "ui/preferences/PreferencesDialog.h"
#include "ui/preferences/VisionEffect.h"

#include <QApplication>
#include <QMainWindow>

namespace vxs::ui {

namespace {

constexpr int kLargePercent = 150;

void take(Session& session, Drawing& drawing, ActionRegistry& actions, const Preferences& preferences) {
  preferences.apply(*qApp);
  actions.setChosenKeys(preferences.keys);
  drawing.choose(preferences.drawing);
  if (session.run()) return;  // what is open keeps its own
  session.view().setConvention(preferences.convention);
  scene::ColorScale scale = session.view().state().scale;
  scale.map = preferences.colorMap.toStdString();
  session.view().setScale(scale);
}

paint::Vision visionOf(const QWidget& widget) {
  const auto* effect = qobject_cast<const VisionEffect*>(widget.graphicsEffect());
  return effect ? effect->vision() : paint::Vision::Normal;
}

void addVision(QWidget& views, ActionRegistry& actions) {
  const std::array<std::tuple<paint::Vision, const char*, QString, QString>, 4> ways{
      {{paint::Vision::Normal, "normal", QObject::tr("&As it is"),
        QObject::tr("Show the colours as they are")},
       {paint::Vision::Deutan, "deutan", QObject::tr("&Deutan"),
        QObject::tr("Show the views as a reader without green cones sees them")},
       {paint::Vision::Protan, "protan", QObject::tr("&Protan"),
        QObject::tr("Show the views as a reader without red cones sees them")},
       {paint::Vision::Grey, "grey", QObject::tr("&Grey print"),
        QObject::tr("Show the views as a grey printer prints them")}}};
  for (const auto& way : ways) {
    const paint::Vision vision = std::get<0>(way);
    actions.add({.name = QStringLiteral("view.vision.") + QLatin1String(std::get<1>(way)),
                 .text = std::get<2>(way),
                 .tip = std::get<3>(way),
                 .menu = Menu::View,
                 .submenu = QObject::tr("As &colour-blind readers see it"),
                 .group = QStringLiteral("window"),
                 .run =
                     [&views, vision] {
                       views.setGraphicsEffect(vision == paint::Vision::Normal ? nullptr
                                                                               : new VisionEffect(vision));
                     },
                 .checked = [&views, vision] { return visionOf(views) == vision; }});
  }
}

void addDrawing(Drawing& drawing, ActionRegistry& actions) {
  const auto add = [&](DrawingChoice choice, const QString& text, const QString& tip) {
    actions.add({.name = QStringLiteral("view.drawing.") + drawingName(choice),
                 .text = text,
                 .tip = tip,
                 .menu = Menu::View,
                 .submenu = QObject::tr("3-D dra&wn by"),
                 .group = QStringLiteral("window"),
                 .run =
                     [&drawing, choice] {
                       if (choice == DrawingChoice::GraphicsCard) forgetFailedProbe();
                       drawing.choose(choice);
                     },
                 .checked = [&drawing, choice] { return drawing.choice() == choice; }});
  };
  add(DrawingChoice::Automatic, QObject::tr("&Whatever is faster"),
      QObject::tr("Draw 3-D views with the graphics card where there is one, else with the processor"));
  add(DrawingChoice::Processor, QObject::tr("&Processor"),
      QObject::tr("Draw 3-D views with the processor: VTK's fixed-point ray caster, no OpenGL"));
  add(DrawingChoice::GraphicsCard, QObject::tr("&Graphics card"),
      QObject::tr("Draw 3-D views with OpenGL: VTK's GPU mapper; slow where OpenGL is software"));
}

}  // namespace

void addPreferenceActions(Session& session, Drawing& drawing, QWidget& views, QMainWindow& window,
                          ActionRegistry& actions) {
  addVision(views, actions);
  addDrawing(drawing, actions);
  actions.add({.name = QStringLiteral("edit.preferences"),
               .text = QObject::tr("&Preferences…"),
               .tip = QObject::tr("Theme, size of type, sides, colours, who draws, keys, autosave, cores"),
               .menu = Menu::Edit,
               .group = QStringLiteral("last"),
               .keys = {QStringLiteral("Ctrl+,")},
               .run =
                   [&session, &drawing, &window, &actions] {
                     auto* dialog = new PreferencesDialog(drawing, actions, &window);
                     dialog->setAttribute(Qt::WA_DeleteOnClose);
                     QObject::connect(dialog, &PreferencesDialog::saved, &window,
                                      [&session, &drawing, &actions](const Preferences& chosen) {
                                        take(session, drawing, actions, chosen);
                                      });
                     dialog->open();
                   },
               .command = [] { return QString(); }});
  actions.add({.name = QStringLiteral("view.largetype"),
               .text = QObject::tr("&Large type"),
               .tip = QObject::tr("Type that is readable from the last row of a lecture hall, and back"),
               .menu = Menu::View,
               .group = QStringLiteral("window"),
               .keys = {QStringLiteral("Ctrl+Shift+L")},
               .run =
                   [] {
                     Preferences now;
                     now.dark = themeIsDark();
                     now.textPercent = textPercent() >= kLargePercent ? 100 : kLargePercent;
                     now.apply(*qApp);
                   },
               .checked = [] { return textPercent() >= kLargePercent; }});
}

}  // namespace vxs::ui
