#include "tests/ui/figure/FigureDialogBench.h"
#include "ui/figure/ExportFigure.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/FigureFile.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/widgets/DialogSize.h"
#include "ui/widgets/ElidedComboBox.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWindow>

namespace vxs::ui::test {

/// From what the window shows to a file.
class FigureDialogTest : public QObject, protected FigureDialogBench {
  Q_OBJECT

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void specFollowsLayoutMaximisedViewAndFlicker() {
    const paint::ViewSpec all = viewSpecOf(session(), *m_view);
    QCOMPARE(all.cells.size(), m_view->visibleViews().size());
    double covered = 0;
    for (const auto& cell : all.cells) covered += cell.place.width() * cell.place.height();
    QVERIFY2(covered > 0.95 && covered <= 1.001, qPrintable(QString::number(covered)));
    session().view().setFlicker(true);
    QVERIFY(viewSpecOf(session(), *m_view).cells.front().layer == scene::Layer::Predicted);
    session().view().setFlicker(false);
    QVERIFY(viewSpecOf(session(), *m_view).cells.front().layer == scene::Layer::Measured);
    m_view->toggleMaximised(m_view->slice(scene::Layer::Difference, scene::Plane::Coronal));
    session().view().setSliceView(2.5, {3, 4, 5});
    QCoreApplication::processEvents();
    const paint::ViewSpec one = viewSpecOf(session(), *m_view);
    QCOMPARE(one.cells.size(), std::size_t{1});
    QVERIFY(one.cells[0].layer == scene::Layer::Difference);
    QVERIFY(one.cells[0].shows == paint::ViewSpec::Shows::Coronal);
    QCOMPARE(one.sliceZoom, 2.5);
  }

  /// On a screen that is lower than it likes to be the form scrolls, and Save is in view with its frame.
  void itFitsALowScreenInLargeType() {
    setType(150);
    const auto shown = dialog();
    shown->show();
    shown->resize(shown->width(), 500);
    const auto* buttons = shown->findChild<QDialogButtonBox*>();
    QTRY_COMPARE(shown->height(), 500);
    for (const auto* each : buttons->buttons())
      QTRY_VERIFY(shown->rect().contains(QRect(each->mapTo(shown.get(), QPoint()), each->size())));
    const auto* form = shown->findChild<QScrollArea*>();
    QVERIFY(form->widget()->width() <= form->viewport()->width());
    QVERIFY(form->widget()->height() > form->viewport()->height());
    QWidget large;
    resizeWithinScreen(large, {9000, 9000});
    const QSize room = large.screen()->availableSize();
    QVERIFY(large.width() < room.width() && large.width() > room.width() * 3 / 4);
    QVERIFY(large.height() <= room.height() - 40 && large.height() > room.height() * 3 / 4);
    setType(100);
  }

  void previewIsTheFigureAtTheScreensResolution() {
    auto asked = dialog();
    asked->chooseKind(QStringLiteral("slices"));
    asked->show();
    QVERIFY(QTest::qWaitFor([&] { return asked->preview().settled() && !asked->preview().image().isNull(); },
                            20000));
    const QSize size = asked->preview().image().size();
    const paint::FigureSize page = asked->recipe().page.size;
    QVERIFY(std::abs(double(size.width()) / size.height() - page.widthMm / page.heightMm) < 0.02);
    QVERIFY(asked->preview().legend().title.find("slices") != std::string::npos);
  }

  /// A training that goes on behind it changes the map, and that is what would be saved.
  void whatChangesBehindTheDialogIsSeenInIt() {
    auto asked = dialog();
    asked->chooseKind(QStringLiteral("slices"));
    asked->show();
    const auto caption = [&asked] {
      return named<QPlainTextEdit>(*asked, QStringLiteral("Caption for the paper"))->toPlainText();
    };
    QTRY_VERIFY_WITH_TIMEOUT(caption().contains(QStringLiteral("image 10")), 20000);
    const QString command = asked->command();
    session().selectItem(1);
    QTRY_VERIFY_WITH_TIMEOUT(caption().contains(QStringLiteral("image 11")), 20000);
    QVERIFY(asked->command() != command);
    QTRY_VERIFY(asked->preview().settled());
  }

