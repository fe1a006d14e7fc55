#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/maps/RoiBars.h"
#include "ui/session/AtVoxel.h"
#include "ui/teaching/GuidePanel.h"
#include "ui/views/ComparisonView.h"
#include "ui/why/WhyPanel.h"
#include "ui/workspace/SessionFile.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QToolBar>

namespace vxs::ui::test {

using scene::Layer;
using scene::Plane;

/// Guided steps: written, shown, presented to a class.
class GuideTest : public QObject {
  Q_OBJECT

 private:
  static bool settle(MainWindow& window) {
    return QTest::qWaitFor([&] { return window.session().settled(); }, 10000);
  }
  /// A window with two steps: slices of the first image, 3-D of the second.
  static std::unique_ptr<MainWindow> windowWithSteps() {
    auto window = openWindow();
    if (!window) return nullptr;
    auto* guide = window->findChild<GuidePanel*>();
    window->session().view().setLayout(ViewLayout::Slices);
    guide->addStep();
    window->session().view().setLayout(ViewLayout::ThreeD);
    window->session().selectItem(1);
    if (!settle(*window)) return nullptr;
    guide->addStep();
    guide->go(0);
    return settle(*window) ? std::move(window) : nullptr;
  }
  static QStringList seenDocks(const MainWindow& window) {
    QStringList names;
    for (const auto* dock : window.findChildren<QDockWidget*>())
      if (!dock->isHidden()) names << dock->objectName();
    return names;
  }
  static void press(MainWindow& window, Qt::Key key) {
    QWidget* focus = window.focusWidget();
    QTest::keyClick(focus ? focus : &window, key);
  }

 private Q_SLOTS:
  void guidedStepsBringBackTheirViewsAndAreSaved() {
    auto window = openWindow();
    QVERIFY(settle(*window));
    auto* guide = window->findChild<GuidePanel*>();
    QVERIFY(guide);
    QVERIFY(!window->actions().action(QStringLiteral("guide.next"))->isEnabled());
    window->session().view().setLayout(ViewLayout::Slices);
    guide->addStep();
    window->session().view().setLayout(ViewLayout::ThreeD);
    window->session().selectItem(1);
    QVERIFY(settle(*window));
    window->actions().trigger(QStringLiteral("guide.add"));
    QCOMPARE(window->keeper().steps().size(), 2);
    QCOMPARE(guide->current(), 1);
    window->actions().trigger(QStringLiteral("guide.previous"));
    QVERIFY(settle(*window));
    QCOMPARE(window->session().view().layout(), ViewLayout::Slices);
    QCOMPARE(window->session().selectedItem(), 0);
    window->actions().trigger(QStringLiteral("guide.next"));
    QVERIFY(settle(*window));
    QCOMPARE(window->session().view().layout(), ViewLayout::ThreeD);
    QCOMPARE(window->session().selectedItem(), 1);
    window->workspace().undo();
    QTRY_COMPARE(guide->current(), 0);
    window->workspace().redo();
    QTRY_COMPARE(guide->current(), 1);
    QVERIFY(settle(*window));
    const vxs::test::TempFolder folder;
    SessionFile lecture = window->keeper().gather();
    lecture.run.clear();  // there is no such folder
    writeSession(lecture, folder.path() / "lecture.voxelscope");
    window->keeper().open(folder.path() / "lecture.voxelscope");
    QTRY_COMPARE(guide->current(), 0);  // a lecture begins at its beginning, with the view that is told of
    QVERIFY(settle(*window));
    QCOMPARE(window->session().view().layout(), ViewLayout::Slices);
    QCOMPARE(window->session().selectedItem(), 0);
    const QByteArray saved = sessionJson(window->keeper().gather(), "/tmp");
    QCOMPARE(saved.count("\"title\""), 2);
    window->findChild<QPushButton*>(QStringLiteral("guideRemove"))->click();
    QCOMPARE(window->keeper().steps().size(), 1);
  }

