#include "core/base/Error.h"
#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/docks/DockScroll.h"
#include "ui/session/StoredRun.h"
#include "ui/views/ComparisonView.h"

#include <qtestspontaneevent.h>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QStatusBar>
#include <QWheelEvent>

#include <random>

namespace vxs::ui::test {

class MainWindowTest : public QObject {
  Q_OBJECT

 private:
  QStringList m_errors;
  MainWindow::Options options() {
    MainWindow::Options options;
    options.remember = false;
    options.onError = [this](const QString&, const QString& message) { m_errors << message; };
    options.opener = [](const std::filesystem::path& path,
                        Progress& progress) -> std::shared_ptr<const RunSource> {
      return path == "/data/run-fake" ? std::make_shared<FakeRun>() : openStoredRun(path, progress);
    };
    return options;
  }

 private Q_SLOTS:
  /// A crash of Qt's while panels glide to their places, which they do not do here.
  void layoutsAreRestoredWhilePanelsAreDropped() {
    auto window = openWindow();
    const QByteArray arranged = window->saveState();
    std::mt19937 chance(3);
    const auto number = [&chance](int from, int to) {
      return std::uniform_int_distribution<int>(from, to)(chance);
    };
    const auto docks = window->findChildren<QDockWidget*>();
    for (int round = 0; round < 60; ++round) {
      QDockWidget* dock = docks[number(0, static_cast<int>(docks.size()) - 1)];
      if (!dock->isVisible()) continue;
      const auto send = [dock](QEvent::Type type, const QPoint& at, Qt::MouseButton button) {
        const bool held = type != QEvent::MouseButtonRelease;
        QMouseEvent event(type, at, dock->mapToGlobal(at), button, held ? Qt::LeftButton : Qt::NoButton, {});
        QCoreApplication::sendEvent(dock, &event);
      };
      QPoint at(dock->width() / 2, 5);  // of its title bar
      send(QEvent::MouseButtonPress, at, Qt::LeftButton);
      for (int i = 0; i < 5 && dock->isVisible(); ++i)
        send(QEvent::MouseMove, at = {number(-400, 800), number(-400, 600)}, Qt::NoButton);
      send(QEvent::MouseButtonRelease, at, Qt::LeftButton);
      if (number(0, 1)) QCoreApplication::processEvents();
      if (number(0, 2) == 0) QVERIFY(window->restoreState(arranged));
    }
    QVERIFY(window->restoreState(arranged));
    for (const QDockWidget* dock : docks) QVERIFY(!dock->isFloating());
  }

  void init() { m_errors.clear(); }

  void beginsWithWhatToDo() {
    MainWindow window(options());
    window.show();
    auto* open = window.findChild<QPushButton*>(QStringLiteral("openRun"));
    QVERIFY(open && open->isVisible());
    QVERIFY(!window.comparison().isVisible());
    QVERIFY(!window.complete());
  }

  void showsTheComparisonOnceARunIsOpenAndMarksWhatIsNotReal() {
    MainWindow window(options());
    window.show();
    window.session().openRun("/data/run-fake");
    QTRY_VERIFY(window.comparison().isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(window.complete(), 30000);
    bool marked = false;
    for (const auto* label : window.statusBar()->findChildren<QLabel*>())
      marked = marked || label->text() == QStringLiteral("SYNTHETIC SUBJECT  ·  DEMO ENCODER");
    QVERIFY(marked);
    QVERIFY(window.windowTitle().startsWith(QStringLiteral("run-fake")));
    QVERIFY(m_errors.isEmpty());
  }

  void theDemoEncoderOfASecondRunIsMarkedToo() {
    MainWindow::Options plain = options();
    plain.opener = [](const std::filesystem::path& folder, Progress&) {
      auto run = std::make_shared<FakeRun>();
      run->m_info.run = folder;
      run->m_info.demoEncoder = folder.filename() == "run-demo";
      return run;
    };
    MainWindow window(plain);
    window.show();
    window.session().openRun("/data/run-real");
    const auto marks = [&] {
      QString all;
      for (const auto* label : window.statusBar()->findChildren<QLabel*>()) all += label->text();
      return all;
    };
    QTRY_VERIFY(marks().contains(QStringLiteral("SYNTHETIC SUBJECT")));
    QVERIFY(!marks().contains(QStringLiteral("DEMO")));
    window.session().openSecondRun("/data/run-demo");
    QTRY_VERIFY(marks().contains(QStringLiteral("DEMO ENCODER")));
    window.session().closeSecondRun();
    QVERIFY(!marks().contains(QStringLiteral("DEMO")));
    QTRY_VERIFY(window.session().settled());
  }

  void aFolderThatIsNoRunGivesOneMessageThatNamesIt() {
    const vxs::test::TempFolder folder;
    MainWindow window(options());
    window.session().openRun("/data/run-fake");
    QTRY_VERIFY(window.session().run() && window.session().settled());
    const auto before = window.session().run();
    window.session().openRun(folder.path());
    QTRY_COMPARE(m_errors.size(), 1);
    QVERIFY(m_errors[0].contains(QString::fromStdString(folder.path().string())));
    QCOMPARE(window.session().run(), before);
  }

  void anErrorIsAMessageBoxThatDoesNotBlock() {
    auto quiet = options();
    quiet.onError = {};
    MainWindow window(std::move(quiet));
    window.show();
    window.session().openRun("/nowhere/at/all");
    QTRY_VERIFY(window.findChild<QMessageBox*>());
    auto* box = window.findChild<QMessageBox*>();
    QVERIFY(box->informativeText().contains(QStringLiteral("/nowhere/at/all")));
    box->accept();
  }

  void acceptsDroppedPictures() {
    const vxs::test::TempFolder folder;
    const QString file = QString::fromStdString((folder.path() / "photo.png").string());
    QImage image(8, 6, QImage::Format_RGB32);
    image.fill(Qt::green);
    QVERIFY(image.save(file));
    MainWindow window(options());
    window.session().openRun("/data/run-fake");
    QTRY_VERIFY(window.session().run() && window.session().settled());
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window, &drop);
    QTRY_COMPARE(window.session().picture().width, 8);
    QTRY_VERIFY(window.session().settled());
    QVERIFY(!window.session().data()->why[0].empty());
    QVERIFY(!window.session().data()->volumes[1].empty());
  }