  void exportCarriesWhatTheDialogSaysAndIsThePreviewedFigure() {
    QTemporaryDir folder;
    auto asked = dialog();
    asked->chooseKind(QStringLiteral("view"));
    const std::filesystem::path file = folder.filePath(QStringLiteral("view.tif")).toStdString();
    paint::Recipe recipe = asked->recipe();
    recipe.page.size.dpi = 60;
    exportFigure(session(), recipe, file);
    QVERIFY(QTest::qWaitFor([&] { return m_open->tasks.idle(); }, 20000));
    const paint::Recipe written = paint::readRecipe(file);
    QCOMPARE(written.kind, std::string("view"));
    QCOMPARE(written.option("view"), recipe.option("view"));
    QCOMPARE(written.trial, 3);
    QVERIFY(written.hashes.contains("stimulus"));
    // the same painting on this thread gives the same pixels
    SessionSources sources(session());
    Progress progress;
    const auto figure = paint::makeFigure(recipe, sources, progress);
    QCOMPARE(paint::readFigurePixels(file).convertToFormat(QImage::Format_RGB32),
             paint::renderFigure(*figure, recipe.page, progress));
  }

  void epochsAreShownOrOneSentenceSaysWhyNot() {
    auto asked = dialog();
    asked->chooseKind(QStringLiteral("epochs"));
    asked->show();
    const auto settled = [&] { return asked->preview().settled(); };
    QVERIFY(QTest::qWaitFor([&] { return settled() && !asked->preview().image().isNull(); }, 20000));
    QVERIFY(asked->preview().legend().title.find("after epochs 1, 3, 8, 10") != std::string::npos);
    QVERIFY(asked->command().contains(QStringLiteral("\"figure\":\"epochs\"")));
    const auto copies = [&] {
      int enabled = 0;
      for (const auto* button : asked->findChildren<QPushButton*>())
        enabled +=
            button->text().remove(QLatin1Char('&')).startsWith(QStringLiteral("Copy")) && button->isEnabled();
      return enabled;
    };
    QCOMPARE(copies(), 3);
    m_open->run->m_epochsError = "the run kept none of its epochs";
    asked->chooseKind(QStringLiteral("slices"));
    asked->chooseKind(QStringLiteral("epochs"));
    QVERIFY(QTest::qWaitFor([&] { return settled() && asked->preview().image().isNull(); }, 20000));
    QCOMPARE(asked->preview().problem(), QStringLiteral("the run kept none of its epochs"));
    QCOMPARE(copies(), 0);  // there is nothing to copy
    asked->chooseKind(QStringLiteral("slices"));
    QTRY_COMPARE_WITH_TIMEOUT(copies(), 3, 20000);
  }

  void greyPrintWarnsThatTheSignIsLost() {
    auto asked = dialog();
    auto* vision = named<QComboBox>(*asked, QStringLiteral("Seen with"));
    QVERIFY(vision);
    const auto warned = [&] {
      for (auto* label : asked->findChildren<QLabel*>())
        if (label->text().startsWith(QStringLiteral("The sign is lost"))) return true;
      return false;
    };
    QVERIFY(!warned());
    vision->setCurrentIndex(1);
    QVERIFY(!warned());
    vision->setCurrentIndex(4);
    QVERIFY(warned());
  }

