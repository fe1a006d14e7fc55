#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/maps/MapsPanel.h"
#include "ui/paint/figure/ColorVision.h"
#include "ui/preferences/PreferencesDialog.h"
#include "ui/teaching/GuidePanel.h"
#include "ui/views/ComparisonView.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/SessionKeeper.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSettings>
#include <QSpinBox>
#include <QStatusBar>
#include <QToolButton>

#include <algorithm>
#include <set>

namespace vxs::ui::test {

class PreferencesTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<MainWindow> openWindow(bool remember = false) {
    MainWindow::Options options;
    options.remember = remember;
    options.opener = [](const std::filesystem::path&, Progress&) { return std::make_shared<FakeRun>(); };
    auto window = std::make_unique<MainWindow>(std::move(options));
    window->resize(1400, 900);
    window->show();
    window->session().openRun("/data/run-fake");
    return window;
  }
  static bool settle(MainWindow& window) {
    return QTest::qWaitFor([&] { return window.session().run() && window.session().settled(); }, 20000);
  }

 private Q_SLOTS:
  void cleanup() {
    QSettings().clear();
    Preferences().apply(*qApp);
  }

  void whatIsChosenIsKeptAndNonsenseIsNot() {
    Preferences chosen;
    chosen.dark = false;
    chosen.textPercent = 140;
    chosen.convention = scene::Convention::Radiological;
    chosen.colorMap = QStringLiteral("viridis");
    chosen.autosave = false;
    chosen.threads = 1;
    chosen.drawing = DrawingChoice::GraphicsCard;
    chosen.keys = {{QStringLiteral("view.dark"), {QStringLiteral("Ctrl+Alt+D")}},
                   {QStringLiteral("file.open"), {}}};
    chosen.save();
    QVERIFY(Preferences::load() == chosen);
    QSettings().setValue(QStringLiteral("textPercent"), 9000);
    QSettings().setValue(QStringLiteral("colorMap"), QStringLiteral("no such map"));
    QCOMPARE(Preferences::load().textPercent, 200);
    QCOMPARE(Preferences::load().colorMap, QStringLiteral("blue-red"));
  }

  void aMessageIsAloneInItsPlaceWhileTheSizeOfTypeChanges() {
    auto window = openWindow();
    QVERIFY(settle(*window));
    const auto* open = window->findChild<QWidget*>(QStringLiteral("whatIsOpen"));
    QVERIFY(open->isVisible());
    window->statusBar()->showMessage(QStringLiteral("Saved somewhere"));
    QVERIFY(!open->isVisible());
    Preferences larger;
    larger.textPercent = 160;
    larger.apply(*qApp);
    QTest::qWait(50);
    QVERIFY(!open->isVisible());
    window->statusBar()->clearMessage();
    QVERIFY(open->isVisible());
  }

  void theDialogShowsAtOnceAndCancelGoesBack() {
    Preferences().apply(*qApp);
    const double size = QApplication::font().pointSizeF();
    const Drawing drawing;
    const ActionRegistry actions(nullptr);
    PreferencesDialog dialog(drawing, actions);
    dialog.show();
    dialog.findChild<QSpinBox*>(QStringLiteral("textPercent"))->setValue(150);
    QVERIFY(std::abs(QApplication::font().pointSizeF() - 1.5 * size) < 0.1);
    QCOMPARE(scaledPixels(10), 15);
    dialog.reject();
    QVERIFY(std::abs(QApplication::font().pointSizeF() - size) < 0.1);
    QVERIFY(Preferences::load() == Preferences());
  }

  void newWindowsBeginWithTheChosenSidesAndColours() {
    Preferences chosen;
    chosen.convention = scene::Convention::Radiological;
    chosen.colorMap = QStringLiteral("purple-green");
    chosen.save();
    auto window = openWindow(true);
    QVERIFY(settle(*window));
    QCOMPARE(window->session().view().state().convention, scene::Convention::Radiological);
    QCOMPARE(window->session().view().state().scale.map, std::string("purple-green"));
  }

