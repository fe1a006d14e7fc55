#include "tests/ui/LayoutBench.h"
#include "tests/ui/maps/MapsBench.h"
#include "tests/ui/training/TrainingBench.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/maps/DensityView.h"
#include "ui/maps/HistogramView.h"
#include "ui/maps/VoxelCardView.h"
#include "ui/training/EpochScrubber.h"
#include "ui/training/RunsTable.h"
#include "ui/training/TrainingCurves.h"
#include "ui/training/TrainingPanel.h"
#include "ui/whatif/RegionBars.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/PictureView.h"

#include <QComboBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>

namespace vxs::ui::test {

namespace {

/// Nothing hides a part of it: no edge of a dock, of the window, or of what scrolls in them.
bool isWhole(const QWidget& widget) {
  for (const QWidget* around = widget.parentWidget(); around; around = around->parentWidget())
    if (!around->rect().contains(QRect(widget.mapTo(around, QPoint()), widget.size()))) return false;
  return widget.isVisible();
}

/// What is wider than the room in which it scrolls, and by how much; empty when nothing is.
QString sidewaysIn(const QWidget& within) {
  for (const auto* scroll : within.findChildren<QScrollArea*>())
    if (scroll->isVisible() && scroll->widget() && scroll->widget()->width() > scroll->viewport()->width())
      return QStringLiteral("%1 is %2 wide in %3")
          .arg(QString::fromLatin1(scroll->widget()->metaObject()->className()))
          .arg(scroll->widget()->width())
          .arg(scroll->viewport()->width());
  return {};
}

}  // namespace

/// What a person needs first of each dock is seen without scrolling, in a low window and in large type.
class DockLayoutTest : public QObject, private LayoutBench {
  Q_OBJECT

 private:
  void open(const QString& panel) {
    QVERIFY(m_window->actions().trigger(QStringLiteral("view.panel.") + panel));
    QTRY_VERIFY(!dock(panel).visibleRegion().isEmpty());
  }
  const QWidget& named(const char* name) const { return *m_window->findChild<QWidget*>(QLatin1String(name)); }
  QString unseen(std::initializer_list<const QWidget*> widgets) const {
    for (const QWidget* widget : widgets)
      if (!isWhole(*widget))
        return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
               widget->objectName();
    return {};
  }

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void theStimulusIsWholeAboveEveryDock_data() {
    QTest::addColumn<QString>("panel");
    for (const QString& panel : kBottom) QTest::newRow(qPrintable(panel)) << panel;
  }
  void theStimulusIsWholeAboveEveryDock() {
    QFETCH(QString, panel);
    openOnAProjector();
    open(panel);
    QTRY_COMPARE(unseen({&named("predict"), &named("tokens"), &named("caption")}), QString());
  }

  void theStimulusIsWholeInLargeType_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("projector") << kProjector;
    QTest::newRow("desk") << kDesk;
  }
  void theStimulusIsWholeInLargeType() {
    QFETCH(QSize, size);
    m_window->resize(kDesk);
    show(QStringLiteral("maps"));
    QVERIFY(m_window->actions().trigger(QStringLiteral("view.largetype")));
    m_window->resize(size);
    QTRY_COMPARE(unseen({&named("predict"), &named("tokens"), &named("caption")}), QString());
  }

  void thePictureStaysInViewInLargeType() {
    openOnAProjector();
    setType(150);
    const auto pictures = dock(QStringLiteral("stimulus")).findChildren<PictureView*>();
    QCOMPARE(pictures.size(), 2);
    for (const QString& panel : kBottom) {
      show(panel);
      QTRY_COMPARE(unseen({pictures[0], pictures[1], &named("caption"), &named("predict")}), QString());
      QVERIFY2(pictures[0]->height() >= 36, qPrintable(panel));
    }
  }

