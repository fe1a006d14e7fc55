#include "tests/ui/LayoutBench.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/panels/VoxelPanel.h"
#include "ui/why/HeatView.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/workspace/SessionKeeper.h"

#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableWidget>

#include <set>

namespace vxs::ui::test {

using scene::Layer;

/// The window at every size of itself and of its type.
class LayoutTest : public QObject, private LayoutBench {
  Q_OBJECT

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void theWindowFitsOnAProjector_data() {
    QTest::addColumn<int>("percent");
    QTest::newRow("normal type") << 100;
    QTest::newRow("large type") << 150;
  }

  void theWindowFitsOnAProjector() {
    QFETCH(int, percent);
    setType(percent);
    const auto fits = [this](const QString& what) {
      const QSize least = m_window->minimumSizeHint();
      if (least.width() > kProjector.width() || least.height() > kProjector.height())
        qWarning("%s needs %d x %d, its middle %d", qPrintable(what), least.width(), least.height(),
                 m_window->centralWidget()->minimumSizeHint().width());
      return least.width() <= kProjector.width() && least.height() <= kProjector.height();
    };
    QVERIFY(fits(QStringLiteral("the first look")));
    showFourColumns();
    m_window->session().view().setLayerShown(Layer::Second, true);
    for (const auto layout :
         {ViewLayout::All, ViewLayout::Slices, ViewLayout::ThreeD, ViewLayout::Single, ViewLayout::Mosaic}) {
      m_window->session().view().setLayout(layout);
      for (const QString& bottom : kBottom) {
        show(bottom);
        QVERIFY2(fits(bottom), qPrintable(bottom));
      }
    }
    dock(QStringLiteral("guide")).show();
    QVERIFY(fits(QStringLiteral("with guided steps")));
    m_window->resize(kProjector);
    QTRY_COMPARE(m_window->size(), kProjector);
    for (const auto& [name, widget] : {std::pair{"central", m_window->centralWidget()}})
      QVERIFY2(widget->height() >= widget->minimumSizeHint().height(), name);
  }

  void nothingIsCutOrPaintedOver_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    QTest::newRow("desk") << kDesk << 100;
    QTest::newRow("projector") << kProjector << 100;
    QTest::newRow("lecture") << kDesk << 150;
    QTest::newRow("lecture on a projector") << kProjector << 150;
  }

  void nothingIsCutOrPaintedOver() {
    QFETCH(QSize, size);
    QFETCH(int, percent);
    setType(percent);
    m_window->resize(size);
    for (const QString& bottom : kBottom) {
      show(bottom);
      for (auto* each : m_window->findChildren<QDockWidget*>()) {
        if (!each->isVisible()) continue;
        const auto ready = [&] { return cutIn(*each).isEmpty() && overlapIn(*each).isEmpty(); };
        if (QTest::qWaitFor(ready, 2000)) continue;
        QFAIL(qPrintable(each->objectName() + QStringLiteral(": cut “") + cutIn(*each) +
                         QStringLiteral("”, over each other: ") + overlapIn(*each)));
      }
    }
  }

  void aShortVoxelPanelScrolls() {
    auto* panel = new VoxelPanel(m_window->session());
    DockScroll scroll(panel, DockScroll::Across::Fitted, 280);
    scroll.resize(scroll.minimumSizeHint());
    scroll.show();
    QVERIFY(QTest::qWaitForWindowExposed(&scroll));
    QTRY_VERIFY(scroll.verticalScrollBar()->maximum() > 0);
    QCOMPARE(overlapIn(*panel), QString());
    auto* table = panel->findChild<QTableWidget*>();
    QVERIFY(table->viewport()->height() >= table->verticalHeader()->length());
    QVERIFY(panel->width() <= scroll.viewport()->width());
    scroll.resize(400, 900);
    QTRY_COMPARE(scroll.verticalScrollBar()->maximum(), 0);
    QTRY_COMPARE(panel->size(), scroll.viewport()->size());
  }

  void theVoxelPanelIsWholeWithFourColumns() {
    m_window->resize(kDesk);
    showFourColumns();
    auto* scroll = dock(QStringLiteral("voxel")).findChild<DockScroll*>();
    QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
  }

  void docksGetTheirSizesBackAfterLargeType() {
    m_window->resize(kDesk);
    show(QStringLiteral("maps"));
    const auto sizes = [this] {
      return QList<int>{dock(QStringLiteral("stimulus")).width(), dock(QStringLiteral("voxel")).width(),
                        dock(QStringLiteral("maps")).height(), dock(QStringLiteral("stimulus")).height()};
    };
    const QList<int> before = sizes();
    setType(150);
    QTRY_VERIFY(sizes()[0] > before[0] && sizes()[1] > before[1]);
    setType(100);
    QTRY_COMPARE(sizes(), before);
  }

  void whatBelongsToAnExplanationIsSeenInALowDock() {
    openOnAProjector();
    QVERIFY(m_window->actions().trigger(QStringLiteral("view.panel.why")));
    QTRY_VERIFY(dock(QStringLiteral("why")).isVisible());
    const auto* heat = m_window->findChild<HeatView*>();
    QTRY_VERIFY2(
        isSeen(QStringLiteral("why"), *heat),
        qPrintable(QStringLiteral("%1 of %2").arg(heat->height()).arg(dock(QStringLiteral("why")).height())));
  }

