#include "core/base/Error.h"
#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/figure/SessionSources.h"
#include "ui/paint/figure/Legend.h"
#include "ui/session/CommandLine.h"
#include "ui/session/PatternCorrelation.h"

#include <QSignalSpy>

#include <cmath>

namespace vxs::ui::test {

using scene::Layer;

class SessionTest : public QObject {
  Q_OBJECT

 private:
  static const Volume& volume(const Session& session, Layer layer) {
    return session.data()->volumes[static_cast<std::size_t>(layer)];
  }
  static QString why(const Session& session, Layer layer) {
    return QString::fromStdString(session.data()->why[static_cast<std::size_t>(layer)]);
  }
  /// A 3 x 2 picture file that needs no image library here.
  static std::filesystem::path writePicture(const vxs::test::TempFolder& folder) {
    const std::filesystem::path file = folder.path() / "dropped.png";
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::blue);
    image.save(QString::fromStdString(file.string()));
    return file;
  }

 private Q_SLOTS:
  void opensOnTheFirstTestImageWithAllThreeVolumes() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    Session& session = open.session;
    QCOMPARE(session.selectedItem(), 0);
    QCOMPARE(session.caption(), QStringLiteral("a red ball on grass"));
    const std::size_t voxel = open.run->mask().voxels.front();
    QCOMPARE(volume(session, Layer::Measured).values[voxel], 202.0F);
    QCOMPARE(volume(session, Layer::Predicted).values[voxel], 21.0F);
    QCOMPARE(volume(session, Layer::Difference).values[voxel], 181.0F);
    QVERIFY(std::isnan(volume(session, Layer::Difference).values[0]));
    QVERIFY(std::abs(session.patternR() - 1.0) < 1e-6);  // both rise by one with the voxel's first index
    QCOMPARE(QString::fromStdString(session.data()->subjectLine),
             QStringLiteral("subj01, trial 3, image 10 (test image), measured: mean of 1 trial"));
    QVERIFY(session.data()->synthetic && session.data()->demoEncoder);
  }

  void theFirstResponseIsReadOnceForItsLookAndItsView() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(open.run->m_reads.load(), 1);
    QVERIFY(!volume(open.session, Layer::Measured).empty());
    open.session.selectItem(1);
    QVERIFY(open.waitUntilSettled());
    open.session.selectItem(0);
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(open.run->m_reads.load(), 3);
    QCOMPARE(volume(open.session, Layer::Measured).values[open.run->mask().voxels.front()], 202.0F);
  }

  void averagesRepeatsAndShowsASingleOne() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    Session& session = open.session;
    session.selectItem(1);
    QVERIFY(open.waitUntilSettled());
    const std::size_t voxel = open.run->mask().voxels.front();
    QCOMPARE(volume(session, Layer::Measured).values[voxel], 152.0F);
    QVERIFY(QString::fromStdString(session.data()->subjectLine)
                .endsWith(QStringLiteral("measured: mean of 2 trials")));
    session.selectItem(1, 4);
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(volume(session, Layer::Measured).values[voxel], 302.0F);
    QVERIFY(session.commandLine().isEmpty());  // the command line averages
    QVERIFY(session.selectTrial(2));
    QCOMPARE(session.selectedItem(), 2);
    QVERIFY(!session.selectTrial(99));
  }

  void aDroppedPictureHasNoMeasurementAndSaysWhy() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    const vxs::test::TempFolder folder;
    open.session.openPicture(writePicture(folder), QStringLiteral("a blue flag"));
    QTRY_COMPARE(open.session.selectedItem(), -1);
    QVERIFY(open.waitUntilSettled());
    QVERIFY(volume(open.session, Layer::Measured).empty());
    QVERIFY(volume(open.session, Layer::Difference).empty());
    QVERIFY(why(open.session, Layer::Measured).contains(QStringLiteral("not shown in the scanner")));
    QVERIFY(!why(open.session, Layer::Difference).isEmpty());
    QVERIFY(!volume(open.session, Layer::Predicted).empty());
    QCOMPARE(open.session.picture().width, 3);
    QVERIFY(std::isnan(open.session.patternR()));
    QVERIFY(open.session.commandLine().contains(QStringLiteral("--caption 'a blue flag'")));
    QVERIFY(open.session.commandLine().startsWith(
        QStringLiteral("voxelscope-cli predict /data/run-fake --image ")));
  }

  void aPredictionFromAnotherCaptionSaysSoInTheWindowAndInFigures() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    const std::string model = open.session.data()->modelLine;
    const auto sources = [&](Layer layer) { return open.session.data()->source(layer); };
    open.session.setCaption(QStringLiteral("one ball"));  // its second
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(sources(Layer::Predicted), model);
    open.session.setCaption(QStringLiteral("a dog on a beach"));
    QVERIFY(open.waitUntilSettled());
    const std::string edited = "edited caption \"a dog on a beach\", " + model;
    QCOMPARE(sources(Layer::Predicted), edited);
    QCOMPARE(sources(Layer::Difference), edited);
    QVERIFY(sources(Layer::Measured).find("dog") == std::string::npos);
    paint::Recipe recipe = sessionRecipe(open.session, "slices", {});
    recipe.run.clear();  // in memory only
    SessionSources figures(open.session);
    Progress progress;
    const std::string legend = paint::plainText(paint::makeFigure(recipe, figures, progress)->legend());
    QVERIFY(legend.find("Prediction: " + edited) != std::string::npos);
    recipe = sessionRecipe(open.session, "epochs", {});  // of the image's own caption, whatever is typed
    recipe.run.clear();
    const std::string epochs = paint::plainText(paint::makeFigure(recipe, figures, progress)->legend());
    QVERIFY(epochs.find("Prediction: " + model) != std::string::npos);
    open.session.setCaption({});
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(sources(Layer::Predicted), "no caption, " + model);
    open.session.selectItem(1);
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(sources(Layer::Predicted), model);
    open.run->m_info.features = "image";  // which no caption changes
    open.session.setCaption(QStringLiteral("a dog"));
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(sources(Layer::Predicted), model);
  }

  void aCaptionSaysNothingOfAnotherPicture() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    QVERIFY(!open.session.caption().isEmpty());
    QVERIFY(open.session.captionForAnotherPicture().isEmpty());
    open.session.setCaption(QStringLiteral("two cats on a sofa"), false);
    QVERIFY(open.session.captionForAnotherPicture().isEmpty());
  }

  void aBrokenPictureLeavesEverythingAsItWas() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    QSignalSpy failed(&open.tasks, &TaskRunner::failed);
    const ComparisonPtr before = open.session.data();
    open.session.openPicture("/nowhere/picture.jpg", {});
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed[0][1].toString().contains(QStringLiteral("/nowhere/picture.jpg")));
    QCOMPARE(open.session.data(), before);
    QCOMPARE(open.session.selectedItem(), 0);
  }

  void theLastEditWins() {
    auto log = std::make_shared<PredictorLog>();
    OpenSession open(std::make_shared<FakeRun>(log));
    QVERIFY(open.waitUntilSettled());
    log->delayMs = 60;
    const std::size_t before = log->asked().size();
    QSignalSpy predicted(&open.session.predictions(), &PredictionService::predicted);
    for (const char* text : {"a", "ab", "abc", "abcd"}) {
      open.session.setCaption(QString::fromLatin1(text), false);
      open.session.predictions().predictNow();
      QTest::qWait(5);
    }
    QVERIFY(open.waitUntilSettled());
    // the first may have been under way; those between it and the last are never begun, and only the last is
    // shown
    QVERIFY(log->asked().size() - before <= 2);
    QCOMPARE(QString::fromStdString(log->asked().back()), QStringLiteral("abcd"));
    QCOMPARE(predicted.count(), 1);
    QCOMPARE(predicted[0][1].toString(), QStringLiteral("abcd"));
    QCOMPARE(volume(open.session, Layer::Predicted).values[open.run->mask().voxels.front()], 6.0F);
  }

  void typingPredictsAfterAPause() {
    auto log = std::make_shared<PredictorLog>();
    OpenSession open(std::make_shared<FakeRun>(log));
    QVERIFY(open.waitUntilSettled());
    const std::size_t before = log->asked().size();
    open.session.setCaption(QStringLiteral("one"));
    open.session.setCaption(QStringLiteral("one two"));
    QCOMPARE(log->asked().size(), before);
    QVERIFY(!open.session.settled());
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(log->asked().size(), before + 1);
    QCOMPARE(log->asked().back(), std::string("one two"));
  }

  void keepsTheEncodedPictureWhileOnlyTheCaptionChanges() {
    auto log = std::make_shared<PredictorLog>();
    OpenSession open(std::make_shared<FakeRun>(log));
    QVERIFY(open.waitUntilSettled());
    const int pictures = log->pictures;
    open.session.setCaption(QStringLiteral("something else"));
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(log->pictures.load(), pictures);
  }

  void theModelKnowsWhichPictureIsTheStoresAndEncodesItWithTheFirstEdit() {
    auto log = std::make_shared<PredictorLog>();
    log->keepsFeatures = true;
    OpenSession open(std::make_shared<FakeRun>(log));
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(log->storeImages, std::vector<int>{open.run->items()[0].nsdId});
    QCOMPARE(log->encoded.load(), 0);
    for (const char* caption : {"a red ball on sand", "a red ball on snow"}) {
      open.session.setCaption(QString::fromLatin1(caption));
      QVERIFY(open.waitUntilSettled());
      QCOMPARE(log->encoded.load(), 1);
    }
    open.session.selectItem(1);
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(log->storeImages.back(), open.run->items()[1].nsdId);
    QCOMPARE(log->encoded.load(), 1);
    const vxs::test::TempFolder folder;
    open.session.openPicture(writePicture(folder), QStringLiteral("blue"));
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(log->storeImages.back(), -1);
    open.session.setCaption(QStringLiteral("light blue"));
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(log->encoded.load(), 1);  // its prediction has encoded it
  }

  void aModelThatCannotBeLoadedLeavesTheMeasurement() {
    auto log = std::make_shared<PredictorLog>();
    log->failToOpen = true;
    OpenSession open(std::make_shared<FakeRun>(log));
    QSignalSpy failed(&open.tasks, &TaskRunner::failed);
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(failed.count(), 1);
    QVERIFY(volume(open.session, Layer::Predicted).empty());
    QVERIFY(why(open.session, Layer::Predicted).contains(QStringLiteral("/data/run-fake/head.bin: missing")));
    QVERIFY(!volume(open.session, Layer::Measured).empty());
  }

  void aFailedPredictionEmptiesTheViewAndSaysWhy() {
    auto log = std::make_shared<PredictorLog>();
    OpenSession open(std::make_shared<FakeRun>(log));
    QVERIFY(open.waitUntilSettled());
    log->failToPredict = true;
    open.session.predictions().predictNow();
    QVERIFY(open.waitUntilSettled());
    QVERIFY(volume(open.session, Layer::Predicted).empty());
    QVERIFY(why(open.session, Layer::Predicted).contains(QStringLiteral("weights.bin: truncated")));
  }

  void neverRescalesForASinglePrediction() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    const double range = open.session.view().state().scale.range;
    QVERIFY(range > 0);
    open.session.selectItem(1);
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(open.session.view().state().scale.range, range);
  }

  void aRunThatCannotBeOpenedKeepsTheOldOne() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    TaskRunner tasks;
    Session session(tasks,
                    [](const std::filesystem::path& path, Progress&) -> std::shared_ptr<const RunSource> {
                      throw Error(path.string() + "/run.json: no such file");
                    });
    QSignalSpy failed(&tasks, &TaskRunner::failed), runFailed(&session, &Session::runFailed);
    session.openRun("/missing");
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(runFailed.count(), 1);
    QVERIFY(failed[0][1].toString().contains(QStringLiteral("/missing/run.json")));
    QVERIFY(!session.run());
  }

  void namesTheCommandOfAStoredTrial() {
    OpenSession open;
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(open.session.commandLine(),
             QStringLiteral("voxelscope-cli figure compare3d /data/run-fake --trial 3 --out compare.png"));
    QCOMPARE(shellQuoted(QStringLiteral("it's")), QStringLiteral("'it'\\''s'"));
  }

  void correlatesWhereBothHaveValues() {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    Volume a({5, 1, 1}, Affine(), 0), b({5, 1, 1}, Affine(), 0);
    a.values = {1, 2, 3, 4, nan};
    b.values = {2, 1, 4, 3, 9};
    QVERIFY(std::abs(patternCorrelation(a, b) - 0.6) < 1e-12);  // numpy.corrcoef of the first four
    b.values = {1, 1, 1, 1, 9};
    QVERIFY(std::isnan(patternCorrelation(a, b)));
    QVERIFY(std::isnan(patternCorrelation(a, Volume())));
  }
};

const Registered<SessionTest> kSessionTest("SessionTest");

}  // namespace vxs::ui::test

#include "SessionTest.moc"
