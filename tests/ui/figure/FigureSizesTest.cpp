#include "tests/ui/figure/FigureDialogBench.h"
#include "ui/figure/FigureSizeEdit.h"
#include "ui/figure/SessionSources.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>

namespace vxs::ui::test {

/// How large figures are: in the dialog, on paper and from the command line.
class FigureSizesTest : public QObject, protected FigureDialogBench {
  Q_OBJECT

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  /// As the command line makes it, which is told no height.
  void aFigureIsAsHighAsTheCommandLineMakesIt() {
    auto asked = dialog();
    asked->show();
    auto* presets = asked->findChild<FigureSizeEdit*>()->findChildren<QComboBox*>().front();
    for (const std::string name : {"slices", "mosaic", "compare3d", "epochs", "view"}) {
      asked->chooseKind(QString::fromStdString(name));
      for (const auto& [preset, width] : {std::pair{3, 180.0}, {1, 88.0}}) {
        Q_EMIT presets->activated(preset);
        QTRY_VERIFY_WITH_TIMEOUT(asked->preview().settled() && asked->recipe().page.size.heightMm > 0, 20000);
        paint::Recipe recipe = asked->recipe();
        QCOMPARE(recipe.page.size.widthMm, width);
        const double shown = recipe.page.size.heightMm;
        recipe.page.size.heightMm = 0;
        SessionSources sources(session());
        Progress progress;
        paint::makeFigure(recipe, sources, progress);
        QCOMPARE(shown, recipe.page.size.heightMm);
        QCOMPARE(std::round(named<QDoubleSpinBox>(*asked, QStringLiteral("Height"))->value() * 10),
                 std::round(shown * 10));
      }
    }
  }

  void anOwnHeightStaysUntilThereIsAnotherFigure() {
    auto asked = dialog();
    asked->show();
    auto* height = named<QDoubleSpinBox>(*asked, QStringLiteral("Height"));
    auto* presets = asked->findChild<FigureSizeEdit*>()->findChildren<QComboBox*>().front();
    height->setValue(200);
    QCOMPARE(presets->currentText(), QStringLiteral("Own size"));
    QTRY_VERIFY_WITH_TIMEOUT(asked->preview().settled(), 20000);
    QCOMPARE(asked->recipe().page.size.heightMm, 200.0);
    asked->chooseKind(QStringLiteral("slices"));
    QTRY_VERIFY_WITH_TIMEOUT(asked->preview().settled() && asked->recipe().page.size.heightMm > 0, 20000);
    QVERIFY(asked->recipe().page.size.heightMm != 200);
    Q_EMIT presets->activated(4);  // a slide has a height of its own
    asked->chooseKind(QStringLiteral("view"));
    QCOMPARE(asked->recipe().page.size.heightMm, 142.875);
    QCOMPARE(presets->currentText(), QStringLiteral("Slide 16:9"));
  }

  /// A window that is wide and low, since panels are open below it, makes no figure of brains of 4 mm.
  void aLowWindowMakesNoLowBrains() {
    m_view->resize(1400, 240);
    QTRY_VERIFY(viewSpecOf(session(), *m_view).aspect > 3);
    const auto heightOf = [&](const paint::ViewSpec& spec, double widthMm) {
      paint::PageSetup page;
      page.size = {widthMm, 0, 100};
      paint::Recipe recipe = viewRecipe(session(), spec, page);
      SessionSources sources(session());
      Progress progress;
      paint::makeFigure(recipe, sources, progress);
      return recipe.page.size.heightMm;
    };
    const paint::ViewSpec window = viewSpecOf(session(), *m_view);
    QVERIFY(window.cells.size() >= 12);
    double lowest = 1;
    for (const auto& cell : window.cells) lowest = std::min(lowest, cell.place.height());
    const double rows = std::round(1 / lowest);
    const double high = heightOf(window, 88);
    QVERIFY2(high > rows * 15, qPrintable(QStringLiteral("%1 mm for %2 rows").arg(high).arg(rows)));
    paint::ViewSpec square = window;
    square.aspect = 0.5;  // a window of another shape is as it is
    QVERIFY(heightOf(square, 88) > 120);
  }

  void aRememberedSizeHasItsName() {
    for (const auto& [preset, name] : {std::pair{1, "Single column, 88 mm"}, {4, "Slide 16:9"}}) {
      auto asked = dialog();
      Q_EMIT asked->findChild<FigureSizeEdit*>()->findChildren<QComboBox*>().front()->activated(preset);
      named<QLineEdit>(*asked, QStringLiteral("File"))
          ->setText(QDir::temp().filePath(QStringLiteral("no such figure.png")));
      asked->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
      auto again = dialog();
      QCOMPARE(again->findChild<FigureSizeEdit*>()->findChildren<QComboBox*>().front()->currentText(),
               QLatin1String(name));
    }
  }

  void sizesInInchesAndPresetsStayExact() {
    FigureSizeEdit edit;
    edit.setSize({180, 90, 300});
    edit.setInInches(true);
    QCOMPARE(edit.size().widthMm, 180.0);  // 7.09 inches on screen, 180 mm on paper
    edit.setInInches(false);
    QCOMPARE(edit.size().widthMm, 180.0);
    QSignalSpy changes(&edit, &FigureSizeEdit::changed);
    auto* presets = edit.findChildren<QComboBox*>().front();
    Q_EMIT presets->activated(1);
    QCOMPARE(edit.size().widthMm, 88.0);
    QCOMPARE(edit.size().heightMm, 0.0);  // the figure's
    edit.fit(44);
    QCOMPARE(edit.size().heightMm, 44.0);
    QCOMPARE(changes.count(), 1);
  }
};

const Registered<FigureSizesTest> kFigureSizesTest("FigureSizesTest");

}  // namespace vxs::ui::test

#include "FigureSizesTest.moc"