  void plotsOfMapsHaveTheirAxes_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("projector") << kProjector;
    QTest::newRow("desk") << kDesk;
  }
  void plotsOfMapsHaveTheirAxes() {
    QFETCH(QSize, size);
    if (size == kProjector)
      openOnAProjector();
    else
      m_window->resize(size);
    if (dock(QStringLiteral("maps")).isHidden()) open(QStringLiteral("maps"));
    const auto seen = [this] {
      return unseen({m_window->findChild<HistogramView*>(), m_window->findChild<DensityView*>(),
                     &named("summary"), &named("provenance")});
    };
    QTRY_COMPARE(seen(), QString());
    open(QStringLiteral("why"));  // tabs take some of the room
    open(QStringLiteral("maps"));
    QTRY_COMPARE(seen(), QString());
  }

  void controlsOfEpochsAreSeen() {
    openOnAProjector();
    open(QStringLiteral("training"));
    const auto seen = [this] {
      return unseen({&named("start"), &named("resume"), m_window->findChild<TrainingCurves*>(),
                     m_window->findChild<EpochScrubber*>(), &named("trainingCommand")});
    };
    QTRY_COMPARE(seen(), QString());
    open(QStringLiteral("maps"));
    open(QStringLiteral("training"));
    QTRY_COMPARE(seen(), QString());
    // a line that says nothing leaves its room to the curves, until it says something
    auto& panel = *m_window->findChild<TrainingPanel*>();
    QTRY_VERIFY(!named("trainingStatus").isVisible());
    const int high = panel.plots().loss().height();
    const QTemporaryDir folder;
    const QString run = folder.filePath(QStringLiteral("mlp"));
    writeRun(run.toStdString(), FakeRun());
    train::RunFile stopped = train::readRunFile(run.toStdString());
    stopped.history.clear();
    train::writeRunFile(stopped);
    panel.runs().setFolder(folder.path());
    panel.runs().select(run);
    QTRY_VERIFY(named("trainingStatus").isVisible());
    QTRY_VERIFY(panel.plots().loss().height() < high);
    QTRY_COMPARE(seen(), QString());
  }

  void whatATrainingSaysWidensNothing() {
    const QTemporaryDir folder;
    const QString run = folder.filePath(QStringLiteral("mlp"));
    writeRun(run.toStdString(), FakeRun());
    openOnAProjector();
    open(QStringLiteral("training"));
    auto* panel = m_window->findChild<TrainingPanel*>();
    panel->job().focus(run);
    QTRY_VERIFY(panel->plots().patienceText().contains(QStringLiteral("r|r|/NC")));
    QCoreApplication::processEvents();
    auto* said = panel->plots().findChild<ElidedLabel*>();
    QTRY_VERIFY2(said->shown().startsWith(QStringLiteral("best")), qPrintable(said->shown()));
    QVERIFY2(!said->shown().endsWith(QChar(0x2026)), qPrintable(said->shown()));  // in fewer words
    QCOMPARE(said->text(), panel->plots().patienceText());
    QTRY_COMPARE(sidewaysIn(dock(QStringLiteral("training"))), QString());
    QTRY_COMPARE(unseen({m_window->findChild<EpochScrubber*>()}), QString());
  }

  void thatAnEpochIsBeingFinishedIsReadable() {
    const QTemporaryDir folder;
    openOnAProjector();
    TrainingPanel panel(m_window->session(),
                        fakeProgram(folder,
                                    "trap ':' USR1\ntrap 'exit 130' INT\n"
                                    "echo '{\"event\": \"stage\", \"stage\": \"training cnn\"}' >&2\n"
                                    "echo '{\"event\": \"batch\", \"step\": 1, \"loss\": 1}' >&2\n"
                                    "while true; do sleep 0.05; done\n"));
    panel.resize(1266, 233);  // as wide as its dock is on a projector
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    train::TrainParams params;
    params.head = "cnn";
    params.out = folder.filePath(QStringLiteral("cnn-l2-2")).toStdString();
    panel.job().train(params);
    QTRY_VERIFY(panel.job().statusText().contains(QStringLiteral("training cnn")));
    QTest::qWait(200);  // the batch is there
    panel.stop();
    auto* status = panel.findChild<ElidedLabel*>(QStringLiteral("trainingStatus"));
    QTRY_VERIFY(status->text().startsWith(QStringLiteral("Finishing epoch")));
    QTRY_COMPARE(status->shown(), status->text());
    panel.stop();
    QTRY_VERIFY(!panel.job().running());
  }

  void nothingIsWiderThanItsDock_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    for (const int percent : {100, 150})
      for (const QSize& size : {kProjector, kDesk})
        QTest::addRow("%d x %d at %d %%", size.width(), size.height(), percent) << size << percent;
  }
  void nothingIsWiderThanItsDock() {
    QFETCH(QSize, size);
    QFETCH(int, percent);
    if (size == kProjector) openOnAProjector();
    m_window->resize(size);
    setType(percent);
    QVERIFY(m_window->actions().trigger(QStringLiteral("guide.add")));
    for (const QString& bottom : kBottom) {
      show(bottom);
      for (auto* each : m_window->findChildren<QDockWidget*>()) {
        if (!each->isVisible()) continue;
        const auto fits = [each] { return sidewaysIn(*each).isEmpty(); };
        QVERIFY2(QTest::qWaitFor(fits, 2000), qPrintable(each->objectName() + QStringLiteral(" below ") +
                                                         bottom + QStringLiteral(": ") + sidewaysIn(*each)));
      }
    }
  }

  /// By every method, with tabs beneath the dock.
  void explainIsSeenInLargeType() {
    openOnAProjector();
    setType(150);
    open(QStringLiteral("maps"));
    open(QStringLiteral("why"));
    auto* method = dock(QStringLiteral("why")).findChild<QComboBox*>(QStringLiteral("whyMethod"));
    QCOMPARE(method->accessibleName(), QStringLiteral("Method"));
    for (int i = 0; i < method->count(); ++i) {
      method->setCurrentIndex(i);
      QTRY_COMPARE(unseen({&named("explain"), method}), QString());
    }
  }

  /// A column's title is one line, so that bars of several regions have room.
  void barsOfTheWhatIfAreSeenInLargeType() {
    openOnAProjector();
    setType(150);
    open(QStringLiteral("whatif"));
    const auto* bars = m_window->findChild<RegionBars*>();
    const auto* title = m_window->findChild<ElidedLabel*>(QStringLiteral("regionsTitle"));
    const auto* viewport = dock(QStringLiteral("whatif")).findChild<DockScroll*>()->viewport();
    QTRY_VERIFY(bars->isVisible());
    QVERIFY(title->height() < 2 * title->fontMetrics().height());
    const int top = bars->mapTo(viewport, QPoint()).y();
    QTRY_VERIFY2(viewport->height() - top >= 5 * title->fontMetrics().height(),
                 qPrintable(QStringLiteral("%1 of %2").arg(top).arg(viewport->height())));
  }

  void buttonsOfTheGuideAreSeenInLargeType() {
    openOnAProjector();
    setType(150);
    QVERIFY(m_window->actions().trigger(QStringLiteral("guide.add")));
    QTRY_COMPARE(
        unseen({&named("guideTitleEdit"), &named("guideTextEdit"), &named("guideDone"), &named("guideTake"),
                &named("guideAdd"), &named("guideRemove"), &named("guideUp"), &named("guideDown")}),
        QString());
    m_window->findChild<QPushButton*>(QStringLiteral("guideDone"))->click();
    QTRY_COMPARE(unseen({&named("guidePrevious"), &named("guideNext"), &named("guideEdit"),
                         &named("guideTitle"), &named("guideText")}),
                 QString());
  }

  void aGuideThatIsOpenedBeforeItHasAStepIsSeenWhole() {
    openOnAProjector();
    QVERIFY(m_window->actions().trigger(QStringLiteral("view.panel.guide")));
    QCoreApplication::processEvents();
    QVERIFY(m_window->actions().trigger(QStringLiteral("guide.add")));
    QTRY_COMPARE(unseen({&named("guideTitleEdit"), &named("guideTextEdit"), &named("guideDone"),
                         &named("guideAdd"), &named("guideUp"), &named("guideDown")}),
                 QString());
  }

  void aCardOfTwoRunsIsNotCut_data() {
    QTest::addColumn<int>("percent");
    QTest::newRow("normal type") << 100;
    QTest::newRow("large type") << 150;
  }
  void aCardOfTwoRunsIsNotCut() {
    QFETCH(int, percent);
    const auto first = std::make_shared<FakeRun>(), second = std::make_shared<FakeRun>();
    first->m_info.run = "/data/cnn_of_the_first_subject";
    second->m_info.run = "/data/siren_of_the_first_subject";
    for (FakeRun* run : {first.get(), second.get()}) run->setEvaluated();
    TaskRunner tasks;
    Session session(tasks,
                    [&](const std::filesystem::path& folder, Progress&) -> std::shared_ptr<const RunSource> {
                      return folder == "/data/second" ? second : first;
                    });
    session.openRun("/data/first");
    QTRY_VERIFY(session.run() && session.settled());
    MapsModel maps(session);
    setType(percent);
    VoxelCardView card(maps);
    card.resize(card.minimumSizeHint().width(), 180);
    card.show();
    const auto at = first->mask().grid.position(first->mask().voxels[7]);
    session.view().setCrosshairVoxel({double(at[0]), double(at[1]), double(at[2])});
    maps.setKind(MapKind::Difference);
    session.openSecondRun("/data/second");
    QTRY_VERIFY(textsOf(card).contains(QStringLiteral("Δr")));
    QTRY_COMPARE(sidewaysIn(card), QString());
    for (const auto* label : card.findChildren<QLabel*>())
      QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
  }

  void aBoxGrowsWithTheType() {
    QComboBox box;
    box.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box.setMinimumContentsLength(12);
    box.addItem(QStringLiteral("a dozen of x"));
    box.show();
    const int before = box.minimumSizeHint().width();
    setType(150);
    QVERIFY2(box.minimumSizeHint().width() > before * 5 / 4,
             qPrintable(QStringLiteral("%1 after %2").arg(box.minimumSizeHint().width()).arg(before)));
  }

  void rowsOfAFlowTakeWhatTheyNeed() {
    QWidget box;
    auto* flow = new FlowLayout(10);
    box.setLayout(flow);
    const auto add = [flow](int width, QSizePolicy::Policy across) {
      auto* widget = new QWidget;
      widget->setMinimumSize(width, 20);
      widget->setSizePolicy(across, QSizePolicy::Fixed);
      flow->addWidget(widget);
      return widget;
    };
    const auto* first = add(100, QSizePolicy::Fixed);
    const auto* growing = add(50, QSizePolicy::Expanding);
    auto* last = add(80, QSizePolicy::Fixed);
    for (QWidget* fixed : {flow->itemAt(0)->widget(), last}) fixed->setFixedWidth(fixed->minimumWidth());
    QCOMPARE(flow->minimumSize(), QSize(100, 20));
    QCOMPARE(flow->heightForWidth(250), 20);
    QCOMPARE(flow->heightForWidth(249), 44);  // rows are 4 apart
    box.resize(300, 20);
    box.show();
    QTRY_COMPARE(growing->geometry(), QRect(110, 0, 100, 20));
    QCOMPARE(last->geometry(), QRect(220, 0, 80, 20));
    box.resize(200, 44);
    QTRY_COMPARE(last->geometry(), QRect(0, 24, 80, 20));
    QCOMPARE(first->geometry(), QRect(0, 0, 100, 20));
    QCOMPARE(growing->geometry(), QRect(110, 0, 90, 20));
    last->hide();
    QCOMPARE(flow->heightForWidth(100), 44);
  }

  void aLineIsSaidInFewerWords() {
    ElidedLabel label;
    label.setWordings(
        {QStringLiteral("seven and twenty tokens"), QStringLiteral("27 tokens"), QStringLiteral("27")});
    label.setTip(QStringLiteral("Word pieces"));
    const int brief = label.fontMetrics().horizontalAdvance(QStringLiteral("27 tokens"));
    label.resize(label.sizeHint());
    label.show();
    QTRY_COMPARE(label.shown(), label.text());
    QCOMPARE(label.toolTip(), QStringLiteral("Word pieces"));
    label.resize(brief + 2, label.height());
    QTRY_COMPARE(label.shown(), QStringLiteral("27 tokens"));
    QCOMPARE(label.toolTip(), QStringLiteral("seven and twenty tokens\nWord pieces"));
    label.resize(label.minimumSizeHint());
    QTRY_COMPARE(label.shown(), QStringLiteral("27"));
  }
};

const Registered<DockLayoutTest> kDockLayoutTest("DockLayoutTest");

}  // namespace vxs::ui::test

#include "DockLayoutTest.moc"
