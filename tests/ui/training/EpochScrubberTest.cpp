#include "tests/ui/training/TrainingBench.h"
#include "ui/training/EpochScrubber.h"
#include "ui/training/TrainingPanel.h"

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
      QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
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
};

const Registered<EpochScrubberTest> kEpochScrubberTest("EpochScrubberTest");

}  // namespace vxs::ui::test

#include "EpochScrubberTest.moc"
