#include "core/base/AtomicFile.h"
#include "tests/ui/workspace/FigureWindows.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/figure/PagePreview.h"
#include "ui/figure/PanelsDialog.h"
#include "ui/figure/PreviewZoom.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/RecipeFile.h"
#include "ui/paint/figure/ViewSpec.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>

namespace vxs::ui::test {

/// Several figures on one page. The program that paints it is a script here, which keeps what it was asked.
class PanelsDialogTest : public QObject, protected FigureWindows {
  Q_OBJECT

 private:
  QString path(const char* name) const { return QString::fromStdString((folder() / name).string()); }
  /// A figure of a run as JSON.
  QString figure(const char* name, const std::string& kind = "slices") const {
    paint::Recipe recipe;
    recipe.kind = kind;
    recipe.run = "/data/run-fake";
    if (kind == "panels") {
      paint::Recipe panel = recipe;
      panel.kind = "slices";
      recipe.panels = {panel, panel, panel};
      recipe.options = {{"rows", "1,2"}, {"letters", "lower"}, {"fill", "page"}};
      recipe.page.size.widthMm = 120;
      recipe.page.fontPt = 9;
    }
    const QString file = path(name);
    writeFileAtomically(file.toStdString(), paint::toText(recipe));
    return file;
  }
  /// Paints a dot, says what it was given, or fails where it was asked for two panels in lower case.
  QString program() const {
    paint::Recipe page;
    page.kind = "panels";
    const QString file = path("program"), dot = path("dot.png");
    QImage(8, 4, QImage::Format_RGB32).save(dot);
    const std::string text = "#!/bin/sh\nfor word; do out=$last; last=$word; [ \"$out\" = --out ] && cp " +
                             dot.toStdString() +
                             " \"$word\"; [ \"$word\" = lower ] && { echo "
                             "'{\"event\":\"error\",\"message\":\"no such letters\"}' >&2; "
                             "exit 1; }; done\necho \"$@\" >> " +
                             path("asked").toStdString() +
                             "\necho '{\"legend\":\"(A) Slices\",\"recipe\":" + paint::toText(page) + "}'\n";
    writeFileAtomically(file.toStdString(), text);
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file;
  }
  std::unique_ptr<PanelsDialog> dialog() {
    auto made = std::make_unique<PanelsDialog>(
        [] {
          paint::Recipe shown;
          shown.kind = "view";
          shown.options["view"] = paint::toText(paint::viewSpecFor("3d", {scene::Layer::Predicted}, {}));
          return shown;
        },
        nullptr, program());
    made->show();
    return made;
  }
  static QListWidget& list(PanelsDialog& dialog) {
    return *dialog.findChild<QListWidget*>(QStringLiteral("panels"));
  }
  static QString after(const PanelsDialog& dialog, const char* option) {
    const QStringList words = dialog.arguments(QStringLiteral("page.pdf"), 300);
    return words.value(words.indexOf(QLatin1String(option)) + 1);
  }
  static QString problem(PanelsDialog& dialog) {
    for (const auto* label : dialog.findChildren<QLabel*>())
      if (label->accessibleName() == QStringLiteral("What is wrong")) return label->text();
    return {};
  }

 private Q_SLOTS:
  void init() { begin(); }

  void rowsAndLettersFollowTheList() {
    auto page = dialog();
    page->addFigures({figure("a.json"), figure("b.json", "why"), figure("c.json", "correlation")});
    QCOMPARE(list(*page).count(), 3);
    QVERIFY(list(*page).item(1)->text().startsWith(QStringLiteral("B   b.json · Why")));
    page->addShown();
    QCOMPARE(list(*page).item(3)->text(), QStringLiteral("D   window · 3-D views"));
    delete list(*page).takeItem(3);
    QCOMPARE(after(*page, "--rows"), QStringLiteral("1,1,1"));
    list(*page).item(1)->setCheckState(Qt::Unchecked);
    QCOMPARE(after(*page, "--rows"), QStringLiteral("2,1"));
    list(*page).setCurrentRow(2);
    page->findChild<QPushButton*>(QStringLiteral("panelsUp"))->click();
    QVERIFY(list(*page).item(1)->text().startsWith(QStringLiteral("B   c.json")));
    QCOMPARE(after(*page, "--rows"), QStringLiteral("1,2"));
    list(*page).item(0)->setCheckState(Qt::Unchecked);  // the first always begins one
    QCOMPARE(list(*page).item(0)->checkState(), Qt::Checked);
    page->findChild<QPushButton*>(QStringLiteral("panelsRemove"))->click();
    QCOMPARE(page->arguments(QStringLiteral("page.pdf"), 300).mid(2, 2),
             (QStringList{path("a.json"), path("b.json")}));
    QTRY_VERIFY(!page->painting());
  }

