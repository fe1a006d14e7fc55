#include "core/base/AtomicFile.h"
#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/actions/KeyList.h"
#include "ui/preferences/KeysPage.h"
#include "ui/preferences/PreferencesDialog.h"
#include "ui/views/ComparisonView.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/RecentFiles.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QTreeWidget>

#include <algorithm>

namespace vxs::ui::test {

using scene::Layer;
using scene::Plane;

class KeysTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<MainWindow> m_window;
  ActionRegistry& actions() { return m_window->actions(); }
  void open() {
    m_window = openWindow(true);
    QVERIFY(m_window);
  }
  QStringList listed(const QString& does) {
    for (const KeyLine& line : keyLines(actions()))
      if (line.does.endsWith(does)) return {line.section, line.keys};
    return {};
  }

 private Q_SLOTS:
  void init() {
    QSettings().clear();
    open();
  }
  void cleanup() {
    m_window.reset();
    QSettings().clear();
    Preferences().apply(*qApp);
  }

  void whatIsGivenIsTakenFromOthersAndComesBack() {
    KeyBindings keys;
    const QString a = QStringLiteral("a"), b = QStringLiteral("b"), step = QStringLiteral("step");
    keys.add(a, {QStringLiteral("Ctrl+A"), QStringLiteral("R")});
    keys.add(b, {QStringLiteral("Ctrl+B")});
    keys.add(step, {QStringLiteral("Left")}, true);
    QCOMPARE(keys.owner(QStringLiteral("ctrl+a")), a);
    QCOMPARE(keys.owner(QStringLiteral("Shift+Left")), step);
    QCOMPARE(keys.owner(QStringLiteral("Ctrl+Z")), QString());
    keys.give(b, QStringLiteral("Ctrl+A"));
    QCOMPARE(keys.keys(b), QStringList{QStringLiteral("Ctrl+A")});
    QCOMPARE(keys.keys(a), QStringList{QStringLiteral("R")});
    QCOMPARE(keys.owner(QStringLiteral("Ctrl+B")), QString());
    keys.give(a, QStringLiteral("Ctrl+A"));  // back again: b has nothing now
    QCOMPARE(keys.keys(a), QStringList{QStringLiteral("Ctrl+A")});
    QVERIFY(keys.keys(b).isEmpty());
    keys.reset(b);
    QCOMPARE(keys.keys(b), QStringList{QStringLiteral("Ctrl+B")});
    keys.give(a, {});
    QVERIFY(keys.keys(a).isEmpty());
    keys.give(b, QStringLiteral("R"));
    keys.reset(a);  // its key comes back, b loses it
    QCOMPARE(keys.keys(a), keys.standard(a));
    QVERIFY(keys.keys(b).isEmpty());
    keys.resetAll();
    QVERIFY(keys.chosen().empty());
    QCOMPARE(keys.keys(b), QStringList{QStringLiteral("Ctrl+B")});
    keys.give(b, QStringLiteral("Ctrl+B"));  // what it came with is no choice
    QVERIFY(!keys.isChosen(b));
  }

  void someKeysBelongToEveryWindowAndSomeToViews() {
    QVERIFY(asKey(QStringLiteral("Tab")).isEmpty() && asKey(QStringLiteral("Escape")).isEmpty());
    QVERIFY(asKey(QStringLiteral("Ctrl+K, Ctrl+C")).isEmpty());
    QCOMPARE(asKey(QStringLiteral("ctrl+shift+p")), QStringLiteral("Ctrl+Shift+P"));
    for (const char* key : {"P", "?", "Left", "Shift+P", "Space"})
      QVERIFY2(isViewKey(QLatin1String(key)), key);
    for (const char* key : {"Ctrl+P", "F7", "Alt+1", "Shift+F2"})
      QVERIFY2(!isViewKey(QLatin1String(key)), key);
  }

  void aChosenKeyWorksAtOnceInMenuTooltipAndList() {
    const QString dark = QStringLiteral("view.dark"), slices = QStringLiteral("view.layout.slices");
    QVERIFY(themeIsDark());
    actions().setChosenKeys({{dark, {QStringLiteral("F8")}}, {slices, {QStringLiteral("G")}}});
    QCOMPARE(actions().action(dark)->shortcut(), QKeySequence(QStringLiteral("F8")));
    QVERIFY(actions().action(dark)->toolTip().contains(QStringLiteral("(F8)")));
    QVERIFY(actions().action(slices)->text().endsWith(QStringLiteral("\tG")));
    QCOMPARE(listed(QStringLiteral("Dark")), (QStringList{QStringLiteral("View"), QStringLiteral("F8")}));
    SliceView* slice = m_window->comparison().slice(Layer::Predicted, Plane::Axial);
    slice->setFocus();
    QTest::keyClick(slice, Qt::Key_F8);
    QVERIFY(!themeIsDark());
    QTest::keyClick(slice, Qt::Key_2);  // the key that it came with
    QVERIFY(m_window->session().view().layout() != ViewLayout::Slices);
    QTest::keyClick(slice, Qt::Key_G);
    QCOMPARE(m_window->session().view().layout(), ViewLayout::Slices);
    actions().setChosenKeys({});
    QVERIFY(actions().action(dark)->shortcut().isEmpty());
    QVERIFY(!actions().action(dark)->toolTip().contains(QLatin1Char('(')));
    QVERIFY(actions().action(slices)->text().endsWith(QStringLiteral("\t2")));
  }

