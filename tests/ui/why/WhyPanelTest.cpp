#include "core/base/Error.h"
#include "tests/ui/UiTest.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/RoundedNumber.h"
#include "ui/whatif/WordStrip.h"
#include "ui/why/Explained.h"
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
  std::unique_ptr<WhyModel> m_model;
  std::unique_ptr<WhyPanel> m_panel;
  Session& session() { return m_open->session; }
  ExplainService& service() { return m_model->service(); }
  QString text(const char* label) { return m_panel->findChild<QLabel*>(QString::fromLatin1(label))->text(); }
  HeatView* heat(int index) { return m_panel->findChildren<HeatView*>()[index]; }
  void chooseMethod(ExplainMethod method) {
    WhyChoice choice = m_model->choice();
    choice.method = method;
    m_model->choose(choice);
  }
  bool explained() {
    return QTest::qWaitFor(
        [this] { return service().explanation() && service().complete() && !service().running(); }, 5000);
  }

 private Q_SLOTS:
  void init() {
    m_log = std::make_shared<PredictorLog>();
    m_open = std::make_unique<OpenSession>(std::make_shared<FakeRun>(m_log));
    m_model = std::make_unique<WhyModel>(session());
    m_panel = std::make_unique<WhyPanel>(*m_model);
    m_panel->resize(1000, 300);
    m_panel->show();
    QVERIFY(m_open->waitUntilSettled());
    session().view().setCrosshairVoxel({8, 10, 7});
  }
  void cleanup() {
    m_panel.reset();
    m_model.reset();
    m_open.reset();
  }

  void showsPictureWordsAndNumbersOfTheVoxelUnderTheCrosshair() {
    chooseMethod(ExplainMethod::Integrated);
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
    QVERIFY2(numbers.contains(QStringLiteral("gap 5\u00a0%")), qPrintable(numbers));
    QCOMPARE(service().explanation()->voxels, 1);
  }

  void numbersAreReadAsPeopleWriteThem() {
    QCOMPARE(paint::roundedNumber(9387.2), QStringLiteral("9390"));
    QCOMPARE(paint::roundedNumber(100), QStringLiteral("100"));
    QCOMPARE(paint::roundedNumber(0.0512), QStringLiteral("0.0512"));
    QCOMPARE(paint::roundedNumber(-0.001), QStringLiteral("−0.001"));
    QCOMPARE(paint::roundedNumber(9.39e6), QStringLiteral("9.4\u00a0×\u00a010⁶"));
    QCOMPARE(paint::roundedNumber(-8.6e-7), QStringLiteral("−8.6\u00a0×\u00a010⁻⁷"));
    QCOMPARE(paint::roundedNumber(99999), QStringLiteral("1\u00a0×\u00a010⁵"));
    QCOMPARE(paint::fixedNumber(-0.1, paint::columnDecimals(0.51)), QStringLiteral("−0.100"));
    QCOMPARE(paint::fixedNumber(-0.0001, 3), QStringLiteral("0.000"));
    QCOMPARE(paint::gapNumber(8.45e-7), QStringLiteral("below 0.01\u00a0%"));
    QCOMPARE(paint::gapNumber(0.25), QStringLiteral("0.25\u00a0%"));
    WordStrip strip;
    strip.setWords({{QStringLiteral("red"), 0.51, false}, {QStringLiteral("face"), -0.1, false}},
                   QStringLiteral("z"));
    QCOMPARE(strip.accessibleDescription(), QStringLiteral("red 0.510, face −0.100"));
  }

  void aRegionIsExplainedByItsMean() {
    auto* target = m_panel->findChild<QComboBox*>(QStringLiteral("whyTarget"));
    QTRY_COMPARE(target->count(), 2);
    target->setCurrentIndex(1);
    QCOMPARE(m_model->choice().region, std::string("areas:V1"));
    m_model->explain();
    QVERIFY(explained());
    QVERIFY(text("numbers").contains(QStringLiteral("areas: V1, mean of 1 voxels")));
    QVERIFY(m_model->commandLine().contains(QStringLiteral("--roi areas:V1")));
  }

  void aHeatPictureIsMadeAgainOnlyWhenItIsAnother() {
    RgbImage picture{2, 2, std::vector<std::uint8_t>(12, 90)};
    scene::HeatMap map{1, 2, {-1, 0.5F}};
    scene::HeatStyle style;
    HeatView view(QString{});
    const auto set = [&] { view.setHeat(picture, map, style, QStringLiteral("z"), QStringLiteral("a")); };
    set();
    QImage former = view.image();
    set();
    QCOMPARE(view.image().cacheKey(), former.cacheKey());
    const auto changed = [&] {
      set();
      return view.image() != std::exchange(former, view.image());
    };
    picture.pixels[0] = 200;
    QVERIFY(changed());
    map.values[1] = 0.7F;
    QVERIFY(changed());
    style.range = 2;
    QVERIFY(changed());
    view.setEmpty(QStringLiteral("nothing"));
    QVERIFY(view.image().isNull());
    set();
    QCOMPARE(view.image(), former);
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

  void whatIsShownSaysWhatItWasWorkedOutWith() {
    const QString gradients = QStringLiteral("no more than local"),
                  sum = QStringLiteral("the gap that is shown");
    QVERIFY(text("methodNote").contains(gradients) && text("formerChoice").isEmpty());
    m_model->explain();
    QVERIFY(explained());
    QVERIFY2(text("numbers").contains(QStringLiteral("gradient × input against grey")),
             qPrintable(text("numbers")));
    const WhyChoice first = m_model->choice();
    chooseMethod(ExplainMethod::Integrated);
    QCOMPARE(text("formerChoice"),
             QStringLiteral("Shown: gradient × input. Press Explain for integrated gradients."));
    QVERIFY(m_panel->findChild<QLabel*>(QStringLiteral("formerChoice"))->isVisible());
    QVERIFY(text("methodNote").contains(gradients));
    QVERIFY(text("numbers").contains(QStringLiteral("gradient × input")));
    m_model->explain();
    QVERIFY(explained());
    QVERIFY(text("formerChoice").isEmpty() && text("methodNote").contains(sum));
    WhyChoice finer = m_model->choice();
    finer.baseline = "blur";
    finer.steps = 64;
    m_model->choose(finer);
    QCOMPARE(text("formerChoice"),
             QStringLiteral("Shown: against grey · 32 steps. Press Explain for against blurred · 64 steps."));
    m_model->choose(first);  // as undo does
    QCOMPARE(text("formerChoice"),
             QStringLiteral("Shown: integrated gradients. Press Explain for gradient × input."));
    QVERIFY(text("methodNote").contains(sum));
    chooseMethod(ExplainMethod::Integrated);
    QVERIFY(text("formerChoice").isEmpty());
    session().view().setCrosshairVoxel({9, 10, 7});
    QCOMPARE(text("formerChoice"),
             QStringLiteral("Shown: voxel 8, 10, 7. Press Explain for voxel 9, 10, 7."));
    QTRY_VERIFY(!m_model->regions().empty());
    WhyChoice region = m_model->choice();
    region.region = "areas:V1";
    m_model->choose(region);
    QCOMPARE(text("formerChoice"), QStringLiteral("Shown: voxel 8, 10, 7. Press Explain for areas: V1."));
  }

  void figuresAreOfWhatIsShown() {
    QVERIFY(!session().explained());
    chooseMethod(ExplainMethod::Integrated);
    m_model->explain();
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
    m_model->explain();
    QVERIFY(text("numbers").contains(QStringLiteral("outside")));
    QVERIFY(!service().running());
  }

  void theSanityCheckPrintsTheRankCorrelation() {
    m_model->explain();
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
    chooseMethod(ExplainMethod::Occlusion);
    m_model->explain();
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
    m_model->explain();
    QTRY_VERIFY(service().done() >= 1);
    session().setCaption(QStringLiteral("one ball"), true);
    QVERIFY(!service().running());
    QVERIFY(!service().explanation());
    QVERIFY(heat(0)->image().isNull());
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(!service().explanation());
  }

  void attentionIsShownByWordAndByHead() {
    chooseMethod(ExplainMethod::Attention);
    m_model->explain();
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
    QVERIFY(m_model->commandLine().contains(QStringLiteral("--method attention")));
  }

  void aFailureIsSaid() {
    m_log->failToExplain = true;
    m_model->explain();
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

  void aWordThatStandsTwiceIsMarkedTwice() {
    session().setCaption(QStringLiteral("a dog and a cat"), true);
    QVERIFY(m_open->waitUntilSettled());
    chooseMethod(ExplainMethod::Attention);
    m_model->explain();
    QVERIFY(explained());
    auto* strip = m_panel->findChild<WordStrip*>();
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->wordRect(4).center());
    QCOMPARE(m_model->choice().word, std::string("a"));
    const auto isMarked = [&](int word) {
      const QPoint corner = strip->wordRect(word).topLeft() + QPoint(4, 4);
      return strip->grab().toImage().pixelColor(corner) == strip->palette().color(QPalette::Highlight);
    };
    for (const int word : {1, 4}) QVERIFY(isMarked(word));
    for (const int word : {2, 3, 5}) QVERIFY(!isMarked(word));
    session().setCaption(QStringLiteral("a cat"), true);
    QVERIFY(m_model->choice().word.empty());  // that was of another caption
    QVERIFY(m_open->waitUntilSettled());
  }

  void withTwoRunsOneSaysWhichIsExplained() {
    auto* of = m_panel->findChild<QComboBox*>(QStringLiteral("whyRun"));
    QVERIFY(!of->isVisible());
    session().openSecondRun("/data/run-other");
    QTRY_VERIFY(of->isVisible());
    QVERIFY(m_open->waitUntilSettled());
    m_model->explain();
    QVERIFY(explained());
    QVERIFY(text("numbers").contains(QStringLiteral("by run-fake")));
    QCOMPARE(session().explained()->run, session().run());
    of->setCurrentIndex(1);
    m_model->explain();
    QVERIFY(explained());
    QCOMPARE(session().explained()->run, session().secondRun());
    session().closeSecondRun();
    QTRY_VERIFY(!of->isVisible());
    QVERIFY(!session().explained());  // it was of that run
    m_model->explain();
    QVERIFY(explained());
    QCOMPARE(session().explained()->run, session().run());
  }
};

const Registered<WhyPanelTest> kWhyPanelTest("WhyPanelTest");

}  // namespace vxs::ui::test

#include "WhyPanelTest.moc"
