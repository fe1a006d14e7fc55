#include "tests/ui/UiTest.h"
#include "ui/paint/Plot.h"
#include "ui/training/CurveView.h"
#include "ui/training/RunCurves.h"
#include "ui/training/RunsModel.h"
#include "ui/training/TrainingSettings.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>

#include <cmath>
#include <limits>

namespace vxs::ui::test {

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

TrainingDraft goodDraft(const QString& folder, int preset = 1) {
  TrainingDraft draft = draftOf(trainingPresets().at(static_cast<std::size_t>(preset)).params);
  draft.store = QStringLiteral("/data/store");
  draft.folder = folder;
  draft.name = QStringLiteral("mlp-l1");
  return draft;
}

std::optional<StoreFacts> facts() {
  StoreFacts store;
  store.features << QStringLiteral("multimodal");
  return store;
}

train::RunSummary summary(const std::string& name, const std::string& head, double r) {
  train::RunSummary run;
  run.run.info.run = "/runs/" + name;
  run.run.info.head = head;
  run.run.info.validationImages = {4, 5};
  run.run.storeFingerprint = "s";
  run.run.encoderFingerprint = "e";
  run.run.bestValidationMedianR = run.run.bestValidationScore = r;
  run.run.finished = true;
  run.run.params.epochs = 3;
  run.run.info.bestEpoch = 1;
  if (head != "ridge") run.run.history = {{1, 0.9, 1, r, 2, 4}, {2, 0.8, 1, r, 2, 8}};
  run.state = train::RunState::Complete;
  return run;
}

}  // namespace

class TrainingSettingsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyPresetIsReadyToStart() {
    const QTemporaryDir folder;
    for (std::size_t i = 0; i < trainingPresets().size(); ++i)
      QVERIFY(problemsOf(goodDraft(folder.path(), static_cast<int>(i)), facts()).empty());
  }

  void everyWrongValueIsNamedWithItsReason() {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("taken")));
    QFile taken(folder.filePath(QStringLiteral("taken/run.json")));
    QVERIFY(taken.open(QIODevice::WriteOnly));
    const auto only = [&](TrainingField field, auto&& change, std::optional<StoreFacts> store = facts()) {
      TrainingDraft draft = goodDraft(folder.path());
      change(draft);
      const TrainingProblems problems = problemsOf(draft, store);
      return problems.size() == 1 && problems.contains(field) && !problems.at(field).isEmpty();
    };
    using Field = TrainingField;
    for (const char* text : {"", "x", "0", "-1", "nan", "inf", "1e"})
      QVERIFY2(only(Field::LearningRate, [&](TrainingDraft& d) { d.learningRate = QLatin1String(text); }),
               text);
    for (const char* text : {"", "1.5", "0", "-3", "99999999999"}) {
      QVERIFY2(only(Field::Epochs, [&](TrainingDraft& d) { d.epochs = QLatin1String(text); }), text);
      QVERIFY2(only(Field::Batch, [&](TrainingDraft& d) { d.batch = QLatin1String(text); }), text);
    }
    QVERIFY(only(Field::PenaltyWeight, [](TrainingDraft& d) { d.penaltyWeight = QStringLiteral("-1"); }));
    QVERIFY(only(Field::Hidden, [](TrainingDraft& d) { d.hidden = QStringLiteral("-1"); }));
    QVERIFY(only(Field::Patience, [](TrainingDraft& d) { d.patience = QStringLiteral("x"); }));
    QVERIFY(only(Field::Seed, [](TrainingDraft& d) { d.seed = QStringLiteral("-1"); }));
    for (const char* text : {"", "a/b", "..", ".", "taken", "mlp-QcAxw)xPp?2", "my run", "größe", "a\nb"})
      QVERIFY2(only(Field::Name, [&](TrainingDraft& d) { d.name = QLatin1String(text); }), text);
    // what was stopped before its first epoch was over holds nothing: the name is free
    train::RunFile begun;
    begun.info.run = folder.filePath(QStringLiteral("begun")).toStdString();
    begun.info.head = begun.params.head = "mlp";
    begun.tokens = begun.width = 1;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("begun")));
    train::writeRunFile(begun);
    TrainingDraft anew = goodDraft(folder.path());
    anew.name = QStringLiteral("begun");
    QVERIFY(problemsOf(anew, facts()).empty());
    begun.history = {{1, 0.9, 1, 0.1, 2, 4}};
    train::writeRunFile(begun);
    QVERIFY(only(Field::Name, [](TrainingDraft& d) { d.name = QStringLiteral("begun"); }));
    TrainingDraft odd = goodDraft(folder.path());
    odd.name = QStringLiteral("mlp-Qc)x");
    const QString reason = problemsOf(odd, facts())[Field::Name];
    QVERIFY2(reason.contains(QStringLiteral("letters a to z, digits")) &&
                 reason.contains(QStringLiteral("no “)”")),
             qPrintable(reason));
    odd.name = QStringLiteral("mlp-L1_v2.5");
    QVERIFY(problemsOf(odd, facts()).empty());
    QVERIFY(only(Field::Folder, [&](TrainingDraft& d) { d.folder = taken.fileName(); }));
    QVERIFY(only(Field::Store, [](TrainingDraft& d) { d.store.clear(); }));
    QVERIFY(only(
        Field::Store, [](TrainingDraft&) {}, std::nullopt));
    QVERIFY(only(Field::Features, [](TrainingDraft& d) { d.choices.features = "image"; }));
    // what plays no part is not asked for
    TrainingDraft ridge = goodDraft(folder.path(), 4);
    ridge.learningRate = ridge.epochs = QStringLiteral("x");
    QVERIFY(problemsOf(ridge, facts()).empty());
  }

  void theCommandSaysEverything() {
    TrainingDraft draft = goodDraft(QStringLiteral("/my runs"), 2);
    draft.name = QStringLiteral("siren");
    draft.patience = QStringLiteral("4");
    draft.seed = QStringLiteral("18446744073709551615");
    QCOMPARE(
        shellCommand(trainArguments(paramsOf(draft))),
        QStringLiteral(
            "voxelscope-cli train /data/store --head siren --features multimodal --split shared --loss mse "
            "--penalty l1 --penalty-weight 1e-06 --optimizer adamw --lr 0.0001 --epochs 25 --batch 32 "
            "--patience 4 --siren-convention lucid --readout joined --seed 18446744073709551615 --out '/my "
            "runs/siren'"));
    draft = goodDraft(QStringLiteral("/runs"), 4);
    draft.name = QStringLiteral("ridge");
    draft.choices.shuffleImages = true;
    QCOMPARE(
        shellCommand(trainArguments(paramsOf(draft))),
        QStringLiteral("voxelscope-cli train /data/store --head ridge --features multimodal --split shared "
                       "--shuffle-images --seed 1 --out /runs/ridge"));
  }

  void theFirstPresetIsOneThatLearns() {
    // in tests/core/train/TrainRunTest.cpp the same head learns in five epochs
    const QTemporaryDir folder;
    const QString command = shellCommand(trainArguments(paramsOf(goodDraft(folder.path(), 0))));
    QVERIFY2(command.contains(QStringLiteral("--head cnn")) &&
                 command.contains(QStringLiteral("--penalty l2 --penalty-weight 1e-06 --optimizer adamw --lr "
                                                 "0.001 --epochs 3 --batch 32")),
             qPrintable(command));
    QVERIFY(trainingPresets().front().tip.contains(QStringLiteral("learns from the first epoch on")));
  }

  void namesAreFree() {
    const QTemporaryDir folder;
    train::TrainParams params;
    params.head = "cnn";
    params.penalty = "l2";
    QCOMPARE(freeRunName(folder.path(), params), QStringLiteral("cnn-l2"));
    for (const char* name : {"cnn-l2", "cnn-l2-2"}) QVERIFY(QDir(folder.path()).mkpath(QLatin1String(name)));
    QCOMPARE(freeRunName(folder.path(), params), QStringLiteral("cnn-l2-3"));
    params.head = "ridge";
    params.shuffleImages = true;
    QCOMPARE(freeRunName(folder.path(), params), QStringLiteral("ridge-control"));
    const auto next = [&](const char* name) { return nextRunName(folder.path(), QLatin1String(name)); };
    QCOMPARE(next("cnn-l2"), QStringLiteral("cnn-l2-3"));
    QCOMPARE(next("cnn-l2-2"), QStringLiteral("cnn-l2-3"));
    QCOMPARE(next("hidden-128"), QStringLiteral("hidden-128-2"));  // its own number
  }

  void smoothingIsADebiasedAverageOfWhatIsFinite() {
    // weight 0.5: (0.5*1)/0.5, (0.5*0.5+0.5*4)/0.75, then (0.5*2.25+0.5*10)/0.875
    const std::vector<QPointF> raw{{1, 1}, {2, 4}, {3, kNan}, {4, 10}};
    const std::vector<QPointF> smooth = smoothed(raw, 0.5);
    QCOMPARE(smooth[0].y(), 1.0);
    QCOMPARE(smooth[1].y(), 2.25 / 0.75);
    QVERIFY(std::isnan(smooth[2].y()));
    QCOMPARE(smooth[3].y(), (0.5 * 2.25 + 5) / 0.875);
    for (const double level : {7.0, 0.7, 1.0 / 3}) QVERIFY(smoothed({{1, level}}, 0.99)[0].y() == level);
    for (const QPointF& point : smoothed({{1, 7}, {2, 7}, {3, 7}}, 0.99))
      QVERIFY(std::abs(point.y() - 7) < 1e-12);
    QCOMPARE(smoothed(raw, 0)[3], raw[3]);
  }

  void curvesRunOverStepsEpochsAndTime() {
    RunCurves curves;
    curves.summary = summary("a", "mlp", 0.2);
    curves.summary.run.info.trainImages = {1, 2, 3, 4, 5, 6, 7};
    curves.summary.run.params.batchSize = 2;
    curves.history = curves.summary.run.history;
    QCOMPARE(curves.stepsAnEpoch(), std::int64_t{4});
    for (int step = 1; step <= 9; ++step) curves.batches.push_back({step, 10.0 * step});
    QCOMPARE(epochPoints(curves, CurveQuantity::TrainLoss, CurveAxis::Epoch)[1], QPointF(2, 0.8));
    QCOMPARE(epochPoints(curves, CurveQuantity::ValidationR, CurveAxis::Step)[1], QPointF(8, 0.2));
    QCOMPARE(epochPoints(curves, CurveQuantity::ValidationLoss, CurveAxis::Wall)[1], QPointF(4, 1));
    curves.history[1].validationScore =
        0.25;  // r of a run without a criterion, r|r|/NC in percent of another
    QCOMPARE(epochPoints(curves, CurveQuantity::ValidationScore, CurveAxis::Epoch)[1], QPointF(2, 0.25));
    QCOMPARE(scoreScale(curves.summary.run).text(0.25), QStringLiteral("r 0.250"));
    curves.summary.run.criterion = "median validation r|r|/NC over nsdgeneral (9 voxels)";
    QCOMPARE(epochPoints(curves, CurveQuantity::ValidationScore, CurveAxis::Epoch)[1], QPointF(2, 25));
    QCOMPARE(scoreScale(curves.summary.run).text(0.25), QStringLiteral("r|r|/NC 25.0 %"));
    QCOMPARE(batchPoints(curves, CurveAxis::Step).back(), QPointF(9, 90));
    QCOMPARE(batchPoints(curves, CurveAxis::Epoch)[1], QPointF(0.5, 20));
    const auto wall = batchPoints(curves, CurveAxis::Wall);
    QCOMPARE(wall.size(), std::size_t{8});  // the ninth is of an epoch that is not over
    QCOMPARE(wall[5], QPointF(3, 60));
    QCOMPARE(wall[3], QPointF(2, 40));
  }

  void ticksAreRound() {
    QCOMPARE(paint::niceTicks(0, 10, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    const std::vector<double> ticks = paint::niceTicks(0.93, 1.17, 5);
    QCOMPARE(ticks.size(), std::size_t{5});
    for (std::size_t i = 0; i < ticks.size(); ++i)
      QVERIFY(std::abs(ticks[i] - (0.95 + 0.05 * double(i))) < 1e-9);
    QVERIFY(paint::niceTicks(1, 1, 5).empty());
    QVERIFY(paint::niceTicks(0, kNan, 5).empty());
    QVERIFY(paint::niceTicks(-1e308, 1e308, 5).empty());
    for (const double value : {0.7, 1.0, -3e40}) {  // they ended only with the memory
      QVERIFY(paint::niceTicks(value, std::nextafter(value, INFINITY), 5).empty());
      QVERIFY(paint::niceTicks(value, value + 1e-9 * std::abs(value), 5).size() > 2);
    }
  }

  void everyPointCountsAndGapsAreToldOf() {
    CurveView view;
    view.resize(400, 240);
    CurvePlot plot{
        QStringLiteral("Loss"), QStringLiteral("epoch"), QStringLiteral("nothing"), {}, {}, {}, {}};
    plot.curves.push_back(
        {QStringLiteral("a"), QColor(255, 0, 0), {{1, 1}, {2, kNan}, {3, 5}, {4, 2}}, false, false});
    plot.level = CurveLevel{QStringLiteral("ridge"), 8};
    view.setPlot(plot);
    // training begins at 0; the level is in the range; the spike is not clipped
    QCOMPARE(view.dataRange().left(), 0.0);
    QVERIFY(view.dataRange().top() < 1 && view.dataRange().bottom() > 8);
    const QImage image = view.grab().toImage();
    const auto red = [&image](const QPointF& at) {
      const QColor color = image.pixelColor(at.toPoint());
      return color.red() > 150 && color.green() < 120 && color.blue() < 120;
    };
    QVERIFY(red(view.pointOf({3.5, 3.5})));
    QVERIFY(!red(view.pointOf({1.5, 1})));  // the gap at 2 is not bridged
    QVERIFY(!red(view.pointOf({2.5, 3})));
    // a spike among a hundred thousand points is drawn
    Curve many{QStringLiteral("b"), QColor(255, 0, 0), {}, false, false};
    for (int i = 0; i < 100000; ++i) many.points.emplace_back(i, i == 43210 ? 9.0 : 1.0);
    plot.curves = {many};
    view.setPlot(plot);
    const QImage dense = view.grab().toImage();
    const QPointF top = view.pointOf({43210, 7});
    bool seen = false;
    for (int dx = -2; dx <= 2; ++dx)
      seen = seen || dense.pixelColor(top.toPoint() + QPoint(dx, 0)).red() > 150;
    QVERIFY(seen);
    view.setPlot({});
    view.grab();  // an empty plot has nothing to divide by
  }

  void aLegendNamesEveryCurveInItsColour() {
    CurveView view;
    view.resize(340, 300);
    CurvePlot plot{QStringLiteral("Loss (mse), a run"), QStringLiteral("epoch"), {}, {}, {}, {}, {}};
    const std::vector<QColor> colors{QColor(255, 0, 0),   QColor(0, 255, 0),   QColor(0, 0, 255),
                                     QColor(255, 0, 255), QColor(0, 255, 255), QColor(255, 255, 0)};
    const auto named = [&](std::size_t count) {
      plot.curves.clear();
      for (std::size_t i = 0; i < count; ++i)
        plot.curves.push_back({QStringLiteral("run number %1").arg(i),
                               colors[i % colors.size()],
                               {{1, 1.0 + double(i)}, {2, 2}},
                               false,
                               false});
      view.setPlot(plot);
      return view.legend();
    };
    QCOMPARE(named(1).size(), std::size_t{1});
    QVERIFY(named(1)[0].place.bottom() < 30 && named(1)[0].place.right() > 320);  // beside the title
    const auto legend = named(6);
    QCOMPARE(legend.size(), std::size_t{6});
    const QImage image = view.grab().toImage();
    for (std::size_t i = 0; i < legend.size(); ++i) {
      QCOMPARE(legend[i].name, plot.curves[i].name);
      const QRectF place = legend[i].place;
      QVERIFY(place.left() >= 16 && place.right() <= 340);
      QVERIFY(place.bottom() < view.pointOf({1, view.dataRange().bottom()}).y());  // above the frame
      for (std::size_t k = 0; k < i; ++k) QVERIFY(!place.intersects(legend[k].place));
      bool seen = false;
      for (int dy = -2; dy <= 2; ++dy) {
        const QColor at = image.pixelColor(QPoint(int(place.left()) - 10, int(place.center().y()) + dy));
        const auto near = [](int a, int b) { return std::abs(a - b) < 40; };
        seen = seen || (near(at.red(), colors[i].red()) && near(at.green(), colors[i].green()) &&
                        near(at.blue(), colors[i].blue()));
      }
      QVERIFY2(seen, qPrintable(legend[i].name));
    }
    // as many as leave the curves some room, and how many are not there
    view.resize(340, 165);
    const auto crowded = named(40);
    QVERIFY(crowded.size() < 20);
    QCOMPARE(crowded.back().name, QStringLiteral("and %1 more").arg(41 - crowded.size()));
    QVERIFY(view.pointOf({1, view.dataRange().top()}).y() -
                view.pointOf({1, view.dataRange().bottom()}).y() >=
            38);
  }

  void aLowPlotKeepsRoomForItsCurves() {
    CurveView view;
    CurvePlot plot{QStringLiteral("Loss (mse), a run of a name that is long"),
                   QStringLiteral("epoch"),
                   {},
                   {},
                   {},
                   {},
                   {}};
    for (const char* name : {"batches", "training", "validation"})
      plot.curves.push_back({QLatin1String(name), Qt::red, {{1, 1.0}, {2, 0.5}, {3, 0.25}}, false, false});
    plot.bestX = 3;
    view.setPlot(plot);
    view.resize(270, view.minimumSizeHint().height());
    view.grab();
    const QRectF range = view.dataRange();
    const double top = view.pointOf({0, range.bottom()}).y(), bottom = view.pointOf({0, range.top()}).y();
    QVERIFY2(bottom - top >= 45, qPrintable(QString::number(bottom - top)));
    QVERIFY(view.height() - bottom >= 15);  // its numbers
    const auto names = view.legend();
    QCOMPARE(names.size(), std::size_t{3});
    for (std::size_t i = 0; i < names.size(); ++i) {
      QCOMPARE(names[i].name, plot.curves[i].name);
      QVERIFY(names[i].place.left() - 16 > view.pointOf({3, 1}).x() && names[i].place.right() <= 270);
    }
    // nor over the curves in large type, which names five of them all the same
    for (const char* name : {"run-mlp, validation", "run-siren, validation"})
      plot.curves.push_back({QLatin1String(name), Qt::blue, {{1, 1.0}, {3, 0.25}}, false, false});
    view.setPlot(plot);
    setTextPercent(150);
    applyTheme(*qApp, true);
    view.resize(270, view.minimumSizeHint().height());
    const auto large = view.legend();
    const double right = view.pointOf({3, 1}).x();
    setTextPercent(100);
    applyTheme(*qApp, true);
    QCOMPARE(large.size(), std::size_t{5});
    for (const CurveView::LegendEntry& entry : large)
      QVERIFY(entry.place.left() - 16 > right && entry.place.bottom() < view.height());
  }

  void theTableShowsRunsAndTheirBaseline() {
    RunsModel model;
    model.setSummary(summary("b", "mlp", 0.31));
    train::RunSummary ridge = summary("ridge", "ridge", 0.25);
    ridge.accuracy = train::RunAccuracy{0.167, 0.03, "report", "brain"};
    model.setSummary(ridge);
    model.setUnreadable(QStringLiteral("/runs/a"), QStringLiteral("run.json is damaged"));
    QCOMPARE(model.rowCount(), 3);
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, RunsModel::State), QStringLiteral("unreadable"));
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("damaged")));
    QCOMPARE(text(1, RunsModel::Epochs), QStringLiteral("2 of 3"));
    QCOMPARE(text(1, RunsModel::BestScore), QStringLiteral("r 0.310"));
    train::RunSummary scored = summary("b", "mlp", 0.31);
    scored.run.criterion = "median validation r|r|/NC over nsdgeneral (9 voxels)";
    scored.run.bestValidationScore = 0.4521;
    model.setSummary(scored);
    QCOMPARE(text(1, RunsModel::BestScore), QStringLiteral("45.2 %"));
    QCOMPARE(text(2, RunsModel::Accuracy), QStringLiteral("16.7 %"));
    QVERIFY(model.index(2, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("preset report, mask brain")));
    QVERIFY(model.index(1, 0).flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.compared().size(), std::size_t{1});

    QCOMPARE(model.ridgeBaseline(summary("b", "mlp", 0.31))->run.bestValidationMedianR, 0.25);
    train::RunSummary other = summary("c", "mlp", 0.1);
    other.run.info.validationImages = {9};  // judged on other images: no baseline for it
    QVERIFY(!model.ridgeBaseline(other));
    other = summary("c", "mlp", 0.1);
    other.run.storeFingerprint = "t";
    QVERIFY(!model.ridgeBaseline(other));
    model.keepOnly({"/runs/ridge"});
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(model.compared().empty());
  }
};

const Registered<TrainingSettingsTest> kTrainingSettingsTest("TrainingSettingsTest");

}  // namespace vxs::ui::test

#include "TrainingSettingsTest.moc"