  void whatCannotBeSavedIsSaidInTheDialogWithItsChoices() {
    auto asked = dialog();
    asked->chooseKind(QStringLiteral("mosaic"));
    named<QLineEdit>(*asked, QStringLiteral("File"))->setText(QStringLiteral("/nowhere/at/all/figure.pdf"));
    asked->show();
    auto* problem = named<QLabel>(*asked, QStringLiteral("Why it was not saved"));
    QVERIFY(!problem->isVisible());
    QSignalSpy asking(asked.get(), &FigureDialog::exportRequested);
    const auto save = [&] {
      for (auto* button : asked->findChildren<QPushButton*>())
        if (button->text().contains(QStringLiteral("Save"))) button->click();
    };
    save();
    QCOMPARE(asking.count(), 0);
    QVERIFY(asked->isVisible() && problem->isVisible());
    QVERIFY(problem->text().contains(QStringLiteral("/nowhere/at/all")));
    // what fails only while it is written comes back to the dialog too
    QTemporaryDir folder;
    named<QLineEdit>(*asked, QStringLiteral("File"))->setText(folder.filePath(QStringLiteral("figure.xyz")));
    connect(asked.get(), &FigureDialog::exportRequested, asked.get(), [&] {
      exportFigure(session(), asked->recipe(), asked->file(),
                   [&](const QString& message) { asked->showProblem(message); });
    });
    QSignalSpy failures(&m_open->tasks, &TaskRunner::failed);
    save();
    QVERIFY(!asked->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(asked->isVisible(), 20000);
    QVERIFY2(problem->text().contains(QStringLiteral("xyz")), qPrintable(problem->text()));
    QCOMPARE(failures.count(), 0);
    QCOMPARE(asked->recipe().kind, std::string("mosaic"));
  }

  /// The format says what the file is, and that is what the question of replacing is about.
  void aNameWithoutAnEndingGetsTheFormats() {
    QTemporaryDir folder;
    QFile there(folder.filePath(QStringLiteral("fig.svg")));
    QVERIFY(there.open(QIODevice::WriteOnly));
    auto asked = dialog();
    asked->show();
    auto* format = named<QComboBox>(*asked, QStringLiteral("Format"));
    format->setCurrentIndex(format->findData(QStringLiteral("svg")));
    auto* file = named<QLineEdit>(*asked, QStringLiteral("File"));
    QSignalSpy asking(asked.get(), &FigureDialog::exportRequested);
    auto* save = asked->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
    file->setText(folder.filePath(QStringLiteral("fig")));
    save->click();
    QVERIFY(asked->findChild<QMessageBox*>(QStringLiteral("replaceQuestion")));
    QCOMPARE(asking.count(), 0);
    file->setText(folder.filePath(QStringLiteral("trial 1.5")));
    save->click();
    QCOMPARE(asking.count(), 1);
    QCOMPARE(asked->file(), std::filesystem::path(folder.filePath("trial 1.5.svg").toStdString()));
  }

  void aMessageMovesNothing() {
    auto asked = dialog();
    asked->show();
    QVERIFY(QTest::qWaitForWindowExposed(asked.get()));
    asked->windowHandle()->setFramePosition({37, 53});  // as a hand does
    QTRY_COMPARE(asked->pos(), QPoint(37, 53));
    const QRect form = asked->findChild<QScrollArea*>()->geometry();
    named<QLineEdit>(*asked, QStringLiteral("File"))->setText(QStringLiteral("/nowhere/at/all/figure.pdf"));
    asked->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
    QTRY_VERIFY(named<QLabel>(*asked, QStringLiteral("Why it was not saved"))->isVisible());
    QCoreApplication::processEvents();
    QCOMPARE(asked->findChild<QScrollArea*>()->geometry(), form);
    QTemporaryDir folder;
    named<QLineEdit>(*asked, QStringLiteral("File"))->setText(folder.filePath(QStringLiteral("figure.pdf")));
    asked->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
    QVERIFY(!asked->isVisible());  // it is being saved
    asked->showProblem(QStringLiteral("the disk is full"));
    QTRY_COMPARE(asked->pos(), QPoint(37, 53));
  }

  void commandLineIsTheRecipeAndAnswersAreRemembered() {
    {
      auto asked = dialog();
      asked->chooseKind(QStringLiteral("mosaic"));
      named<QLineEdit>(*asked, QStringLiteral("File"))->setText(QStringLiteral("/tmp/it's.pdf"));
      QCOMPARE(named<QComboBox>(*asked, QStringLiteral("Format"))->currentData().toString(),
               QStringLiteral("pdf"));
      QVERIFY(asked->command().startsWith(QStringLiteral("voxelscope-cli figure --recipe-text ")));
      QVERIFY(asked->command().contains(QStringLiteral("\"figure\":\"mosaic\"")));
      QVERIFY(asked->command().endsWith(QStringLiteral("--out '/tmp/it'\\''s.pdf'")));
      QSignalSpy asking(asked.get(), &FigureDialog::exportRequested);
      for (auto* button : asked->findChildren<QPushButton*>())
        if (button->text().contains(QStringLiteral("Save"))) button->click();
      QCOMPARE(asking.count(), 1);
    }
    auto again = dialog();
    QCOMPARE(again->recipe().kind, std::string("view"));  // first what the window shows now
    QCOMPARE(again->file(), std::filesystem::path("/tmp/it's.pdf"));
  }

  void noFileIsReplacedWithoutAQuestion() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("fig.png"));
    for (const char* name : {"fig.png", "fig-2.png", "fig.pdf"}) {
      QFile there(folder.filePath(QLatin1String(name)));
      QVERIFY(there.open(QIODevice::WriteOnly));
    }
    const auto press = [](QWidget& box, const QString& text) {
      for (auto* button : box.findChildren<QPushButton*>())
        if (button->text().contains(text)) return button->click();
      QFAIL(qPrintable(text));
    };
    {
      auto asked = dialog();
      named<QLineEdit>(*asked, QStringLiteral("File"))->setText(file);
      QSignalSpy asking(asked.get(), &FigureDialog::exportRequested);
      asked->show();
      press(*asked, QStringLiteral("Save"));
      auto* question = asked->findChild<QMessageBox*>(QStringLiteral("replaceQuestion"));
      QVERIFY(question && question->text().contains(file));
      press(*question, QStringLiteral("Cancel"));
      QTRY_VERIFY(!asked->findChild<QMessageBox*>(QStringLiteral("replaceQuestion")));
      QCOMPARE(asking.count(), 0);
      QVERIFY(asked->isVisible());
      press(*asked, QStringLiteral("Save"));
      press(*asked->findChild<QMessageBox*>(QStringLiteral("replaceQuestion")), QStringLiteral("Replace"));
      QCOMPARE(asking.count(), 1);
    }
    auto again = dialog();  // proposes what is not there
    QCOMPARE(QString::fromStdString(again->file().string()), folder.filePath(QStringLiteral("fig-3.png")));
  }

