#include "core/base/AtomicFile.h"
#include "core/workflow/MakeDemo.h"
#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/welcome/DemoMaker.h"
#include "ui/welcome/PrepareWizard.h"
#include "ui/welcome/WelcomeView.h"
#include "ui/workspace/RecentFiles.h"

#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>

namespace vxs::ui::test {

namespace fs = std::filesystem;

class WelcomeTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<vxs::test::TempFolder> m_folder;
  fs::path demo() const { return m_folder->path() / "demo"; }
  void finishDemo() {
    fs::create_directories(demo() / "run-ridge");
    writeFileAtomically(demo() / "run-ridge" / "run.json", "{}");
    for (const char* stage : {"synthesize", "prepare", "features", "train", "evaluate"})
      writeFileAtomically(demo() / (std::string(".") + stage + "-done"), "");
  }

 private Q_SLOTS:
  void init() {
    m_folder = std::make_unique<vxs::test::TempFolder>();
    QSettings().setValue(QStringLiteral("dataFolder"), QString::fromStdString(m_folder->path().string()));
    RecentFiles().clear();
  }
  void cleanup() { QSettings().remove(QStringLiteral("dataFolder")); }

  void aFinishedDemoIsOpenedAndNotMadeAgain() {
    TaskRunner tasks;
    RecentFiles recent;
    DemoMaker maker(tasks);
    QVERIFY(maker.finished().empty());
    {
      WelcomeView page(maker, recent);
      QVERIFY(
          page.findChild<QPushButton*>(QStringLiteral("tryDemo"))->text().startsWith(QStringLiteral("Make")));
    }
    finishDemo();
    QCOMPARE(maker.finished(), demo() / "run-ridge");
    WelcomeView page(maker, recent);
    QSignalSpy opened(&page, &WelcomeView::openRequested);
    page.findChild<QPushButton*>(QStringLiteral("tryDemo"))->click();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toString().toStdString(), (demo() / "run-ridge").string());
    Progress quiet;
    QVERIFY(!workflow::makeDemo({demo(), "tiny"}, quiet).made);
  }

  void makingShowsProgressAndStopsWhenAsked() {
    TaskRunner tasks;
    RecentFiles recent;
    DemoMaker maker(tasks);
    maker.setPreset("tiny");
    WelcomeView page(maker, recent);
    page.show();
    QSignalSpy stopped(&maker, &DemoMaker::stopped), progressed(&maker, &DemoMaker::progressed),
        failed(&tasks, &TaskRunner::failed);
    auto* make = page.findChild<QPushButton*>(QStringLiteral("tryDemo"));
    auto* stop = page.findChild<QPushButton*>(QStringLiteral("stopDemo"));
    QVERIFY(!stop->isVisible());
    make->click();
    QVERIFY(stop->isVisible() && !make->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty(), 20000);
    stop->click();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, 60000);
    QVERIFY(make->isVisible() && !stop->isVisible());
    QVERIFY(failed.isEmpty());
    QVERIFY(maker.finished().empty());
  }

  void whatWasOpenBeforeIsListed() {
    TaskRunner tasks;
    RecentFiles recent;
    DemoMaker maker(tasks);
    WelcomeView page(maker, recent);
    auto* list = page.findChild<QListWidget*>(QStringLiteral("recentList"));
    page.show();
    QVERIFY(!list->isVisible());
    writeFileAtomically(m_folder->path() / "s.voxelscope", "{}");
    recent.add(m_folder->path() / "s.voxelscope", QStringLiteral("session"),
               QStringLiteral("for the lecture"));
    QVERIFY(list->isVisible());
    QVERIFY(list->item(0)->text().contains(QStringLiteral("for the lecture")));
    QSignalSpy opened(&page, &WelcomeView::openRequested);
    Q_EMIT list->itemActivated(list->item(0));
    QCOMPARE(opened.count(), 1);
  }

  void aFolderWithoutASubjectIsToldAndBarsTheWay() {
    TaskRunner tasks;
    PrepareWizard wizard(tasks);
    wizard.show();
    wizard.setFolder(QString::fromStdString(m_folder->path().string()));
    auto* about = wizard.findChild<QLabel*>(QStringLiteral("datasetAbout"));
    QTRY_VERIFY(about->text().contains(QStringLiteral("no subject")) ||
                about->text().contains(QString::fromStdString(m_folder->path().string())));
    QVERIFY(!wizard.button(QWizard::NextButton)->isEnabled());
  }

  void theWelcomePageHasTheRoomOfPanelsThatHaveNothing() {
    QSettings().clear();
    const auto makeWindow = [] {
      MainWindow::Options options;  // remembers
      options.opener = [](const fs::path&, Progress&) {
        auto run = std::make_shared<FakeRun>();
        run->setEvaluated();
        return run;
      };
      auto window = std::make_unique<MainWindow>(std::move(options));
      window->show();
      QCoreApplication::processEvents();
      return window;
    };
    const auto maps = [](MainWindow& window) {
      return window.findChild<QDockWidget*>(QStringLiteral("maps"));
    };
    const auto open = [&](MainWindow& window) {
      window.session().openRun("/data/run-fake");
      QVERIFY(QTest::qWaitFor([&] { return window.session().run() && window.session().settled(); }, 10000));
      QCoreApplication::processEvents();
    };
    const auto height = [&](MainWindow& window) { return maps(window)->height(); };
    int first = 0, chosen = 0;
    {
      auto window = makeWindow();
      const auto* page = window->findChild<WelcomeView*>();
      QVERIFY(!maps(*window)->isVisible());
      const int free = page->height();
      open(*window);
      QVERIFY(maps(*window)->isVisible());
      first = height(*window);
      QVERIFY(window->centralWidget()->height() + first <= free);
      window->close();
    }
    {
      auto window = makeWindow();  // as it was left
      open(*window);
      window->resizeDocks({maps(*window)}, {first + 60}, Qt::Vertical);
      QCoreApplication::processEvents();
      chosen = height(*window);
      QVERIFY(chosen > first);
      window->close();
    }
    {
      auto window = makeWindow();
      open(*window);
      QCOMPARE(height(*window), chosen);
      window->close();
    }
    {
      auto window = makeWindow();  // that nothing was opened in does not forget it
      QVERIFY(!maps(*window)->isVisible());
      window->close();
    }
    auto window = makeWindow();
    open(*window);
    QCOMPARE(height(*window), chosen);
    maps(*window)->hide();
    window->close();
    window = makeWindow();
    open(*window);
    QVERIFY(!maps(*window)->isVisible());  // the person's own choice
    QSettings().clear();
  }

  void narrowPagesHaveTheWaysBelowEachOther() {
    RecentFiles recent;
    TaskRunner tasks;
    DemoMaker demo(tasks);
    WelcomeView view(demo, recent);
    const auto* first = view.findChild<QPushButton*>(QStringLiteral("tryDemo"));
    const auto* last = view.findChild<QPushButton*>(QStringLiteral("openRun"));
    const auto at = [&](const QPushButton* button) { return button->mapTo(view.widget(), QPoint()); };
    view.resize(1200, 700);
    view.show();
    QTRY_VERIFY(at(last).x() > at(first).x() + first->width());
    view.resize(430, 700);
    QTRY_VERIFY(at(last).y() > at(first).y() + first->height());
    QTRY_VERIFY(at(last).x() + last->width() <= view.viewport()->width());
  }

  void theWindowMakesTheWayBackFromTheWelcomePage() {
    MainWindow::Options options;
    options.remember = false;
    options.opener = [](const fs::path&, Progress&) { return std::make_shared<FakeRun>(); };
    MainWindow window(std::move(options));
    window.show();
    auto* demoButton = window.findChild<QPushButton*>(QStringLiteral("tryDemo"));
    QVERIFY(demoButton->isVisible());
    window.session().openRun("/data/run-fake");
    QTRY_VERIFY(window.session().run() && window.session().settled());
    QVERIFY(!demoButton->isVisible());
    window.actions().trigger(QStringLiteral("help.welcome"));
    QVERIFY(demoButton->isVisible());
    window.actions().trigger(QStringLiteral("help.welcome"));
    QVERIFY(!demoButton->isVisible());
  }
};

const Registered<WelcomeTest> kWelcomeTest("WelcomeTest");

}  // namespace vxs::ui::test

#include "WelcomeTest.moc"