  void thePreviewBringsCaptionAndCommand() {
    auto page = dialog();
    QVERIFY(!page->findChild<QPushButton*>(QStringLiteral("panelsSave"))->isEnabled());
    page->addFigures({figure("a.json")});
    page->addShown();
    QTRY_VERIFY(page->page() && !page->painting());
    QCOMPARE(page->findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("(A) Slices"));
    QVERIFY(page->findChild<QPushButton*>(QStringLiteral("panelsCopy"))->isEnabled());
    const QString view = page->arguments(QStringLiteral("page.pdf"), 300)[3];
    QCOMPARE(paint::readRecipe(view.toStdString()).kind, std::string("view"));
  }

  void whatIsNoFigureIsNamed() {
    auto page = dialog();
    QImage(4, 4, QImage::Format_RGB32).save(path("plain.png"));
    page->addFigures({path("plain.png")});
    QVERIFY2(problem(*page).contains(path("plain.png")), qPrintable(problem(*page)));
    page->addFigures({path("nowhere.png")});
    QVERIFY2(problem(*page).contains(path("nowhere.png")), qPrintable(problem(*page)));
    QCOMPARE(list(*page).count(), 0);
  }

  /// A page that was saved is gone on with: the recipes of its panels are in it.
  void aPageBringsItsPanels() {
    auto page = dialog();
    const QString saved = figure("page.json", "panels");
    page->addFigures({saved});
    QVERIFY(problem(*page).isEmpty());
    QCOMPARE(list(*page).count(), 3);
    QVERIFY(list(*page).item(1)->text().startsWith(QStringLiteral("b   page.json, B · ")));
    QCOMPARE(after(*page, "--rows"), QStringLiteral("1,2"));
    QCOMPARE(after(*page, "--letters"), QStringLiteral("lower"));
    QCOMPARE(after(*page, "--width-mm"), QStringLiteral("120"));
    QCOMPARE(after(*page, "--font-pt"), QStringLiteral("9"));
    const QStringList asked = page->arguments(QStringLiteral("page.pdf"), 300);
    QVERIFY(asked.contains(QStringLiteral("--fill")) && !asked.contains(saved));
    QCOMPARE(paint::readRecipe(asked[2].toStdString()).kind, std::string("slices"));
    page->addFigures({saved});
    QCOMPARE(after(*page, "--rows"), QStringLiteral("1,2,1,2"));
    QTRY_VERIFY(!page->painting());
  }

  void aFailureIsSaidAndNothingIsSaved() {
    auto page = dialog();
    page->addFigures({figure("a.json")});
    auto* save = page->findChild<QPushButton*>(QStringLiteral("panelsSave"));
    auto* letters = page->findChild<QComboBox*>(QStringLiteral("panelsLetters"));
    QTRY_VERIFY(page->page() && !page->painting());
    QVERIFY(save->isEnabled());
    letters->setCurrentIndex(1);
    QSignalSpy saved(page.get(), &PanelsDialog::saved);
    page->save(path("page.png"));
    QTRY_COMPARE(problem(*page), QStringLiteral("no such letters"));
    QCOMPARE(saved.count(), 0);
    QVERIFY(page->isVisible());
    QTRY_VERIFY(!page->painting());
    // what cannot be painted cannot be saved, until something is changed
    letters->setCurrentIndex(0);
    QTRY_VERIFY(page->page() && !page->painting());
    letters->setCurrentIndex(1);
    QTRY_VERIFY(!page->painting());
    QCOMPARE(problem(*page), QStringLiteral("no such letters"));
    QVERIFY(!save->isEnabled());
    letters->setCurrentIndex(2);
    QVERIFY(save->isEnabled());
    QTRY_VERIFY(!page->painting());
  }

