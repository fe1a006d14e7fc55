#include "tests/ui/UiTest.h"
#include "ui/panels/DisplayPanel.h"
#include "ui/panels/StimulusPanel.h"
#include "ui/panels/TrialList.h"
#include "ui/panels/TrialModel.h"
#include "ui/panels/VoxelPanel.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/PictureView.h"
#include "ui/workspace/DialogFolder.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>

#include <cmath>

namespace vxs::ui::test {

class PanelsTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<OpenSession> m_open;
  std::shared_ptr<PredictorLog> m_log;
  Session& session() { return m_open->session; }

 private Q_SLOTS:
  void init() {
    m_log = std::make_shared<PredictorLog>();
    m_open = std::make_unique<OpenSession>(std::make_shared<FakeRun>(m_log));
  }
  void cleanup() { m_open.reset(); }

  void stimulusCountsTokensAndWarnsOfTruncation() {
    StimulusPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    auto* tokens = panel.findChild<ElidedLabel*>(QStringLiteral("tokens"));
    auto* editor = panel.findChild<QPlainTextEdit*>();
    QTRY_COMPARE(tokens->text(), QStringLiteral("7/32 tokens"));
    editor->setPlainText(QStringLiteral("two words"));
    QTRY_COMPARE(tokens->text(), QStringLiteral("4/32 tokens"));
    QStringList words;
    for (int i = 0; i < 40; ++i) words << QStringLiteral("w");
    editor->setPlainText(words.join(QLatin1Char(' ')));
    QTRY_COMPARE(tokens->text(), QStringLiteral("32/32 tokens"));
    bool warned = false;
    for (const auto* label : panel.findChildren<QLabel*>())
      warned = warned || (!label->isHidden() && label->text().contains(QStringLiteral("42 tokens")));
    QVERIFY(warned);
    QVERIFY(m_open->waitUntilSettled());
  }

  void showsThePictureAndWhatTheEncoderSees() {
    StimulusPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    const auto pictures = panel.findChildren<PictureView*>();
    QCOMPARE(pictures.size(), 2);
    QCOMPARE(pictures[0]->picture().size(), QSize(32, 32));
    QCOMPARE(pictures[1]->picture().size(), QSize(24, 24));
  }

  void editingPredictsByItselfOnlyWhenAskedTo() {
    StimulusPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    auto* editor = panel.findChild<QPlainTextEdit*>();
    panel.findChild<QCheckBox*>()->setChecked(false);
    const std::size_t before = m_log->asked().size();
    editor->setPlainText(QStringLiteral("a green tree"));
    QTest::qWait(PredictionService::kTypingPauseMs + 150);
    QCOMPARE(m_log->asked().size(), before);
    QTest::mouseClick(panel.findChild<QPushButton*>(QStringLiteral("predict")), Qt::LeftButton);
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(m_log->asked().back(), std::string("a green tree"));
  }

  void pickingACocoCaptionPutsItIntoTheEditor() {
    StimulusPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    QComboBox* captions = nullptr;
    for (auto* box : panel.findChildren<QComboBox*>())
      if (box->accessibleName() == QStringLiteral("COCO captions")) captions = box;
    QVERIFY(captions);
    QCOMPARE(captions->count(), 3);  // the heading and two captions
    captions->setCurrentIndex(2);
    Q_EMIT captions->activated(2);
    QCOMPARE(panel.findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("one ball"));
    QVERIFY(m_open->waitUntilSettled());
    QCOMPARE(m_log->asked().back(), std::string("one ball"));
  }

  void trialsAreFilteredByWordsAndSelected() {
    TrialList list(session());
    list.show();
    QVERIFY(m_open->waitUntilSettled());
    auto* view = list.findChild<QListView*>();
    auto* filter = list.findChild<QLineEdit*>();
    QCOMPARE(view->model()->rowCount(), 3);
    filter->setText(QStringLiteral("house SEA"));
    QCOMPARE(view->model()->rowCount(), 1);
    view->setCurrentIndex(view->model()->index(0, 0));
    QCOMPARE(session().selectedItem(), 2);
    QCOMPARE(view->model()->index(0, 0).data(TrialModel::UseTextRole).toString(),
             QStringLiteral("seen in training"));
    filter->clear();
    list.step(-1);
    QCOMPARE(session().selectedItem(), 1);
    QVERIFY(m_open->waitUntilSettled());
    session().selectItem(0);
    QCOMPARE(view->currentIndex().row(), 0);
    QVERIFY(m_open->waitUntilSettled());
  }

  void thumbnailsComeInTheBackground() {
    TrialModel model(session());
    QVERIFY(m_open->waitUntilSettled());
    const QModelIndex second = model.index(1);
    QVERIFY(model.data(second, Qt::DecorationRole).value<QPixmap>().isNull());
    QTRY_VERIFY(!model.data(second, Qt::DecorationRole).value<QPixmap>().isNull());
    const QColor colour = model.data(second, Qt::DecorationRole).value<QPixmap>().toImage().pixelColor(5, 5);
    QCOMPARE(colour.red(), 11);  // the fake stimulus' grey level is its id
  }

