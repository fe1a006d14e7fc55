#include "core/workflow/Diagnose.h"
#include "core/workflow/Neural.h"
#include "tests/ui/UiTest.h"
#include "ui/DiagnosticsDialog.h"
#include "ui/actions/ActionFinder.h"
#include "ui/actions/ActionNames.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/actions/KeyList.h"
#include "ui/figure/WindowView.h"
#include "ui/views/ComparisonView.h"

#include <QAction>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>

#include <algorithm>
#include <set>

namespace vxs::ui::test {

using scene::Layer;
using scene::Plane;

class ActionsTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<MainWindow> m_window;
  ActionRegistry& actions() { return m_window->actions(); }
  ViewState& view() { return m_window->session().view(); }
  QMenu* menu(const QString& title) {
    for (auto* each : m_window->menuBar()->findChildren<QMenu*>())
      if (plainText(each->title()) == title) return each;
    return nullptr;
  }

 private Q_SLOTS:
  void init() {
    m_window = openWindow();
    QVERIFY(m_window);
  }
  void cleanup() { m_window.reset(); }

  void everyActionSaysWhatItIsAndCanBeReached() {
    static const QRegularExpression form(QStringLiteral("^[a-z]+(\\.[a-z0-9]+)+$"));
    QVERIFY(actions().specs().size() > 30);
    for (const ActionSpec* spec : actions().specs()) {
      QVERIFY2(form.match(spec->name).hasMatch(), qPrintable(spec->name));
      QVERIFY2(!spec->text.isEmpty() && !spec->tip.isEmpty(), qPrintable(spec->name));
      const bool reachable = spec->menu != Menu::None || !spec->keys.isEmpty() || !spec->viewKeys.isEmpty();
      QVERIFY2(reachable, qPrintable(spec->name));
      QVERIFY2(static_cast<bool>(spec->run) != static_cast<bool>(spec->runWith), qPrintable(spec->name));
      QVERIFY2(spec->arguments.isEmpty() == !spec->runWith, qPrintable(spec->name));
    }
  }

  void onlyTheListOfActionsSpeaksOfScripts() {
    static const QRegularExpression about(QStringLiteral("\\bscripts?\\b|\\barguments?\\b|with a name"),
                                          QRegularExpression::CaseInsensitiveOption);
    for (const ActionSpec* spec : actions().specs()) {
      const bool names = spec->name == QStringLiteral("help.find");  // that is what it finds them by
      const QAction* action = actions().action(spec->name);
      for (const QString& text : {action->toolTip(), action->statusTip()})
        QVERIFY2(names || !about.match(text).hasMatch(), qPrintable(text));
    }
    const ActionSpec* outlines = actions().spec(QStringLiteral("view.outlines"));
    QVERIFY(!outlines->argumentsTip.isEmpty());
    QVERIFY(actionList(actions()).contains(outlines->tip + QStringLiteral(". ") + outlines->argumentsTip));
  }

  void diagnosticsHaveEveryRowOfTheCommandLine() {
    const auto rows = workflow::diagnose([] { return workflow::loadNeural({})->describe(); });
    QVERIFY(rows.size() > 12);
    QVERIFY(actions().trigger(QStringLiteral("help.diagnostics")));
    const auto dialog = [this] { return m_window->findChild<DiagnosticsDialog*>(); };
    QTRY_VERIFY_WITH_TIMEOUT(dialog() && dialog()->isVisible(), 20000);
    for (const auto& [name, value] : rows) {
      const QString line = QString::fromStdString(name) + QStringLiteral(": ");
      QVERIFY2(dialog()->text().contains(line), qPrintable(line));
    }
    QVERIFY(dialog()->text().contains(QStringLiteral("LibTorch")));
    QVERIFY(dialog()->text().contains(QStringLiteral("3-D drawn by")));
  }