  void thePageNamesConflictsAndTakesOnlyWhenTold() {
    KeysPage page(actions());
    page.show();
    auto* message = page.findChild<QLabel*>(QStringLiteral("keyMessage"));
    auto* take = page.findChild<QPushButton*>(QStringLiteral("keyTake"));
    page.select(QStringLiteral("view.dark"));
    page.press(QStringLiteral("F1"));
    QVERIFY2(message->text().contains(QStringLiteral("Help > Keys and mouse")), qPrintable(message->text()));
    QVERIFY(take->isVisible());
    QVERIFY(page.chosen().empty());
    take->click();
    QVERIFY(!take->isVisible());
    QCOMPARE(page.chosen().at(QStringLiteral("view.dark")), QStringList{QStringLiteral("F1")});
    page.press(QStringLiteral("Escape"));
    QVERIFY(message->text().contains(QStringLiteral("cannot be given")));
    QCOMPARE(page.chosen().at(QStringLiteral("view.dark")), QStringList{QStringLiteral("F1")});
    page.findChild<QPushButton*>(QStringLiteral("keyReset"))->click();
    QVERIFY(page.chosen().empty());
    page.press(QStringLiteral("Ctrl+Alt+9"));  // nobody's
    QCOMPARE(page.chosen().size(), std::size_t(1));
    page.findChild<QPushButton*>(QStringLiteral("keyRemove"))->click();
    QVERIFY(page.chosen().empty());  // it came with none
    page.select(QStringLiteral("help.keys"));
    page.findChild<QPushButton*>(QStringLiteral("keyRemove"))->click();
    QVERIFY(page.chosen().at(QStringLiteral("help.keys")).isEmpty());
    page.findChild<QPushButton*>(QStringLiteral("keyResetAll"))->click();
    QVERIFY(page.chosen().empty());
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("keyResetAll"))->isEnabled());
  }

  void everyActionIsOnThePageWithItsKeys() {
    const KeysPage page(actions());
    const auto* tree = page.findChild<QTreeWidget*>(QStringLiteral("keys"));
    QCOMPARE(std::size_t(tree->topLevelItemCount()), actions().specs().size());
    const auto found = tree->findItems(QStringLiteral("Help > Keys and mouse"), Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0]->text(1), QStringLiteral("F1, ?"));
  }

  void keysOfRecentFilesAreListedWhereThereIsSuchAFile() {
    RecentFiles().clear();
    actions().setChosenKeys({{QStringLiteral("file.recent.2"), {QStringLiteral("Ctrl+Alt+2")}}});
    const QString second = QStringLiteral("Open recent: Entry 2");
    QVERIFY(listed(second).isEmpty());
    vxs::test::TempFolder folder;
    auto* recent = m_window->findChild<RecentFiles*>();
    for (const char* name : {"a.png", "b.png"}) {
      writeFileAtomically(folder / name, "");
      recent->add(folder / name, QStringLiteral("picture"));
    }
    QCOMPARE(listed(second), (QStringList{QStringLiteral("File"), QStringLiteral("Ctrl+Alt+2")}));
    const KeysPage page(actions());  // where a key can be given to those that are not there yet, too
    const auto* tree = page.findChild<QTreeWidget*>(QStringLiteral("keys"));
    QCOMPARE(tree->findItems(QStringLiteral("File > Open recent > Entry 9"), Qt::MatchExactly).size(), 1);
  }

  void savedKeysAreThereInTheNextWindow() {
    QVERIFY(actions().trigger(QStringLiteral("edit.preferences")));
    auto* dialog = m_window->findChild<PreferencesDialog*>();
    QVERIFY(dialog);
    dialog->keysPage().select(QStringLiteral("view.dark"));
    dialog->keysPage().press(QStringLiteral("Ctrl+Alt+D"));
    QVERIFY(actions().action(QStringLiteral("view.dark"))->shortcut().isEmpty());  // not before OK
    dialog->accept();
    QCOMPARE(actions().action(QStringLiteral("view.dark"))->shortcut(),
             QKeySequence(QStringLiteral("Ctrl+Alt+D")));
    m_window.reset();
    open();
    QCOMPARE(actions().action(QStringLiteral("view.dark"))->shortcut(),
             QKeySequence(QStringLiteral("Ctrl+Alt+D")));
  }
};

const Registered<KeysTest> kKeysTest("KeysTest");

}  // namespace vxs::ui::test

#include "KeysTest.moc"
