#include "core/base/Error.h"
#include "tests/ui/UiTest.h"
#include "ui/figure/SessionSources.h"
#include "ui/whatif/WordStrip.h"
#include "ui/why/HeatView.h"
#include "ui/why/SparsityView.h"
#include "ui/why/WhyPanel.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace vxs::ui::test {

using workflow::ExplainMethod;

class WhyPanelTest : public QObject {
  Q_OBJECT

 private:
  std::shared_ptr<PredictorLog> m_log;
  std::unique_ptr<OpenSession> m_open;
  std::unique_ptr<WhyPanel> m_panel;
  Session& session() { return m_open->session; }
  ExplainService& service() { return m_panel->service(); }
  QString text(const char* label) { return m_panel->findChild<QLabel*>(QString::fromLatin1(label))->text(); }
  HeatView* heat(int index) { return m_panel->findChildren<HeatView*>()[index]; }
  bool explained() {
    return QTest::qWaitFor(
        [this] { return service().explanation() && service().complete() && !service().running(); }, 5000);
  }

 private Q_SLOTS:
  void init() {
    m_log = std::make_shared<PredictorLog>();
    m_open = std::make_unique<OpenSession>(std::make_shared<FakeRun>(m_log));
    m_panel = std::make_unique<WhyPanel>(session());
    m_panel->resize(1000, 300);
    m_panel->show();
    QVERIFY(m_open->waitUntilSettled());
    session().view().setCrosshairVoxel({8, 10, 7});
  }
  void cleanup() {
    m_panel.reset();
    m_open.reset();
  }

  void showsPictureWordsAndNumbersOfTheVoxelUnderTheCrosshair() {
    m_panel->setMethod(ExplainMethod::Integrated);
    m_panel->findChild<QPushButton*>(QStringLiteral("explain"))->click();
    QVERIFY(explained());
    QVERIFY(!heat(0)->image().isNull());
    QVERIFY(heat(1)->image().isNull());
    const auto& words = m_panel->findChild<WordStrip*>()->words();
    QCOMPARE(words.size(), std::size_t{7});
    QVERIFY(words[0].special);
    QCOMPARE(words[2].text, QStringLiteral("red"));
    QCOMPARE(words[2].value, 3.0);
    const QString numbers = text("numbers");
    QVERIFY2(numbers.contains(QStringLiteral("voxel 8, 10, 7")), qPrintable(numbers));
    QVERIFY2(numbers.contains(QStringLiteral("gap 5 %")), qPrintable(numbers));
    QCOMPARE(service().explanation()->voxels, 1);
  }

  void aRegionIsExplainedByItsMean() {
    QTRY_COMPARE(m_panel->findChildren<QComboBox*>()[0]->count(), 2);
    m_panel->setTarget(0);
    m_panel->explain();
    QVERIFY(explained());
    QVERIFY(text("numbers").contains(QStringLiteral("areas: V1, mean of 1 voxels")));
    QVERIFY(m_panel->commandLine().contains(QStringLiteral("--roi areas:V1")));
  }

  void marksAreNeverCut() {
    HeatView view(QStringLiteral("nothing"));
    view.setMarks(QStringLiteral("SYNTHETIC · DEMO ENCODER"));
    for (const int width : {300, 150, 130}) {
      view.resize(width, 200);
      QVERIFY(QFontMetrics(view.markFont()).horizontalAdvance(QStringLiteral("SYNTHETIC · DEMO ENCODER")) <=
              width);
    }
  }

  void figuresAreOfWhatIsShown() {
    QVERIFY(!session().explained());
    m_panel->setMethod(ExplainMethod::Integrated);
    m_panel->explain();
    QVERIFY(explained());
    session().view().setCrosshairVoxel({9, 10, 7});  // what is shown stays that of the voxel before
    const paint::PageSetup page;
    paint::Recipe recipe = sessionRecipe(session(), "why", page);
    QCOMPARE(recipe.option("method"), std::string("integrated"));
    QCOMPARE(recipe.option("voxel"), std::string("8,10,7"));
    QCOMPARE(recipe.option("steps"), std::string("32"));
    SessionSources sources(session());
    Progress progress;
    const paint::ExplainedStimulus shown = sources.explanation(recipe, progress);
    QCOMPARE(shown.target, std::string("voxel 8,10,7"));
    QCOMPARE(shown.explanation.heat.values.size(), service().explanation()->picture.size());
    QVERIFY(shown.subjectLine.find("measured") == std::string::npos);
    session().setCaption(QStringLiteral("another"));
    QVERIFY(!session().explained());  // that was of another caption
    SessionSources later(session());
    QVERIFY_EXCEPTION_THROWN(later.explanation(recipe, progress), Error);
    QVERIFY(m_open->waitUntilSettled());
  }