  void noKeyIsGivenTwiceAndNoneIsTypedIntoCaptions() {
    std::map<QString, QString> owner;
    for (const ActionSpec* spec : actions().specs()) {
      for (const QString& key : spec->keys + spec->viewKeys) {
        const QString canonical = QKeySequence(key).toString();
        QVERIFY2(!canonical.isEmpty(), qPrintable(spec->name + QStringLiteral(": ") + key));
        QVERIFY2(!owner.contains(canonical), qPrintable(canonical + QStringLiteral(": ") + owner[canonical] +
                                                        QStringLiteral(", ") + spec->name));
        owner[canonical] = spec->name;
      }
      for (const QString& key : spec->keys) {
        const QKeyCombination first = QKeySequence(key)[0];
        const bool modified = first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier);
        const bool function = first.key() >= Qt::Key_F1 && first.key() <= Qt::Key_F35;
        QVERIFY2(modified || function, qPrintable(spec->name + QStringLiteral(" takes ") + key));
      }
    }
    // shortcuts outside the registry would escape this test
    for (const QAction* action : m_window->findChildren<QAction*>())
      if (!action->shortcut().isEmpty() && actions().action(action->objectName()) != action)
        QVERIFY2(!owner.contains(action->shortcut().toString()), qPrintable(action->text()));
  }

  void menuMnemonicsDiffer() {
    for (const auto* each : m_window->menuBar()->findChildren<QMenu*>()) {
      std::set<QString> taken;
      for (const QAction* action : each->actions()) {
        const QString key = QKeySequence::mnemonic(action->text()).toString();
        if (!key.isEmpty()) QVERIFY2(taken.insert(key).second, qPrintable(each->title() + action->text()));
      }
    }
  }

  void theListOfKeysNamesEveryKeyOnce() {
    const auto lines = keyLines(actions());
    for (const ActionSpec* spec : actions().specs()) {
      if (spec->keys.isEmpty() && spec->viewKeys.isEmpty()) continue;
      int found = 0;
      for (const KeyLine& line : lines) found += line.does.endsWith(plainText(spec->text));
      QVERIFY2(found >= 1, qPrintable(spec->name));
    }
    std::set<QString> sections;
    QString last;
    for (const KeyLine& line : lines) {
      if (line.section != last) QVERIFY2(sections.insert(line.section).second, qPrintable(line.section));
      last = line.section;
    }
    for (const KeyLine& line : lines)
      if (line.keys.startsWith(QLatin1String("Ctrl+1")))  // “Left” alone says nothing
        QCOMPARE(line.does, QStringLiteral("3-D seen from: Left"));
    QVERIFY(sections.contains(QStringLiteral("In a slice")) && sections.contains(QStringLiteral("File")));
  }

  void singleKeysWorkInViewsOnly() {
    SliceView* slice = m_window->comparison().slice(Layer::Predicted, Plane::Axial);
    slice->setFocus();
    QTest::keyClick(slice, Qt::Key_2);
    QCOMPARE(view().layout(), ViewLayout::Slices);
    QVERIFY(actions().action(QStringLiteral("view.layout.slices"))->isChecked());
    QTest::keyClick(slice, Qt::Key_Space);
    QVERIFY(view().flicker());
    auto* editor = m_window->findChild<QPlainTextEdit*>(QStringLiteral("caption"));
    editor->setFocus();
    editor->clear();
    QTest::keyClicks(editor, QStringLiteral("1 [r]?"));
    QCOMPARE(editor->toPlainText(), QStringLiteral("1 [r]?"));
    QCOMPARE(view().layout(), ViewLayout::Slices);
    QVERIFY(view().flicker());
    auto* predict = m_window->findChild<QPushButton*>(QStringLiteral("predict"));
    QSignalSpy clicked(predict, &QPushButton::clicked);
    predict->setFocus();
    QTest::keyClick(predict, Qt::Key_Space);
    QCOMPARE(clicked.count(), 1);
    QVERIFY(view().flicker());
  }

  void aButtonInsideTheComparisonKeepsItsSpace() {
    auto* button = new QPushButton(&m_window->comparison());
    button->show();
    QSignalSpy clicked(button, &QPushButton::clicked);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(clicked.count(), 1);
    QVERIFY(!view().flicker());
    QTest::keyClick(button, Qt::Key_3);
    QCOMPARE(view().layout(), ViewLayout::ThreeD);
  }

  void bothKeysOpenTheListOfKeys() {
    SliceView* slice = m_window->comparison().slice(Layer::Predicted, Plane::Axial);
    slice->setFocus();
    QTest::keyClick(slice, Qt::Key_Question, Qt::ShiftModifier);
    auto* list = m_window->findChild<KeyList*>();
    QVERIFY(list && list->isVisible());
    delete list;
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QVERIFY(m_window->findChild<KeyList*>());
  }

  void signsAreTheSameKeyHoweverTheyAreTyped() {
    const auto pressed = [](int key, Qt::KeyboardModifiers modifiers) {
      return QKeyEvent(QEvent::KeyPress, key, modifiers);
    };
    QVERIFY(isKey(pressed(Qt::Key_Question, Qt::ShiftModifier), QStringLiteral("?")));
    QVERIFY(isKey(pressed(Qt::Key_Question, {}), QStringLiteral("?")));
    QVERIFY(isKey(pressed(Qt::Key_1, Qt::KeypadModifier), QStringLiteral("1")));
    QVERIFY(isKey(pressed(Qt::Key_1, Qt::ShiftModifier), QStringLiteral("1")));  // a French keyboard
    QVERIFY(isKey(pressed(Qt::Key_R, {}), QStringLiteral("R")));
    QVERIFY(!isKey(pressed(Qt::Key_R, Qt::ShiftModifier), QStringLiteral("R")));
    QVERIFY(!isKey(pressed(Qt::Key_R, Qt::ControlModifier), QStringLiteral("R")));
    QVERIFY(!isKey(pressed(Qt::Key_Left, Qt::ShiftModifier), QStringLiteral("Left")));
    QVERIFY(isKey(pressed(Qt::Key_Left, Qt::ShiftModifier), QStringLiteral("Left"), true));
  }

  void menusAreInOrderAndHoldTheirActions() {
    QStringList titles;
    for (const QAction* action : m_window->menuBar()->actions()) titles << plainText(action->text());
    QCOMPARE(titles.front(), QStringLiteral("File"));
    QCOMPARE(titles.back(), QStringLiteral("Help"));
    QVERIFY(titles.indexOf(QStringLiteral("View")) < titles.indexOf(QStringLiteral("Trials")));
    const auto file = menu(QStringLiteral("File"))->actions();
    QCOMPARE(file.back()->objectName(), QStringLiteral("file.quit"));
    QVERIFY(!file.front()->isSeparator());
    for (qsizetype i = 1; i < file.size(); ++i)
      QVERIFY(!file[i]->isSeparator() || !file[i - 1]->isSeparator());
    QCOMPARE(actions().place(QStringLiteral("view.camera.left")),
             QStringLiteral("View > 3-D seen from > Left"));
  }

  void lateActionsJoinTheirGroup() {
    const auto nothing = [] {};
    actions().add({.name = QStringLiteral("file.late"),
                   .text = QStringLiteral("Late"),
                   .tip = QStringLiteral("."),
                   .menu = Menu::File,
                   .group = QStringLiteral("open"),
                   .run = nothing});
    actions().add({.name = QStringLiteral("maps.first"),
                   .text = QStringLiteral("First"),
                   .tip = QStringLiteral("."),
                   .menu = Menu::Maps,
                   .run = nothing});
    QStringList names;
    for (const QAction* action : menu(QStringLiteral("File"))->actions()) names << action->objectName();
    QVERIFY(names.indexOf(QStringLiteral("file.late")) > names.indexOf(QStringLiteral("file.open.picture")));
    QVERIFY(names.indexOf(QStringLiteral("file.late")) < names.indexOf(QStringLiteral("file.export.figure")));
    QCOMPARE(names.back(), QStringLiteral("file.quit"));
    QStringList titles;
    for (const QAction* action : m_window->menuBar()->actions()) titles << plainText(action->text());
    QVERIFY(titles.indexOf(QStringLiteral("Maps")) < titles.indexOf(QStringLiteral("Help")));
    QVERIFY(titles.indexOf(QStringLiteral("Maps")) > titles.indexOf(QStringLiteral("View")));
  }

  void scriptsTriggerByNameAndAreToldWhyNot() {
    QString reason;
    QVERIFY(actions().trigger(QStringLiteral("view.layout.3d"), {}, &reason));
    QCOMPARE(view().layout(), ViewLayout::ThreeD);
    QVERIFY(!actions().trigger(QStringLiteral("view.layuot.3d"), {}, &reason));
    QVERIFY(reason.contains(QStringLiteral("view.layuot.3d")));
    QVERIFY(!actions().trigger(QStringLiteral("view.restore"), {}, &reason));
    QVERIFY(reason.contains(QStringLiteral("cannot be done now")));
    QVERIFY(!actions().trigger(QStringLiteral("view.reset"), {QStringLiteral("now")}, &reason));
    QVERIFY(reason.contains(QStringLiteral("no arguments")));
    view().setCrosshairVoxel({8, 10, 7});
    m_window->comparison().slice(Layer::Predicted, Plane::Axial)->setFocus();
    QVERIFY(actions().trigger(QStringLiteral("view.step.right"), {QStringLiteral("3")}, &reason));
    QCOMPARE(std::lround(view().crosshairVoxel()[0]), 11L);
  }

  void commandsNameTheRunAndTheTrial() {
    QCOMPARE(actions().command(QStringLiteral("view.layout.slices")),
             QStringLiteral("voxelscope /data/run-fake --trial %1 --do view.layout.slices")
                 .arg(m_window->session().run()->items()[0].trialNumbers.front()));
    QVERIFY(actions()
                .command(QStringLiteral("file.export.figure"))
                .startsWith(QStringLiteral("voxelscope-cli figure")));
    actions().trigger(QStringLiteral("view.layout.slices"));
    view().setCrosshairVoxel({8, 10, 7});
    QString reason;
    QVERIFY(actions().trigger(QStringLiteral("file.copy.command"), {}, &reason));
    const QString copied = QGuiApplication::clipboard()->text();
    const QString json = copied.section(QLatin1Char('\''), 1, 1);
    const paint::Recipe recipe = paint::recipeFromText(json.toStdString(), "the clipboard");
    QCOMPARE(recipe.kind, std::string("view"));
    QCOMPARE(recipe.option("view"), paint::toText(viewSpecOf(m_window->session(), m_window->comparison())));
    QVERIFY(scene::comparisonStateFromJson(recipe.state) == view().state());
    QVERIFY(actions().command(QStringLiteral("file.save.volume")).isEmpty());  // a stimulus is no file
  }

  void findAnActionShowsItsCommandAndCopiesIt() {
    ActionFinder finder(actions(), m_window.get());
    finder.show();
    auto* words = finder.findChild<QLineEdit*>();
    auto* list = finder.findChild<QListWidget*>();
    const auto specs = actions().specs();
    const auto visible = std::ranges::count_if(
        specs, [&](const ActionSpec* spec) { return actions().action(spec->name)->isVisible(); });
    QCOMPARE(list->count(), static_cast<int>(visible));
    words->setText(QStringLiteral("radio left"));
    QCOMPARE(list->count(), 1);
    QPushButton *copy = nullptr, *run = nullptr;
    for (auto* button : finder.findChildren<QPushButton*>()) {
      if (button->text() == QStringLiteral("Copy command line")) copy = button;
      if (button->text() == QStringLiteral("Do it")) run = button;
    }
    QVERIFY(copy && run);
    copy->click();
    QVERIFY(QApplication::clipboard()->text().endsWith(QStringLiteral("--do view.sides.radiological")));
    run->click();
    QTRY_COMPARE(view().state().convention, scene::Convention::Radiological);
    words->setText(QStringLiteral("no such words"));
    QCOMPARE(list->count(), 0);
    QVERIFY(!copy->isEnabled() && !run->isEnabled());
  }
};

const Registered<ActionsTest> kActionsTest("ActionsTest");

}  // namespace vxs::ui::test

#include "ActionsTest.moc"
