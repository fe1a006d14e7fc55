#include "tests/ui/UiTest.h"
#include "ui/whatif/RegionBars.h"
#include "ui/whatif/WhatIfPanel.h"
#include "ui/whatif/WordStrip.h"
#include "ui/widgets/ElidedLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>

#include <cmath>

namespace vxs::ui::test {

/// The fake model predicts a caption's length + the first index: leaving out a word of n letters changes
/// every voxel by -(n + 1), its space included.
class WhatIfPanelTest : public QObject {
  Q_OBJECT

 private:
  std::shared_ptr<PredictorLog> m_log;
  std::shared_ptr<FakeRun> m_run;
  std::unique_ptr<OpenSession> m_open;
  std::unique_ptr<WhatIfPanel> m_panel;
  Session& session() { return m_open->session; }
  const WhatIfFindings& findings() { return m_panel->service().findings(); }
  template <class Widget>
  Widget* part(const char* name = "") {
    return m_panel->findChild<Widget*>(QString::fromLatin1(name));
  }
  void openPanel() {
    m_open = std::make_unique<OpenSession>(m_run);
    m_panel = std::make_unique<WhatIfPanel>(session());
    m_panel->resize(1200, 260);
    m_panel->show();
    QVERIFY(m_open->waitUntilSettled());
  }
  bool finished() {
    return QTest::qWaitFor(
        [this] {
          return m_open->session.settled() && findings().change && findings().nullPlanned > 0 &&
                 static_cast<int>(findings().null.size()) == findings().nullPlanned &&
                 findings().dropped.size() == findings().words.size();
        },
        10000);
  }

 private Q_SLOTS:
  void init() {
    m_log = std::make_shared<PredictorLog>();
    m_run = std::make_shared<FakeRun>(m_log);
  }
  void cleanup() {
    m_panel.reset();
    m_open.reset();
  }

  void comparesTheEditWithTheOriginalWordByWord() {
    openPanel();
    session().setCaption(QStringLiteral("a big blue ball on grass"), true);
    QVERIFY(finished());
    QCOMPARE(findings().original, QStringLiteral("a red ball on grass"));
    QVERIFY(std::abs(findings().change->rms - 5) < 1e-5);  // 24 letters instead of 19
    QCOMPARE(findings().change->regionMeans.size(), std::size_t{1});
    QVERIFY(std::abs(findings().change->regionMeans[0] - 5) < 1e-5);
    QCOMPARE(findings().words.size(), std::size_t{6});
    QVERIFY(std::abs(findings().dropped[1].values[0] + 4) < 1e-5);  // "big "
    const QString captions = part<QLabel>("captions")->text();
    QVERIFY(captions.contains(QStringLiteral(">red</b>")));
    QVERIFY(captions.contains(QStringLiteral(">big</b>")));
    QVERIFY(!captions.contains(QStringLiteral(">ball</b>")));
  }

  void saysWhereTheChangeStandsInTheNull() {
    openPanel();
    session().setCaption(QStringLiteral("a dog"), true);
    QVERIFY(finished());
    int coco = 0, shuffled = 0;
    for (const auto& sample : findings().null) {
      coco += sample.kind == workflow::CaptionKind::Coco;
      shuffled += sample.kind == workflow::CaptionKind::Shuffled;
    }
    QCOMPARE(coco, 1);      // "one ball"
    QCOMPARE(shuffled, 2);  // the two other images' captions
    // "a dog" has 14 letters less; "one ball" 11, "two dogs" 11, "a house by the sea" 1 less
    const QString verdict = part<QLabel>("verdict")->text();
    QVERIFY2(verdict.contains(QStringLiteral("14 z")), qPrintable(verdict));
    QVERIFY2(verdict.contains(QStringLiteral("more than the only one of other captions")),
             qPrintable(verdict));
    QVERIFY2(verdict.contains(QStringLiteral("more than all of 2 captions of other images")),
             qPrintable(verdict));
    QVERIFY(!part<QLabel>("use")->text().isEmpty());
    const auto* bars = m_panel->findChild<RegionBars*>();
    QCOMPARE(bars->rows().size(), std::size_t{1});
    QCOMPARE(bars->rows()[0].name, QStringLiteral("areas: V1"));
    QVERIFY(bars->rows()[0].n > 5);
    QVERIFY(std::isfinite(bars->rows()[0].low) && bars->rows()[0].low <= bars->rows()[0].high);
  }