  /// Else Alt and the letter open no menu.
  void noLabelTakesAMenusLetter() {
    std::set<QString> menus;
    for (const QAction* menu : m_window->menuBar()->actions()) {
      const QString key = QKeySequence::mnemonic(menu->text()).toString();
      QVERIFY2(!key.isEmpty() && menus.insert(key).second, qPrintable(menu->text()));
    }
    QVERIFY(menus.size() >= 8);
    const auto check = [&](const QString& text) {
      return menus.count(QKeySequence::mnemonic(text).toString()) == 0;
    };
    for (const auto* label : m_window->findChildren<QLabel*>())
      if (label->buddy()) QVERIFY2(check(label->text()), qPrintable(label->text()));
    for (const auto* button : m_window->findChildren<QAbstractButton*>())
      QVERIFY2(check(button->text()), qPrintable(button->text()));
  }

  void rowsOfTheVoxelTableGrowWithTheirWords() {
    auto* panel = new VoxelPanel(m_window->session());
    DockScroll scroll(panel, DockScroll::Across::Fitted, 280);
    auto* table = panel->findChild<QTableWidget*>();
    scroll.resize(600, 700);
    scroll.show();
    QVERIFY(QTest::qWaitForWindowExposed(&scroll));
    const int line = table->rowHeight(1);
    table->item(1, 1)->setText(QStringLiteral("words that are more than one line of the table has room for"));
    scroll.resize(300, 700);  // far too narrow for them
    QTRY_VERIFY(table->rowHeight(1) > line);
    QTRY_VERIFY(table->viewport()->height() >= table->verticalHeader()->length());
  }

  void aLowGuideShowsItsWords() {
    setType(150);
    m_window->resize(kProjector);
    QVERIFY(m_window->actions().trigger(QStringLiteral("guide.add")));
    dock(QStringLiteral("guide")).show();
    auto* scroll = dock(QStringLiteral("guide")).findChild<DockScroll*>();
    const auto seen = [&](const char* name) {
      const auto* widget = scroll->findChild<QWidget*>(QLatin1String(name));
      const QRect at(widget->mapTo(scroll->viewport(), QPoint()), widget->size());
      return widget->isVisible() && scroll->viewport()->rect().intersected(at).height() >=
                                        std::min(at.height(), widget->fontMetrics().height());
    };
    QTRY_VERIFY(seen("guideTitleEdit"));
    QTRY_VERIFY(seen("guideTextEdit"));
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    scroll->findChild<QPushButton*>(QStringLiteral("guideDone"))->click();
    QTRY_VERIFY(seen("guideNext"));
    QTRY_VERIFY(seen("guideTitle"));
  }

  void anAskedSizeOutlastsASession() {
    SessionFile other = m_window->keeper().gather();
    m_window->resize(kProjector);
    QCoreApplication::processEvents();
    m_window->keeper().keepWindowSize();
    QSignalSpy restored(&m_window->keeper(), &SessionKeeper::restored);
    m_window->keeper().restore(other);
    QTRY_COMPARE(restored.count(), 1);
    QCOMPARE(m_window->size(), kProjector);
  }

  /// The lower left corner is the bottom's in large type, whose panels are wider.
  void aSessionOfAWiderWindowLeavesTheBottomItsWidth() {
    const SessionFile other = m_window->keeper().gather();
    QCOMPARE(m_window->corner(Qt::BottomLeftCorner), Qt::LeftDockWidgetArea);
    m_window->resize(kProjector);
    setType(150);
    m_window->keeper().keepWindowSize();
    QSignalSpy restored(&m_window->keeper(), &SessionKeeper::restored);
    m_window->keeper().restore(other);
    QTRY_COMPARE(restored.count(), 1);
    QCOMPARE(m_window->corner(Qt::BottomLeftCorner), Qt::BottomDockWidgetArea);
  }

  void theViewMenuFitsAProjectorInLargeType() {
    setType(150);
    for (const auto* menu : m_window->menuBar()->findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
      QVERIFY2(menu->sizeHint().height() <= kProjector.height() - m_window->menuBar()->height(),
               qPrintable(QStringLiteral("%1 is %2 high").arg(menu->title()).arg(menu->sizeHint().height())));
  }

  void noLabelShowsABareAmpersand() {
    QString reason;
    for (const char* name : {"file.export.figure", "edit.preferences"})
      QVERIFY2(m_window->actions().trigger(QLatin1String(name), {}, &reason), qPrintable(reason));
    int underlined = 0;
    for (const auto* label : m_window->findChildren<QLabel*>()) {
      if (!label->text().contains(QLatin1Char('&')) || label->textFormat() == Qt::RichText) continue;
      QVERIFY2(label->buddy(), qPrintable(label->text()));
      ++underlined;
    }
    QVERIFY(underlined > 10);
  }

  void aLongLineGivesWay() {
    ElidedLabel label(QStringLiteral("a run with a name that is much longer than the window is wide"));
    label.resize(120, 20);
    label.show();
    QVERIFY(label.shown().endsWith(QChar(0x2026)));
    QCOMPARE(label.toolTip(), label.text());
    QVERIFY(label.minimumSizeHint().width() < 120);
    label.resize(label.sizeHint());
    QTRY_COMPARE(label.shown(), label.text());
    QCOMPARE(label.toolTip(), QString());
  }
};

const Registered<LayoutTest> kLayoutTest("LayoutTest");

}  // namespace vxs::ui::test

#include "LayoutTest.moc"