  void theActionOfAPanelBehindATabBringsItToTheFront() {
    const auto window = openWindow();
    QVERIFY(window);
    auto* maps = window->findChild<QDockWidget*>(QStringLiteral("maps"));
    auto* why = window->findChild<QDockWidget*>(QStringLiteral("why"));
    const auto trigger = [&](const char* name) { QVERIFY(window->actions().trigger(QLatin1String(name))); };
    const auto isInFront = [](QDockWidget* dock) {
      return !dock->isHidden() && !dock->visibleRegion().isEmpty();
    };
    const auto isChecked = [&](const char* name) {
      return window->actions().action(QLatin1String(name))->isChecked();
    };
    maps->show();
    trigger("view.panel.why");
    QTRY_VERIFY(isInFront(why) && !isInFront(maps));
    QVERIFY(!maps->isHidden());  // its tab is there
    QTRY_VERIFY(isChecked("view.panel.why") && !isChecked("view.panel.maps"));
    trigger("view.panel.maps");
    QTRY_VERIFY(isInFront(maps) && !isInFront(why));
    QTRY_VERIFY(isChecked("view.panel.maps") && !isChecked("view.panel.why"));
    trigger("view.panel.maps");
    QTRY_VERIFY(maps->isHidden() && isInFront(why));
    QTRY_VERIFY(!isChecked("view.panel.maps") && isChecked("view.panel.why"));
    trigger("view.panel.why");
    QTRY_VERIFY(why->isHidden());
    QVERIFY(!isChecked("view.panel.why"));
  }

  void theWheelScrollsThePanelAndChangesNothingWithoutTheKeyboard() {
    auto window = openWindow();
    QVERIFY(window);
    window->resize(1280, 720);
    auto* dock = window->findChild<QDockWidget*>(QStringLiteral("display"));
    auto* bar = dock->findChild<DockScroll*>()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    const auto turn = [](QWidget& widget) {
      const QPointF at = widget.rect().center();
      QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                        Qt::NoScrollPhase, false);
      QSpontaneKeyEvent::setSpontaneous(&event);  // a person's, which Qt hands to parents
      qApp->notify(&widget, &event);
    };
    auto* map = dock->findChild<QComboBox*>();
    auto* range = dock->findChild<QDoubleSpinBox*>();
    auto* slider = dock->findChild<QSlider*>();
    slider->setValue(50);
    const auto values = [&] {
      return QList<double>{double(map->currentIndex()), range->value(), double(slider->value())};
    };
    const QList<double> before = values();
    for (QWidget* widget : std::initializer_list<QWidget*>{map, range, slider}) {
      bar->setValue(0);
      turn(*widget);
      QCOMPARE(values(), before);
      QVERIFY(!widget->hasFocus());
      QVERIFY(bar->value() > 0);
    }
    bar->setValue(0);
    map->setFocus();
    QTRY_VERIFY(map->hasFocus());
    turn(*map);
    QVERIFY(values()[0] != before[0]);
    QCOMPARE(bar->value(), 0);
  }

  void closingWhileWorkRunsIsQuickAndSafe() {
    for (int i = 0; i < 3; ++i) {
      auto window = std::make_unique<MainWindow>(options());
      window->show();
      window->session().openRun("/data/run-fake");
      QTest::qWait(i * 60);
      window.reset();
    }
    QVERIFY(m_errors.isEmpty());
  }
};

const Registered<MainWindowTest> kMainWindowTest("MainWindowTest");

}  // namespace vxs::ui::test

#include "MainWindowTest.moc"