  void guidedStepsAreOnTheUndoStack() {
    auto window = openWindow();
    QVERIFY(settle(*window));
    auto* guide = window->findChild<GuidePanel*>();
    Workspace& workspace = window->workspace();
    const auto titles = [&] {
      QStringList all;
      for (const TeachingStep& step : window->keeper().steps()) all << step.title;
      return all.join(QLatin1Char(' '));
    };
    auto* title = window->findChild<QLineEdit*>(QStringLiteral("guideTitleEdit"));
    for (const char* name : {"one", "two"}) {
      window->session().view().setCrosshairVoxel({3, 4, name[0] == 'o' ? 5.0 : 6.0});
      guide->addStep();
      QTest::keyClicks(title, QLatin1String(name));
    }
    QCOMPARE(titles(), QStringLiteral("one two"));
    workspace.undo();  // what was typed without a pause
    QCOMPARE(titles(), QStringLiteral("one "));
    QCOMPARE(title->text(), QString());
    workspace.redo();
    QCOMPARE(title->text(), QStringLiteral("two"));
    window->findChild<QPushButton*>(QStringLiteral("guideUp"))->click();
    QCOMPARE(titles(), QStringLiteral("two one"));
    window->findChild<QPushButton*>(QStringLiteral("guideRemove"))->click();
    QCOMPARE(titles(), QStringLiteral("one"));
    // beside its own view, not beside that of the step that went
    const auto crosshair = [&] { return window->session().view().crosshairVoxel(); };
    QCOMPARE(crosshair(), (Vec3{3, 4, 5}));
    workspace.undo();
    QCOMPARE(titles(), QStringLiteral("two one"));
    QCOMPARE(crosshair(), (Vec3{3, 4, 6}));
    QCOMPARE(guide->current(), 0);
    workspace.undo();
    QCOMPARE(titles(), QStringLiteral("one two"));
    QCOMPARE(guide->current(), 1);
    // the words come back with the view, also where the view is another one by then
    guide->go(0);
    window->session().view().setCrosshairVoxel({7, 7, 7});
    guide->go(1);
    workspace.undo();
    QCOMPARE(guide->current(), 0);
    QCOMPARE(window->findChild<QLabel*>(QStringLiteral("guideTitle"))->text(), QStringLiteral("one"));
    for (int i = 0; i < 20 && workspace.canUndo(); ++i) workspace.undo();
    QCOMPARE(guide->current(), -1);
    QVERIFY(window->keeper().steps().isEmpty());
  }

  void aStepBringsBackTheViewThatHadAllTheRoom() {
    auto window = windowWithSteps();
    QVERIFY(window);
    auto* guide = window->findChild<GuidePanel*>();
    ComparisonView& views = window->comparison();
    views.toggleMaximised(views.slice(Layer::Predicted, Plane::Coronal));
    window->findChild<QPushButton*>(QStringLiteral("guideTake"))->click();
    guide->go(1);
    QVERIFY(settle(*window));
    QVERIFY(!views.maximised());  // it was none of that step's
    guide->go(0);
    QVERIFY(settle(*window));
    QCOMPARE(views.maximised(), static_cast<LayerView*>(views.slice(Layer::Predicted, Plane::Coronal)));
    window->workspace().undo();
    QVERIFY(!views.maximised());
    // a file of an earlier version does not know of it: every view is there
    const vxs::test::TempFolder folder;
    guide->go(0);
    SessionFile old = window->keeper().gather();
    old.run.clear();
    for (TeachingStep& step : old.steps) step.state.parts.remove(QStringLiteral("maximised"));
    old.state.parts.remove(QStringLiteral("maximised"));
    writeSession(old, folder.path() / "old.voxelscope");
    window->keeper().open(folder.path() / "old.voxelscope");
    QTRY_VERIFY(!views.maximised());
  }