  void patternCorrelationAppearsOncePredicted() {
    TrialModel model(session());
    QVERIFY(m_open->waitUntilSettled());
    QVERIFY(std::abs(model.data(model.index(0), TrialModel::PatternRRole).toDouble() - 1) < 1e-6);
    QVERIFY(!model.data(model.index(2), TrialModel::PatternRRole).isValid());
  }

  void voxelShowsValuesCeilingAndRegionsAndMovesTheCrosshair() {
    VoxelPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    session().view().setCrosshairVoxel({8, 10, 7});
    auto* table = panel.findChild<QTableWidget*>();
    QCOMPARE(table->item(0, 1)->text(), QStringLiteral("208.000"));
    QCOMPARE(table->item(1, 1)->text(), QStringLiteral("27.000"));
    QCOMPARE(table->item(2, 1)->text(), QStringLiteral("181.000"));
    QCOMPARE(table->item(3, 1)->text(), QStringLiteral("180"));  // of the anatomy
    // ncsnr 1, one trial: 1 / (1 + 1)
    QVERIFY(table->item(4, 1)->text().startsWith(QStringLiteral("50.0 % of variance (one trial)")));
    QCOMPARE(table->item(5, 1)->text(), QStringLiteral("V1"));
    const auto spins = panel.findChildren<QDoubleSpinBox*>();
    QCOMPARE(spins.size(), 3);
    QCOMPARE(spins[0]->value(), 6.0);  // -26 + 4 * 8
    spins[0]->setValue(-14);
    QCOMPARE(session().view().crosshairVoxel()[0], 3.0);
    for (auto* spin : panel.findChildren<QSpinBox*>())
      if (spin->accessibleName().endsWith(QLatin1Char('k'))) spin->setValue(0);
    QCOMPARE(session().view().crosshairVoxel()[2], 0.0);
    QVERIFY(table->item(4, 1)->text().contains(QStringLiteral("outside")));
  }

  void millimetresBelowZeroHaveAMinusAndTakeAHyphen() {
    VoxelPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    auto* right = panel.findChildren<QDoubleSpinBox*>()[0];
    session().view().setCrosshair({-14, 6, 0});
    QCOMPARE(right->text(), QStringLiteral("−14.0"));
    for (const char* typed : {"-10", "−6"}) {
      auto* edit = right->findChild<QLineEdit*>();
      edit->selectAll();
      edit->insert(QString::fromUtf8(typed));
      QTest::keyClick(edit, Qt::Key_Return);
      QCOMPARE(session().view().state().crosshairRasMm[0], QString::fromUtf8(typed).mid(1).toDouble() * -1);
      QCOMPARE(right->text(), QStringLiteral("−%1.0").arg(QString::fromUtf8(typed).mid(1)));
    }
    session().view().setCrosshair({-0.01, 6, 0});
    QCOMPARE(right->text(), QStringLiteral("0.0"));
  }

  void fieldsTakeACommaAndWhatIsBeyondTheVolumeAndShowTheCrosshair() {
    VoxelPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    session().view().setCrosshair({6, 6, 0});
    const auto enter = [](QAbstractSpinBox& field, const char* typed) {
      auto* edit = field.findChild<QLineEdit*>();
      edit->selectAll();
      QTest::keyClicks(edit, QLatin1String(typed));
      QTest::keyClick(edit, Qt::Key_Return);
    };
    auto* right = panel.findChildren<QDoubleSpinBox*>()[0];
    enter(*right, "12,5");
    QCOMPARE(session().view().state().crosshairRasMm[0], 12.5);
    QCOMPARE(right->text(), QStringLiteral("12.5"));
    enter(*right, "-3.5");
    QCOMPARE(session().view().state().crosshairRasMm[0], -3.5);
    for (const char* beyond : {"999", "500", "450"}) {
      enter(*right, beyond);
      const double at = session().view().state().crosshairRasMm[0];
      QVERIFY(at < 100);
      QCOMPARE(right->text(), QString::number(at, 'f', 1));
    }
    auto* i = panel.findChildren<QSpinBox*>()[0];
    const int most = session().view().grid().nx - 1;
    i->setValue(0);
    enter(*i, "77");
    QCOMPARE(i->value(), most);
    QCOMPARE(session().view().crosshairVoxel()[0], double(most));
    enter(*i, "3");
    QCOMPARE(session().view().crosshairVoxel()[0], 3.0);
    enter(*i, "-2");
    QCOMPARE(session().view().crosshairVoxel()[0], 0.0);
  }

  void namesInTheVoxelTableLeaveHalfOfItToTheValues() {
    VoxelPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    m_open->run->m_info.run = "/data/run-of-another-long-name";
    session().openSecondRun("/data/run-of-another-long-name");
    QTRY_VERIFY(session().secondRun());
    QVERIFY(m_open->waitUntilSettled());
    panel.resize(230, 700);
    panel.show();
    auto* table = panel.findChild<QTableWidget*>();
    QTRY_VERIFY(table->columnWidth(0) <= table->viewport()->width() / 2);
    QVERIFY(!table->horizontalScrollBar()->isVisible());
    QCOMPARE(table->columnWidth(0) + table->columnWidth(1), table->viewport()->width());
    const QString name = table->item(3, 0)->text();
    QVERIFY2(name.startsWith(QStringLiteral("Second:\n")) && name.contains(QChar(0x2026)), qPrintable(name));
    QVERIFY(table->item(3, 0)->toolTip().contains(QStringLiteral("run-of-another-long-name")));
    panel.resize(900, 700);
    QTRY_COMPARE(table->item(3, 0)->text(), QStringLiteral("Second model: run-of-another-long-name"));
  }