  void proposedNamesCountUp() {
    QTemporaryDir folder;
    const auto make = [&](const QString& name) {
      QFile there(folder.filePath(name));
      QVERIFY(there.open(QIODevice::WriteOnly));
    };
    const auto proposed = [&](const QString& last) {
      QSettings().setValue(QStringLiteral("figure/file"), folder.filePath(last));
      return QFileInfo(QString::fromStdString(dialog()->file().string())).fileName();
    };
    make(QStringLiteral("fig.png"));
    make(QStringLiteral("fig-2.pdf"));
    QCOMPARE(proposed(QStringLiteral("fig-2.pdf")), QStringLiteral("fig-3.pdf"));
    make(QStringLiteral("fig-3.pdf"));
    QCOMPARE(proposed(QStringLiteral("fig-3.pdf")), QStringLiteral("fig-4.pdf"));
    make(QStringLiteral("trial-37.png"));  // the number is the trial's
    QCOMPARE(proposed(QStringLiteral("trial-37.png")), QStringLiteral("trial-37-2.png"));
  }

  void kindsThatAreTooLongEndWithAnEllipsis() {
    auto asked = dialog();
    asked->show();
    const ElidedComboBox* box = nullptr;
    for (const auto* each : asked->findChildren<QComboBox*>())
      if (each->findData(QStringLiteral("correlation")) >= 0) box = dynamic_cast<const ElidedComboBox*>(each);
    QVERIFY(box && box->geometry().right() < box->parentWidget()->width());
    for (const char* kind : {"correlation", "why", "view"}) {
      asked->chooseKind(QLatin1String(kind));
      QVERIFY(box->shown() == box->currentText() || box->shown().endsWith(QStringLiteral("…")));
      QVERIFY(box->fontMetrics().horizontalAdvance(box->shown()) < box->width());
      QCOMPARE(box->toolTip(), box->currentText());
    }
  }
};

const Registered<FigureDialogTest> kFigureDialogTest("FigureDialogTest");

}  // namespace vxs::ui::test

#include "FigureDialogTest.moc"