  void theClassHasViewsWordsAndPictureAndTheWindowComesBack() {
    auto window = windowWithSteps();
    QVERIFY(window);
    window->resize(1200, 800);
    auto* guide = window->findChild<GuidePanel*>();
    QTest::keyClicks(window->findChild<QLineEdit*>(QStringLiteral("guideTitleEdit")),
                     QStringLiteral("First"));
    QVERIFY(window->actions().trigger(QStringLiteral("view.panel.maps")));
    const QStringList before = seenDocks(*window);
    const int width = window->comparison().width();
    QVERIFY(before.contains(QStringLiteral("stimulus")) && before.contains(QStringLiteral("guide")));
    auto* bar = window->findChild<QWidget*>(QStringLiteral("stepBar"));
    QVERIFY(bar->isHidden());
    window->findChild<QPushButton*>(QStringLiteral("guidePresent"))->click();
    QVERIFY(bar->isVisible());
    QTRY_VERIFY(window->isFullScreen());
    for (const char* side : {"stimulus", "trials", "voxel", "display", "guide"})
      QVERIFY2(!seenDocks(*window).contains(QLatin1String(side)), side);
    QVERIFY(window->menuBar()->isHidden() && window->findChild<QToolBar*>()->isHidden());
    QCOMPARE(bar->findChild<QLabel*>(QStringLiteral("stepTitle"))->text(), QStringLiteral("First"));
    // what only sets things gives its room to what it sets
    auto* again = window->findChild<QPushButton*>(QStringLiteral("explain"));
    auto* atlas = window->findChild<RoiBars*>()->findChild<QComboBox*>();
    QVERIFY(!again->isVisibleTo(window->findChild<WhyPanel*>()));
    const auto* ask = window->findChild<QPushButton*>(QStringLiteral("ask"));
    QVERIFY(ask->isVisibleTo(window->findChild<WhyPanel*>()));
    QVERIFY(!atlas->isVisibleTo(window->findChild<RoiBars*>()));
    // one panel, without title and tabs, whichever a step or a key shows
    const auto below = [&window] {
      QStringList shown;
      for (const char* name : {"maps", "training", "whatif", "why"})
        if (auto* dock = window->findChild<QDockWidget*>(QLatin1String(name)); !dock->isHidden())
          shown << dock->objectName();
      return shown;
    };
    for (const char* name : {"why", "maps", "whatif", "maps"}) {
      QVERIFY(window->actions().trigger(QStringLiteral("view.panel.") + QLatin1String(name)));
      QTRY_COMPARE(below(), QStringList{QLatin1String(name)});
    }
    QVERIFY(window->findChild<QDockWidget*>(QStringLiteral("maps"))->titleBarWidget());
    QCOMPARE(bar->findChild<QPlainTextEdit*>(QStringLiteral("stepCaption"))->toPlainText(),
             window->session().caption());
    // what is saved meanwhile has the panels of the desk
    MainWindow::Options plain;
    plain.remember = false;
    MainWindow other(std::move(plain));
    QVERIFY(other.restoreState(window->keeper().gather().docks, kDocksVersion));
    QVERIFY(seenDocks(other).contains(QStringLiteral("stimulus")));
    // a presenter's remote, whatever has the focus
    press(*window, Qt::Key_PageDown);
    QVERIFY(settle(*window));
    QCOMPARE(guide->current(), 1);
    press(*window, Qt::Key_PageUp);
    QVERIFY(settle(*window));
    QCOMPARE(guide->current(), 0);
    press(*window, Qt::Key_Escape);
    QVERIFY(bar->isHidden() && !window->isFullScreen() && window->menuBar()->isVisible());
    QVERIFY(!window->findChild<QDockWidget*>(QStringLiteral("maps"))->titleBarWidget());
    QVERIFY(again->isVisibleTo(window->findChild<WhyPanel*>()));
    QVERIFY(!ask->isVisibleTo(window->findChild<WhyPanel*>()));
    QVERIFY(atlas->isVisibleTo(window->findChild<RoiBars*>()));
    QTRY_COMPARE(below(), QStringList{QStringLiteral("maps")});  // which was there before, too
    QStringList after = seenDocks(*window);
    after.removeAll(QStringLiteral("maps"));
    QStringList sides = before;
    sides.removeAll(QStringLiteral("maps"));
    QCOMPARE(after, sides);
    window->resize(1200, 800);
    QTRY_COMPARE(window->comparison().width(), width);
    // Esc and the arrows of slices are again what they were
    press(*window, Qt::Key_PageDown);
    QCOMPARE(guide->current(), 0);
  }