  void fontAndWidthsAreThePages() {
    auto page = dialog();
    page->addFigures({figure("a.json")});
    QComboBox* fonts = nullptr;
    for (auto* box : page->findChildren<QComboBox*>())
      if (box->accessibleName() == QStringLiteral("Font")) fonts = box;
    QVERIFY(fonts && fonts->count() > 1);
    fonts->setCurrentIndex(fonts->currentIndex() == 0 ? 1 : 0);
    QCOMPARE(after(*page, "--font"), fonts->currentText());
    const auto asked = [&] { return page->arguments(QStringLiteral("page.pdf"), 300); };
    QVERIFY(!asked().contains(QStringLiteral("--fill")));
    page->findChild<QCheckBox*>()->setChecked(true);
    QVERIFY(asked().contains(QStringLiteral("--fill")));
    QTRY_VERIFY(!page->painting());
  }

  void aCloserLookIsPaintedInItsOwnPixels() {
    auto page = dialog();
    page->addFigures({figure("a.json")});
    QTRY_VERIFY(page->page() && !page->painting());
    auto* preview = page->findChild<PagePreview*>();
    auto* fit = page->findChild<QPushButton*>(QStringLiteral("zoomFit"));
    QCOMPARE(preview->zoom(), 1.0);
    QVERIFY(!fit->isEnabled());
    const auto lastDpi = [this] {
      QFile asked(path("asked"));
      if (!asked.open(QIODevice::ReadOnly)) return 0.0;
      const QString line = QString::fromUtf8(asked.readAll()).trimmed().split(QLatin1Char('\n')).last();
      return line.section(QStringLiteral("--dpi "), 1).section(QLatin1Char(' '), 0, 0).toDouble();
    };
    const double whole = lastDpi();
    QWheelEvent wheel(QPointF(50, 50), preview->mapToGlobal(QPointF(50, 50)), {}, {0, 600}, Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(preview, &wheel);
    QVERIFY(preview->zoom() > 2);
    QVERIFY(fit->isEnabled());
    QTRY_VERIFY(!page->painting());
    QVERIFY2(lastDpi() > 1.5 * whole, qPrintable(QString::number(lastDpi())));
    fit->click();
    QCOMPARE(preview->zoom(), 1.0);
    QTRY_VERIFY(!page->painting());
  }

  /// Of a page that is smaller on paper than its room on the screen, too.
  void realSizeIsAlwaysPossible() {
    PagePreview preview;
    preview.resize(600, 400);
    preview.show();
    PreviewZoom zoom(preview);
    auto* paper = zoom.findChild<QPushButton*>(QStringLiteral("zoomPaper"));
    auto* fit = zoom.findChild<QPushButton*>(QStringLiteral("zoomFit"));
    for (const double widthMm : {40.0, 3000.0}) {
      QImage page(400, 200, QImage::Format_RGB32);
      page.setDotsPerMeterX(qRound(400 / widthMm * 1000));
      preview.setPage(page);
      QVERIFY(std::abs(preview.paperScale() - 1) > 0.1);
      QVERIFY(paper->isEnabled());
      paper->click();
      QVERIFY(std::abs(preview.paperScale() - 1) < 0.001);
      QVERIFY(!paper->isEnabled() && fit->isEnabled());
      fit->click();
      QCOMPARE(preview.zoom(), 1.0);
      paper->click();  // a larger one that comes then is seen whole at least
    }
  }

  void savesWithItsOwnResolutionAndCloses() {
    auto page = dialog();
    page->addFigures({figure("a.json")});
    QSignalSpy saved(page.get(), &PanelsDialog::saved);
    page->save(path("page.png"));
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(QFile::exists(path("page.png")));
    QVERIFY(!page->isVisible());
    QFile asked(path("asked"));
    QVERIFY(asked.open(QIODevice::ReadOnly));
    QVERIFY(asked.readAll().contains("--dpi 300 --out " + path("page.png").toUtf8()));
  }

  void theWindowOpensIt() {
    auto window = makeWindow(writtenRun());
    QVERIFY(window);
    window->actions().trigger(QStringLiteral("file.compose"), {figure("a.json")});
    auto* page = window->findChild<PanelsDialog*>();
    QVERIFY(page && page->isVisible());
    page->addShown();
    QCOMPARE(list(*page).count(), 2);
    page->reject();
    QVERIFY(!page->isVisible());
    window->actions().trigger(QStringLiteral("file.compose"));  // keeps its list
    QVERIFY(page->isVisible());
    QCOMPARE(window->findChildren<PanelsDialog*>().size(), 1);
    QCOMPARE(list(*page).count(), 2);
    page->reject();
  }
};

const Registered<PanelsDialogTest> kPanelsDialogTest("PanelsDialogTest");

}  // namespace vxs::ui::test

#include "PanelsDialogTest.moc"