  void outsideTheMaskThereIsNothingToExplain() {
    session().view().setCrosshairVoxel({0, 0, 0});
    m_panel->explain();
    QVERIFY(text("numbers").contains(QStringLiteral("outside")));
    QVERIFY(!service().running());
  }

  void theSanityCheckPrintsTheRankCorrelation() {
    m_panel->explain();
    QVERIFY(explained());
    m_panel->findChild<QPushButton*>(QStringLiteral("sanity"))->click();
    QTRY_VERIFY(service().randomised() && !service().running());
    QVERIFY(!heat(1)->image().isNull());
    // the fake's randomised map is turned round
    QVERIFY2(text("sanityText").contains(QStringLiteral("−1.00")), qPrintable(text("sanityText")));
    QVERIFY(text("sanityText").contains(QStringLiteral("never trained")));  // the demo encoder
  }

  void canBeWatchedAndStopped() {
    m_log->delayMs = 100;
    m_panel->setMethod(ExplainMethod::Occlusion);
    m_panel->explain();
    QTRY_VERIFY(service().done() >= 1);
    QVERIFY(!heat(0)->image().isNull());
    m_panel->findChild<QPushButton*>(QStringLiteral("stop"))->click();
    QVERIFY(!service().running());
    QVERIFY(m_open->waitUntilSettled());
    QTest::qWait(150);
    QVERIFY(m_log->steps < 4);
    QVERIFY(text("numbers").contains(QStringLiteral("stopped on the way")));
    QVERIFY(!m_panel->findChild<QPushButton*>(QStringLiteral("sanity"))->isEnabled());
  }

  void anEditDropsWhatItNoLongerExplains() {
    m_log->delayMs = 30;
    m_panel->explain();
    QTRY_VERIFY(service().done() >= 1);
    session().setCaption(QStringLiteral("one ball"), true);
    QVERIFY(!service().running());
    QVERIFY(!service().explanation());
    QVERIFY(heat(0)->image().isNull());
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(!service().explanation());
  }

  void attentionIsShownByWordAndByHead() {
    m_panel->setMethod(ExplainMethod::Attention);
    m_panel->explain();
    QVERIFY(explained());
    auto* sparsity = m_panel->findChild<SparsityView*>();
    QVERIFY(sparsity->isVisible());
    const QImage all = heat(0)->image();
    QTest::mouseClick(sparsity, Qt::LeftButton, {}, sparsity->cellRect(0, 1).center().toPoint());
    const QImage one = heat(0)->image();
    QVERIFY(one != all);
    auto* strip = m_panel->findChild<WordStrip*>();
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->wordRect(2).center());
    QVERIFY(heat(0)->image() != one);
    QVERIFY(m_panel->commandLine().contains(QStringLiteral("--method attention")));
  }

  void aFailureIsSaid() {
    m_log->failToExplain = true;
    m_panel->explain();
    QTRY_VERIFY(text("numbers").contains(QStringLiteral("cannot go back")));
    QVERIFY(!service().running());
  }

  void saysWhereItsNumbersComeFrom() {
    bool found = false;
    for (const auto* label : m_panel->findChildren<QLabel*>())
      found = found || (label->text().contains(QStringLiteral("SYNTHETIC")) &&
                        label->text().contains(QStringLiteral("DEMO ENCODER")) &&
                        label->text().contains(QStringLiteral("run-fake")));
    QVERIFY(found);
  }

  void withTwoRunsItSaysWhichOneIsExplained() {
    const auto said = [this] {
      for (const auto* label : m_panel->findChildren<QLabel*>())
        if (label->text().contains(QStringLiteral("Explains run-fake, the first run"))) return true;
      return false;
    };
    QVERIFY(!said());
    session().openSecondRun("/data/run-other");
    QTRY_VERIFY(said());
    session().closeSecondRun();
    QTRY_VERIFY(!said());
    QVERIFY(m_open->waitUntilSettled());
  }
};

const Registered<WhyPanelTest> kWhyPanelTest("WhyPanelTest");

}  // namespace vxs::ui::test

#include "WhyPanelTest.moc"