  void aLongCaptionIsReadFromItsBeginningAndAShortOneWithoutAScrollBar() {
    StimulusPanel panel(session());
    panel.resize(260, 420);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QVERIFY(m_open->waitUntilSettled());
    auto* editor = panel.findChild<QPlainTextEdit*>();
    editor->setFocusPolicy(Qt::NoFocus);  // nobody types, whenever the window becomes the active one
    editor->clearFocus();
    editor->setFixedHeight(3 * editor->fontMetrics().lineSpacing() + 14);
    QCoreApplication::processEvents();
    const auto needsBar = [&](const QString& text) {
      session().setCaption(text, false);
      QCoreApplication::processEvents();
      return editor->verticalScrollBar()->isVisible();
    };
    QString fits;  // as many words as there is room for
    while (fits.size() < 1000 && !needsBar(fits + QStringLiteral("four "))) fits += QStringLiteral("four ");
    QVERIFY(!fits.isEmpty());
    QVERIFY(needsBar(QStringLiteral("many words ").repeated(40)));
    QCOMPARE(editor->verticalScrollBar()->value(), 0);
    QVERIFY(!needsBar(fits));
    QVERIFY(m_open->waitUntilSettled());
  }

  void aPictureOfOnesOwnHasNoCeiling() {
    VoxelPanel panel(session());
    session().view().setCrosshairVoxel({8, 10, 7});
    QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("mine.png"));
    QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(picture));
    session().openPicture(picture.toStdString(), QStringLiteral("mine"));
    QTRY_COMPARE(session().selectedItem(), -1);
    QVERIFY(m_open->waitUntilSettled());
    const auto ceiling = [&panel] { return panel.findChild<QTableWidget*>()->item(4, 1)->text(); };
    QTRY_VERIFY2(ceiling().contains(QStringLiteral("nothing was measured")), qPrintable(ceiling()));
    QVERIFY(!ceiling().contains(QLatin1Char('%')));
  }

  void dialogsBeginBesideTheOpenRun() {
    const QTemporaryDir folder;
    auto run = std::make_shared<FakeRun>();
    run->m_info.run = folder.filePath(QStringLiteral("run-fake/")).toStdString();
    OpenSession open(run);
    QCOMPARE(besideOpenRun(open.session), QDir::homePath());
    QVERIFY(open.waitUntilSettled());
    QCOMPARE(besideOpenRun(open.session), folder.path());
    QCOMPARE(besideOpenPicture(open.session), folder.path());
    run->m_info.run = "/no/such/folder/run-fake";
    QCOMPARE(besideOpenRun(open.session), QDir::homePath());
  }

  void aKindOfFileIsAskedForWhereTheLastOneWas() {
    QCOMPARE(lastFolder(FileKind::Session), QDir::homePath());
    {
      const QTemporaryDir folder;
      rememberFolder(FileKind::Session, folder.filePath(QStringLiteral("mine.vxsession")));
      QCOMPARE(lastFolder(FileKind::Session), folder.path());
      QCOMPARE(lastFolder(FileKind::Volume), QDir::homePath());
      rememberFolder(FileKind::Session, QString());  // nobody chose anything
      QCOMPARE(lastFolder(FileKind::Session), folder.path());
    }
    QCOMPARE(lastFolder(FileKind::Session), QDir::homePath());  // gone
  }

  void displayChangesOneScaleForAll() {
    DisplayPanel panel(session());
    QVERIFY(m_open->waitUntilSettled());
    for (auto* spin : panel.findChildren<QDoubleSpinBox*>()) {
      if (spin->accessibleName() == QStringLiteral("Symmetric range")) spin->setValue(50);
      if (spin->accessibleName() == QStringLiteral("Threshold")) spin->setValue(10);
    }
    QCOMPARE(session().view().state().scale.range, 50.0);
    QCOMPARE(session().view().state().scale.thresholdZ, 10.0);
    for (auto* slider : panel.findChildren<QSlider*>())
      if (slider->accessibleName().startsWith(QStringLiteral("Threshold"))) QCOMPARE(slider->value(), 40);
    panel.findChild<QPushButton*>()->click();
    QCOMPARE(
        session().view().state().scale.range,
        scene::symmetricRange({&session().data()->volumes[0].values, &session().data()->volumes[1].values,
                               &session().data()->volumes[2].values}));
    QCOMPARE(session().view().state().scale.thresholdZ, 10.0);
  }
};

const Registered<PanelsTest> kPanelsTest("PanelsTest");

}  // namespace vxs::ui::test

#include "PanelsTest.moc"
