#include "tests/ui/training/TrainingBench.h"
#include "ui/training/EpochMap.h"
#include "ui/training/EpochScrubber.h"
#include "ui/training/RunsTable.h"
#include "ui/training/TrainingPanel.h"

#include <QComboBox>
#include <QSlider>
#include <QToolButton>

namespace vxs::ui::test {

/// Epochs scrubbed like time.
class EpochScrubberTest : public QObject, protected TrainingBench {
  Q_OBJECT

 private Q_SLOTS:
  void init() { begin(); }
  void cleanup() { end(); }

  void theStepButtonsStayUnderThePointer() {
    writeRun(folderOf("mlp"), *m_open->run);
    TrainingJob job(session());
    EpochScrubber epochs(job);
    epochs.resize(700, 60);
    epochs.setVisible(true);
    job.focus(QString::fromStdString(folderOf("mlp").string()));
    QTRY_COMPARE(epochs.epoch(), 3);
    const auto places = [&epochs] {
      QTest::qWait(20);  // for layouts within layouts
      QList<QRect> all;
      for (const QWidget* widget : epochs.findChildren<QToolButton*>()) all << widget->geometry();
      return all << epochs.findChild<QSlider*>()->geometry();
    };
    for (const int width : {700, 420, 300}) {
      epochs.resize(width, 90);
      epochs.setEpoch(3);
      const QList<QRect> before = places();
      for (const int epoch : {2, 1, 2}) {  // the second is the best, and says so
        epochs.setEpoch(epoch);
        QCOMPARE(places(), before);
      }
    }
  }

  void anEpochThatASessionBringsBackIsFollowed() {
    for (const char* name : {"mlp", "other"}) writeRun(folderOf(name), *m_open->run);
    TrainingPanel panel(session());
    panel.runs().setFolder(m_folder->path());
    panel.runs().select(QString::fromStdString(folderOf("other").string()));
    QTRY_VERIFY(panel.job().curves());
    const EpochScrubber& epochs = panel.epochs();
    QVERIFY(!epochs.shown() && epochs.epoch() == 3);
    Progress progress;
    const auto bring = [&](int epoch, int image) {
      EpochMap map = readEpochMap(folderOf("mlp"), epoch, image, progress);
      showEpochMap(session(), std::move(map), 0.7);
    };
    bring(1, 0);
    QTRY_VERIFY(epochs.shown());
    QCOMPARE(epochs.epoch(), 1);
    QCOMPARE(panel.runs().selectedRun(), QString::fromStdString(folderOf("mlp").string()));
    QCOMPARE(panel.job().focusedRun(), panel.runs().selectedRun());
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(session().view().state().mapScale.range, 0.7);  // nothing was shown anew
    panel.epochs().step(1);
    QTRY_VERIFY(QString::fromStdString(session().data()->map.name).contains(QStringLiteral("epoch 2 of mlp")));
    QCOMPARE(session().view().state().mapScale.range, 0.7);
    bring(3, 11);  // of a guided step, while epochs are shown
    QTRY_COMPARE(epochs.epoch(), 3);
    QVERIFY(epochs.shown());
    QCOMPARE(epochs.findChild<QComboBox*>()->currentIndex(), 3);
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(session().data()->map.name, std::string("predicted after epoch 3 of mlp"));
  }
};

const Registered<EpochScrubberTest> kEpochScrubberTest("EpochScrubberTest");

}  // namespace vxs::ui::test

#include "EpochScrubberTest.moc"
