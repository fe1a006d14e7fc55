#include "ui/preferences/PreferenceActions.h"

#include "ui/actions/ActionRegistry.h"
#include "ui/graphics/Drawing.h"
#include "ui/preferences/PreferencesDialog.h"
#include "ui/preferences/VisionEffect.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QStatusBar>
#include <QToolButton>

#include <array>

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

/// Where colours say something: the middle of the window and what the docks hold, floating ones too.
QList<QWidget*> colouredParts(const QMainWindow& window) {
  QList<QWidget*> parts{window.centralWidget()};
  for (const auto* dock : window.findChildren<QDockWidget*>()) parts << dock->widget();
  return parts;
}

paint::Vision visionOf(const QMainWindow& window) {
  const auto* effect = qobject_cast<const VisionEffect*>(window.centralWidget()->graphicsEffect());
  return effect ? effect->vision() : paint::Vision::Normal;
}

/// In the status bar while colours are not as they are; a click ends that.
QToolButton* makeVisionMark(QMainWindow& window, ActionRegistry& actions) {
  auto* mark = new QToolButton;
  mark->setObjectName(QStringLiteral("visionMark"));
  mark->setAutoRaise(true);
  mark->hide();
  QObject::connect(mark, &QToolButton::clicked, &actions,
                   [&actions] { actions.trigger(QStringLiteral("view.vision.normal")); });
  window.statusBar()->addPermanentWidget(mark);
  return mark;
}

void showVision(QMainWindow& window, QToolButton& mark, paint::Vision vision, const QString& name) {
  for (QWidget* part : colouredParts(window)) {
    part->setGraphicsEffect(vision == paint::Vision::Normal ? nullptr : new VisionEffect(*part, vision));
    // Qt paints a part anew but not always what lies in it
    for (QWidget* inside : part->findChildren<QWidget*>()) inside->update();
  }
  mark.setText(name);
  mark.setToolTip(
      QObject::tr("Views and panels are not in their own colours. Click here to have them back "
                  "(View › As colour-blind readers see it › As it is)"));
  mark.setVisible(!name.isEmpty());
}

void addVision(QMainWindow& window, ActionRegistry& actions) {
  struct Way {
    paint::Vision vision;
    const char* name;
    QString text, tip, mark;
  };
  const std::array<Way, 5> ways{
      {{paint::Vision::Normal, "normal", QObject::tr("&As it is"),
        QObject::tr("Show the colours as they are"), QString()},
       {paint::Vision::Deutan, "deutan", QObject::tr("&Deutan"),
        QObject::tr("Show views and panels as a reader without green cones sees them"),
        QObject::tr("Colour-blind preview: deuteranopia")},
       {paint::Vision::Protan, "protan", QObject::tr("&Protan"),
        QObject::tr("Show views and panels as a reader without red cones sees them"),
        QObject::tr("Colour-blind preview: protanopia")},
       {paint::Vision::Tritan, "tritan", QObject::tr("&Tritan"),
        QObject::tr("Show views and panels as a reader without blue cones sees them"),
        QObject::tr("Colour-blind preview: tritanopia")},
       {paint::Vision::Grey, "grey", QObject::tr("&Grey print"),
        QObject::tr("Show views and panels as a grey printer prints them"),
        QObject::tr("Preview: grey print")}}};
  QToolButton* mark = makeVisionMark(window, actions);
  for (const Way& way : ways) {
    actions.add({.name = QStringLiteral("view.vision.") + QLatin1String(way.name),
                 .text = way.text,
                 .tip = way.tip,
                 .menu = Menu::View,
                 .submenu = QObject::tr("As &colour-blind readers see it"),
                 .group = QStringLiteral("window"),
                 .run = [&window, mark, way] { showVision(window, *mark, way.vision, way.mark); },
                 .checked = [&window, vision = way.vision] { return visionOf(window) == vision; }});
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

void addPreferenceActions(Session& session, Drawing& drawing, QMainWindow& window, ActionRegistry& actions) {
  addVision(window, actions);
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