  void aPictureWithoutACaptionHasTheNullOfOtherImagesAndSaysWhyNoOther() {
    openPanel();
    QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("mine.png"));
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(picture));
    session().openPicture(picture.toStdString(), {});
    QTRY_COMPARE(session().selectedItem(), -1);
    QVERIFY(m_open->waitUntilSettled());
    session().setCaption(QStringLiteral("two cats"), true);
    QVERIFY(finished());
    QVERIFY(part<QLabel>("verdict")->text().contains(QStringLiteral("captions of other images")));
    const QString use = part<QLabel>("use")->text();
    QVERIFY2(use.contains(QStringLiteral("another image's caption moves")) &&
                 use.contains(QStringLiteral("The original caption is empty")) &&
                 !use.contains(QStringLiteral("no null")),
             qPrintable(use));
    const auto* bars = m_panel->findChild<RegionBars*>();
    QVERIFY(!bars->rows().empty() && !bars->ranked());
    m_panel->service().setOriginal(QStringLiteral("two cats"));
    session().setCaption(QStringLiteral("two red cats"), true);
    QVERIFY(finished());
    QVERIFY(bars->ranked());
    QVERIFY(!part<QLabel>("use")->text().contains(QStringLiteral("empty")));
  }

  void anUnchangedCaptionExceedsNothing() {
    openPanel();
    session().setCaption(QStringLiteral("a dog"), true);
    QVERIFY(finished());
    const auto* bars = m_panel->findChild<RegionBars*>();
    QVERIFY(!bars->rows().empty());
    session().setCaption(QStringLiteral("a red ball on grass"), true);
    QVERIFY(finished());
    QVERIFY(bars->rows().empty());
  }

  void aClickOnAWordTriesTheCaptionWithoutIt() {
    openPanel();
    QVERIFY(finished());
    auto* strip = m_panel->findChild<WordStrip*>();
    QCOMPARE(strip->words().size(), std::size_t{5});
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->wordRect(1).center());
    QCOMPARE(session().caption(), QStringLiteral("a ball on grass"));
    QVERIFY(finished());
    QCOMPARE(strip->words().size(), std::size_t{4});
    part<QPushButton>();
    for (auto* button : m_panel->findChildren<QPushButton*>())
      if (button->text().startsWith(QStringLiteral("Back"))) button->click();
    QCOMPARE(session().caption(), QStringLiteral("a red ball on grass"));
  }

  void aClickOnAMovedVoxelGoesThere() {
    openPanel();
    session().setCaption(QStringLiteral("one ball"), true);
    QVERIFY(finished());
    auto* table = m_panel->findChild<QTableWidget*>();
    QVERIFY(table->rowCount() > 1);
    table->setCurrentCell(1, 0);
    const Vec3 there = session().view().state().crosshairRasMm, wanted = findings().moved[1].rasMm;
    for (std::size_t i = 0; i < 3; ++i) QVERIFY(std::abs(there[i] - wanted[i]) < 1e-9);
  }

  void wordsCanBeMeasuredByARegionOrTheVoxelUnderTheCrosshair() {
    openPanel();
    QVERIFY(finished());
    auto* strip = m_panel->findChild<WordStrip*>();
    QVERIFY(std::abs(strip->words()[1].value - 4) < 1e-5);  // rms of leaving out "red "
    m_panel->setTarget(0);
    QVERIFY(std::abs(strip->words()[1].value + 4) < 1e-5);  // the region's mean has a sign
    m_panel->setTarget(WhatIfPanel::kVoxel);
    session().view().setCrosshairVoxel({8, 10, 7});
    QVERIFY(std::abs(strip->words()[1].value + 4) < 1e-5);
    session().view().setCrosshairVoxel({0, 0, 0});  // outside the mask
    QVERIFY(std::isnan(strip->words()[1].value));
  }

  void anotherOriginalMayBeChosen() {
    openPanel();
    session().setCaption(QStringLiteral("one ball"), true);
    QVERIFY(finished());
    m_panel->service().setOriginal(QStringLiteral("one ball"));
    QVERIFY(finished());
    QCOMPARE(findings().change->rms, 0.0);
    session().setCaption(QStringLiteral("one ball here"), true);
    QVERIFY(finished());
    QVERIFY(std::abs(findings().change->rms - 5) < 1e-5);
    QVERIFY(m_panel->service().commandLine().contains(
        QStringLiteral("--original 'one ball' --caption 'one ball here'")));
  }

  void theLastEditWinsAndComesBeforeTheNull() {
    m_log->delayMs = 15;
    m_open = std::make_unique<OpenSession>(m_run);
    m_panel = std::make_unique<WhatIfPanel>(session());
    m_panel->show();
    QTRY_VERIFY(findings().nullPlanned > 10 && !findings().null.empty());
    session().setCaption(QStringLiteral("first edit"), true);
    session().setCaption(QStringLiteral("last edit of all"), true);
    QTRY_VERIFY(findings().change && findings().edited == QStringLiteral("last edit of all"));
    QVERIFY(static_cast<int>(findings().null.size()) < findings().nullPlanned);  // it was not waited for
    QVERIFY(finished());
    for (const std::string& asked : m_log->asked()) QVERIFY(asked != "first edit");
  }

  void worksOnlyWhileItIsSeen() {
    openPanel();
    QVERIFY(finished());
    m_panel->hide();
    const std::size_t before = m_log->asked().size();
    session().setCaption(QStringLiteral("another caption"), true);
    QVERIFY(QTest::qWaitFor([&] { return m_log->asked().size() > before; }, 5000));
    QVERIFY(m_open->waitUntilSettled());
    QTest::qWait(50);
    QCOMPARE(m_log->asked().size(), before + 1);  // the prediction itself
    m_panel->show();
    QVERIFY(finished());
    QVERIFY(m_log->asked().size() > before + 2);
  }

  void theChangeIsAMapInTheViewsOnOneScale() {
    openPanel();
    session().setCaption(QStringLiteral("one ball"), true);
    QVERIFY(finished());
    auto* box = m_panel->findChild<QCheckBox*>();
    QVERIFY(!session().view().layerShown(scene::Layer::Map));
    box->click();
    QVERIFY(session().view().layerShown(scene::Layer::Map));
    const auto map = [&] { return session().data()->volumes[scene::indexOf(scene::Layer::Map)]; };
    QVERIFY(std::abs(map().at(8, 10, 7) + 11) < 1e-5);
    QVERIFY(std::isnan(map().at(0, 0, 0)));
    QCOMPARE(session().data()->map.name, std::string("caption change"));
    QVERIFY(session().data()->map.provenance.find("one ball") != std::string::npos);
    const double range = session().view().state().mapScale.range;
    QVERIFY(!session().view().state().mapScale.fromZero);
    session().setCaption(QStringLiteral("one ball here"), true);
    QVERIFY(finished());
    QVERIFY(std::abs(map().at(8, 10, 7) + 6) < 1e-5);
    QCOMPARE(session().view().state().mapScale.range, range);
    session().setCaption(QStringLiteral("one"), true);  // changes more: the colours grow with it
    QVERIFY(finished());
    QVERIFY(session().view().state().mapScale.range > range);
    scene::ColorScale scale = session().view().state().mapScale;
    scale.range = 0.5 * range;  // the person's own stays
    session().view().setMapScale(scale);
    session().setCaption(QStringLiteral("a"), true);
    QVERIFY(finished());
    QCOMPARE(session().view().state().mapScale.range, 0.5 * range);
    session().setMapVolume(map(), {"r", "somebody else's", "Pearson r", true});
    QVERIFY(!box->isChecked());
    box->click();
    box->click();
    QVERIFY(!session().view().layerShown(scene::Layer::Map));
  }

  void itsFirstLineSaysWhoseChangeItIsWhereTwoRunsAreOpen() {
    openPanel();
    const auto* whose = part<ElidedLabel>("whose");
    QVERIFY(!whose->isVisible());
    session().openSecondRun("/data/run-other");
    QTRY_VERIFY(whose->isVisible());
    QVERIFY2(whose->text().contains(QStringLiteral("run-fake")), qPrintable(whose->text()));
    // what is pressed does not move when the texts grow
    const auto* box = m_panel->findChild<QCheckBox*>();
    const auto* captions = part<QLabel>("captions");
    QTRY_VERIFY(whose->geometry().bottom() < box->geometry().top());
    QVERIFY(box->geometry().bottom() < captions->geometry().top());
    session().closeSecondRun();
    QTRY_VERIFY(!whose->isVisible());
    QVERIFY(m_open->waitUntilSettled());
  }

  void regionsOfMovedVoxelsAreWholeOrElidedWithATooltip() {
    openPanel();
    session().setCaption(QStringLiteral("one ball"), true);
    QVERIFY(finished());
    auto* table = m_panel->findChild<QTableWidget*>();
    table->setFixedWidth(table->minimumWidth());
    QTRY_COMPARE(table->width(), table->minimumWidth());
    QVERIFY(table->columnWidth(2) >= 40);
    QVERIFY(table->columnViewportPosition(2) + table->columnWidth(2) <= table->viewport()->width());
    QVERIFY(table->item(0, 0) && table->item(0, 2));
    for (int row = 0; row < table->rowCount(); ++row) {
      const auto* region = table->item(row, 2);
      if (region->text() == QStringLiteral("none")) continue;
      QVERIFY(!region->toolTip().isEmpty());
    }
  }

  void imageFeaturesMakeNoDifferenceAndThatIsSaid() {
    m_run->m_info.features = "image";
    openPanel();
    session().setCaption(QStringLiteral("one ball"), true);
    QTRY_VERIFY(findings().change);
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(findings().null.empty());
    QVERIFY(part<QLabel>("use")->text().contains(QStringLiteral("picture alone")));
  }

  void aFailureIsSaidInThePanel() {
    openPanel();
    QVERIFY(finished());
    m_log->failToPredict = true;
    session().setCaption(QStringLiteral("one ball"), true);
    QTRY_VERIFY(part<QLabel>("verdict")->text().contains(QStringLiteral("weights.bin: truncated")));
    m_log->failToPredict = false;
    session().setCaption(QStringLiteral("one ball more"), true);
    QVERIFY(finished());
    QVERIFY(!part<QLabel>("verdict")->text().contains(QStringLiteral("truncated")));
  }

  void anotherImageStartsAnew() {
    openPanel();
    session().setCaption(QStringLiteral("one ball"), true);
    QVERIFY(finished());
    session().selectItem(1);
    QVERIFY(finished());
    QCOMPARE(findings().original, QStringLiteral("two dogs"));
    QCOMPARE(findings().change->rms, 0.0);
    QVERIFY(part<QLabel>("captions")->text().contains(QStringLiteral("the same")));
  }
};

const Registered<WhatIfPanelTest> kWhatIfPanelTest("WhatIfPanelTest");

}  // namespace vxs::ui::test

#include "WhatIfPanelTest.moc"