  void theCaptionIsEditedBeforeTheClass() {
    auto window = windowWithSteps();
    QVERIFY(window);
    QVERIFY(window->actions().trigger(QStringLiteral("guide.present")));
    auto* caption = window->findChild<QPlainTextEdit*>(QStringLiteral("stepCaption"));
    const int line = caption->height();
    caption->selectAll();
    QTest::keyClicks(caption, QStringLiteral("a tree"));
    QCOMPARE(window->session().caption(), QStringLiteral("a tree"));
    auto* original = window->findChild<QLabel*>(QStringLiteral("stepOriginal"));
    const auto& items = window->session().run()->items();
    const auto& own = items[static_cast<std::size_t>(window->session().selectedItem())].captions;
    QVERIFY(!own.empty() && !original->isHidden());
    QVERIFY(original->text().contains(QString::fromStdString(own.front())));
    QVERIFY(settle(*window));
    // a longer one is whole
    QTest::keyClicks(caption, QStringLiteral(" beside a house").repeated(10));
    QVERIFY(caption->height() > line);
    const auto* bar = window->findChild<QWidget*>(QStringLiteral("stepBar"));
    QTRY_VERIFY(bar->rect().contains(QRect(caption->mapTo(bar, QPoint()), caption->size())));
    caption->selectAll();
    QTest::keyClicks(caption, QStringLiteral("a tree"));
    QCOMPARE(caption->height(), line);
    QVERIFY(settle(*window));
    // it has no lines; Esc ends typing and not the class
    caption->setFocus();
    QTest::keyClick(caption, Qt::Key_Return);
    QCOMPARE(window->session().caption(), QStringLiteral("a tree"));
    caption->setFocus();
    QTest::keyClick(caption, Qt::Key_Escape);
    QVERIFY(!caption->hasFocus() && !window->menuBar()->isVisible());
    window->session().setCaption(QString::fromStdString(own.back()));
    QVERIFY(original->isHidden());  // any of the picture's own
    QVERIFY(settle(*window));
    // keys of the menus are heard although these are away
    QTest::keyClick(window.get(), Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(settle(*window));
    QCOMPARE(window->findChild<GuidePanel*>()->current(), 1);
    QTest::keyClick(window.get(), Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(settle(*window));
    window->session().setCaption(QStringLiteral("a tree"));
    QVERIFY(window->actions().trigger(QStringLiteral("guide.present")));
    QCOMPARE(window->session().caption(), QStringLiteral("a tree"));
  }

  void aClassIsAnsweredWhichVoxelThatIs() {
    auto window = windowWithSteps();
    QVERIFY(window);
    QVERIFY(window->actions().trigger(QStringLiteral("guide.present")));
    const QStatusBar* bar = window->statusBar();
    QCOMPARE(bar->currentMessage(), QString());  // nobody has asked
    ViewState& view = window->session().view();
    const Vec3 before = view.state().crosshairRasMm;
    view.setCrosshair({before[0] + 4, before[1], before[2]});
    const QString said = bar->currentMessage();
    QVERIFY2(said.contains(QStringLiteral("Measured ")) && said.contains(QStringLiteral("Predicted ")) &&
                 said.contains(QStringLiteral("RAS ")),
             qPrintable(said));
    QVERIFY2(said.contains(sayVoxel(window->session(), NAN)), qPrintable(said));
    QVERIFY2(!said.contains(QStringLiteral("below")), qPrintable(said));
    view.setCrosshair({before[0] - 4, before[1], before[2]}, 38.4);  // of a click in 3-D
    QVERIFY2(bar->currentMessage().endsWith(QStringLiteral("38 mm below the surface")),
             qPrintable(bar->currentMessage()));
    press(*window, Qt::Key_PageDown);
    QVERIFY(settle(*window));
    QCOMPARE(bar->currentMessage(), QString());
    view.setCrosshair({before[0] + 4, before[1], before[2]});
    QVERIFY(!bar->currentMessage().isEmpty());
    press(*window, Qt::Key_Escape);
    QCOMPARE(bar->currentMessage(), QString());
    view.setCrosshair(before);
    QCOMPARE(bar->currentMessage(), QString());
  }

  void presentingBeginsWithWhatTheStepShows() {
    auto window = windowWithSteps();
    QVERIFY(window);
    auto* guide = window->findChild<GuidePanel*>();
    QCOMPARE(guide->current(), 0);
    const int item = window->session().selectedItem();
    const QString caption = window->session().caption();
    window->session().selectItem(item == 0 ? 1 : 0);
    QVERIFY(settle(*window));
    QVERIFY(window->session().selectedItem() != item);
    QVERIFY(window->actions().trigger(QStringLiteral("guide.present")));
    QVERIFY(settle(*window));
    QCOMPARE(guide->current(), 0);
    QCOMPARE(window->session().selectedItem(), item);
    QCOMPARE(window->session().caption(), caption);
    auto* original = window->findChild<QLabel*>(QStringLiteral("stepOriginal"));
    QVERIFY(original->isHidden());
  }

  /// Keys of the views work wherever nothing else has use for them.
  void aButtonThatWasClickedDoesNotTakeTheViewsKeys() {
    auto window = windowWithSteps();
    QVERIFY(window);
    auto* next = window->findChild<QPushButton*>(QStringLiteral("guideNext"));
    window->comparison().slice(Layer::Measured, Plane::Axial)->setFocus();
    QTest::mouseClick(next, Qt::LeftButton);
    QVERIFY(!next->hasFocus());
    auto* edit = window->findChild<QPushButton*>(QStringLiteral("guideEdit"));
    edit->setFocus();
    press(*window, Qt::Key_4);
    QCOMPARE(window->session().view().layout(), ViewLayout::Single);
    auto* title = window->findChild<QLineEdit*>(QStringLiteral("guideTitleEdit"));
    edit->click();
    title->setFocus();
    press(*window, Qt::Key_1);  // here it is a letter
    press(*window, Qt::Key_Return);
    QCOMPARE(window->session().view().layout(), ViewLayout::Single);
    QVERIFY(!window->comparison().maximised());
    // and what had the focus is closed
    QVERIFY(window->actions().trigger(QStringLiteral("view.panel.guide")));
    QTRY_VERIFY(qobject_cast<LayerView*>(window->focusWidget()));
    press(*window, Qt::Key_1);
    QCOMPARE(window->session().view().layout(), ViewLayout::All);
  }

  void aDoubleClickInASliceMovesNoCrosshair() {
    auto window = openWindow();
    QVERIFY(window);
    SliceView* slice = window->comparison().slice(Layer::Measured, Plane::Axial);
    const Vec3 before = window->session().view().state().crosshairRasMm;
    const QPoint spot = slice->rect().center() + QPoint(9, 7);
    QTest::mouseClick(slice, Qt::LeftButton, {}, spot);
    QVERIFY(window->session().view().state().crosshairRasMm != before);
    QTest::mouseDClick(slice, Qt::LeftButton, {}, spot);
    QCOMPARE(window->session().view().state().crosshairRasMm, before);
    QCOMPARE(window->comparison().maximised(), static_cast<LayerView*>(slice));
  }
};

const Registered<GuideTest> kGuideTest("GuideTest");

}  // namespace vxs::ui::test

#include "GuideTest.moc"