  void coloursAreSeenAsPublished() {
    QImage image(4, 1, QImage::Format_ARGB32);
    image.setPixel(0, 0, qRgba(255, 0, 0, 255));
    image.setPixel(1, 0, qRgba(128, 128, 128, 77));
    image.setPixel(2, 0, qRgba(0, 0, 0, 255));
    image.setPixel(3, 0, qRgba(255, 255, 255, 255));
    // Machado 2009: pure red is the first column of the matrix in linear light
    const auto sRgb = [](double v) {
      return std::lround(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055));
    };
    const QImage deutan = paint::seenAs(image, paint::Vision::Deutan);
    QVERIFY(std::abs(qRed(deutan.pixel(0, 0)) - sRgb(0.367322)) <= 1);
    QVERIFY(std::abs(qGreen(deutan.pixel(0, 0)) - sRgb(0.280085)) <= 1);
    QCOMPARE(qBlue(deutan.pixel(0, 0)), 0);
    const QImage grey = paint::seenAs(image, paint::Vision::Grey);
    QVERIFY(std::abs(qRed(grey.pixel(0, 0)) - sRgb(0.2126)) <= 1);
    for (const auto vision : {paint::Vision::Deutan, paint::Vision::Protan, paint::Vision::Grey}) {
      const QImage seen = paint::seenAs(image, vision);  // greys stay as they are, and so does alpha
      for (int x = 1; x < 4; ++x) {
        const QRgb before = image.pixel(x, 0), after = seen.pixel(x, 0);
        QVERIFY(std::abs(qRed(before) - qRed(after)) <= 1 && std::abs(qBlue(before) - qBlue(after)) <= 1);
        QCOMPARE(qAlpha(after), qAlpha(before));
      }
    }
    QCOMPARE(paint::seenAs(image, paint::Vision::Normal), image);
  }

  void thePreviewChangesViewsAndPanelsAndSaysSo() {
    auto window = openWindow();
    QVERIFY(settle(*window));
    window->maps().maps().evaluate();
    QVERIFY(settle(*window));
    QTRY_VERIFY_WITH_TIMEOUT(window->complete(), 20000);
    const auto saturated = [&](QWidget& widget) {
      const QImage image = widget.grab().toImage();
      int count = 0;
      for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3) count += QColor(image.pixel(x, y)).saturation() > 120;
      return count;
    };
    QWidget& views = *window->comparison().parentWidget()->parentWidget();
    QWidget& plots = *window->findChild<QDockWidget*>(QStringLiteral("maps"));
    auto* mark = window->statusBar()->findChild<QToolButton*>(QStringLiteral("visionMark"));
    QVERIFY(!mark->isVisible());
    QTRY_VERIFY(saturated(plots) > 100);
    const int before = saturated(views), ofPlots = saturated(plots);
    QVERIFY(before > 100);
    QVERIFY(window->actions().trigger(QStringLiteral("view.vision.grey")));
    QVERIFY(window->actions().action(QStringLiteral("view.vision.grey"))->isChecked());
    QVERIFY(saturated(views) < before / 20);
    QVERIFY(saturated(plots) < ofPlots / 20);
    QVERIFY(mark->isVisible());
    QCOMPARE(mark->text(), QStringLiteral("Preview: grey print"));
    QVERIFY(window->actions().trigger(QStringLiteral("view.vision.deutan")));
    QVERIFY(mark->text().contains(QStringLiteral("deuteranopia")));
    QVERIFY(mark->toolTip().contains(QStringLiteral("Click")));
    mark->click();
    QVERIFY(!mark->isVisible());
    QVERIFY(window->actions().action(QStringLiteral("view.vision.normal"))->isChecked());
    QCOMPARE(saturated(views), before);
    QCOMPARE(saturated(plots), ofPlots);
  }

  void everyControlHasANameAndTheKeyboardReachesIt() {
    auto window = openWindow();
    QVERIFY(settle(*window));
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QStringList nameless;
    std::set<QWidget*> controls;
    for (auto* widget : window->findChildren<QWidget*>()) {
      const bool own = !widget->objectName().startsWith(QStringLiteral("qt_")) &&
                       !qobject_cast<QScrollBar*>(widget) &&
                       !qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) &&
                       !qobject_cast<QComboBox*>(widget->parentWidget());
      if (!widget->isVisible() || !own || !(widget->focusPolicy() & Qt::TabFocus)) continue;
      controls.insert(widget);
      QAccessibleInterface* about = QAccessible::queryAccessibleInterface(widget);
      if (!about || about->text(QAccessible::Name).isEmpty())
        nameless << QStringLiteral("%1 “%2” in %3")
                        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                             QLatin1String(widget->parentWidget()->metaObject()->className()));
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QStringLiteral("; "))));
    QVERIFY(controls.size() > 20);
    // the chain of Tab
    std::set<QWidget*> reached;
    QWidget* widget = window->nextInFocusChain();
    for (int i = 0; i < 5000 && widget != window.get(); ++i, widget = widget->nextInFocusChain())
      reached.insert(widget);
    for (QWidget* control : controls)
      QVERIFY2(reached.contains(control) || control->focusProxy(), qPrintable(control->objectName()));
  }

  void buttonsSayWhatTheyDo() {
    auto window = openWindow();
    QVERIFY(settle(*window));
    for (const auto* button : window->findChildren<QPushButton*>())
      if (button->isVisible())
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->text() + button->objectName()));
  }

  /// What is on the screen, which holds what was painted bit by bit.
  void aGreyPrintIsGreyWhateverIsPaintedAnew() {
    auto window = openWindow();
    QVERIFY(settle(*window) && QTest::qWaitForWindowExposed(window.get()));
    QTRY_VERIFY(window->comparison().complete());
    const auto seen = [&] { return window->screen()->grabWindow(window->winId()).toImage(); };
    const auto coloured = [&] {
      const QImage image = seen();
      int count = 0;
      for (const QWidget* part :
           {window->centralWidget(), window->findChild<QDockWidget*>(QStringLiteral("stimulus"))->widget(),
            window->findChild<QDockWidget*>(QStringLiteral("trials"))->widget()}) {
        const QRect place(part->mapTo(window.get(), QPoint()), part->size());
        for (int y = place.top(); y <= place.bottom(); ++y)
          for (int x = place.left(); x <= place.right(); ++x) {
            const auto [least, most] =
                std::minmax({image.pixelColor(x, y).red(), image.pixelColor(x, y).green(),
                             image.pixelColor(x, y).blue()});
            count += most - least > 16;  // docks around them are bluish
          }
      }
      return count;
    };
    const auto isWhole = [&] {
      const QImage before = seen();
      for (QWidget* each : window->findChildren<QWidget*>()) each->update();
      QCoreApplication::processEvents();
      return before == seen();
    };
    QVERIFY(coloured() > 1000);
    QVERIFY(window->actions().trigger(QStringLiteral("view.vision.grey")));
    QTRY_COMPARE(coloured(), 0);
    window->session().view().setCrosshairVoxel({5, 6, 4});
    window->session().view().setOutlineAtlas("areas");
    window->session().selectItem(1);
    QVERIFY(settle(*window));
    QTRY_VERIFY(window->comparison().complete());
    QTRY_COMPARE(coloured(), 0);
    QVERIFY(isWhole());
    QVERIFY(window->actions().trigger(QStringLiteral("view.vision.normal")));
    QTRY_VERIFY(coloured() > 1000);
  }
};

const Registered<PreferencesTest> kPreferencesTest("PreferencesTest");

}  // namespace vxs::ui::test

#include "PreferencesTest.moc"
