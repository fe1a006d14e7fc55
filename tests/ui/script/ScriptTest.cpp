#include "core/base/Error.h"
#include "tests/support/TempFolder.h"
#include "tests/ui/UiTest.h"
#include "ui/actions/ActionNames.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/script/ScriptCondition.h"
#include "ui/script/ScriptLine.h"
#include "ui/script/ScriptRunner.h"
#include "ui/workspace/Workspace.h"

#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QJsonArray>
#include <QPushButton>
#include <QSignalSpy>

#include <algorithm>

namespace vxs::ui::test {

class ScriptTest : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<MainWindow> m_window;
  ScriptRunner* m_runner = nullptr;

  /// Runs a script to its end; its failure, or an empty text.
  QString run(const QString& text) {
    ScriptRunner runner(*m_window, parseScript(text, QStringLiteral("test.vxs")));
    m_runner = &runner;
    QSignalSpy finished(&runner, &ScriptRunner::finished), failed(&runner, &ScriptRunner::failed);
    runner.start();
    const bool ended = QTest::qWaitFor([&] { return finished.count() + failed.count() > 0; }, 60000);
    m_runner = nullptr;
    if (!ended) return QStringLiteral("never ended");
    return failed.isEmpty() ? QString() : failed[0][0].toString();
  }

 private Q_SLOTS:
  void init() {
    MainWindow::Options options;
    options.remember = false;
    options.onError = [this](const QString&, const QString& message) {
      if (m_runner) m_runner->noteError(message);
    };
    options.opener = [](const std::filesystem::path& path, Progress&) -> std::shared_ptr<const RunSource> {
      if (path != "/data/run-fake") throw Error(path.string() + ": no run");
      return std::make_shared<FakeRun>();
    };
    m_window = std::make_unique<MainWindow>(std::move(options));
    m_window->resize(1100, 800);
    m_window->show();
    m_window->session().openRun("/data/run-fake");
    QTRY_VERIFY(m_window->session().run() && m_window->session().settled());
  }
  void cleanup() { m_window.reset(); }

  void linesAreReadAsWords() {
    const auto lines =
        parseScript(QStringLiteral("# nothing\n\nset caption \"a \\\"b\\\" # c\\n\" # end\n  key Ctrl+Z\n"),
                    QStringLiteral("f"));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0].source, QStringLiteral("f:3"));
    QCOMPARE(lines[0].words, (QStringList{QStringLiteral("set"), QStringLiteral("caption"),
                                          QStringLiteral("a \"b\" # c\n")}));
    QCOMPARE(lines[1].words, (QStringList{QStringLiteral("key"), QStringLiteral("Ctrl+Z")}));
    QVERIFY(!parseScript(QStringLiteral("set caption \"open"), QStringLiteral("f"))[0].problem.isEmpty());
    QCOMPARE(scriptValue(QStringLiteral("[1,2]")), QJsonValue(QJsonArray{1, 2}));
    QCOMPARE(scriptValue(QStringLiteral("-2.5")), QJsonValue(-2.5));
    QCOMPARE(scriptValue(QStringLiteral("blue-red")), QJsonValue(QStringLiteral("blue-red")));
  }

  void aWholeScriptDoesWhatItSays() {
    const vxs::test::TempFolder folder;
    const QString picture = QString::fromStdString((folder.path() / "shot.png").string());
    const QString failure = run(QStringLiteral(R"(
      view.layout.slices
      expect state layout slices
      expect action view.layout.slices checked
      key Ctrl+Z
      expect state layout all
      set crosshair [-6,-10,4]
      expect state crosshair.1 -10
      expect undo crosshair
      focus predicted.axial
      key Right
      expect state crosshair [-2,-10,4]
      key 3
      expect state layout 3d
      key 1
      select image 2
      set caption "seven x"
      wait settled
      expect voxel predicted 8 8 8 15
      expect voxel predicted 0 0 0 nan
      expect text caption "seven"
      focus caption
      type "ab"
      expect widget caption visible
      click predicted.coronal 60 60
      wheel predicted.axial 40 40 1
      drag predicted.3d 60 60 90 70
      resize 1000x760
      wait settled
      screenshot %1
      expect file %1
    )")
                                    .arg(picture));
    QCOMPARE(failure, QString());
    QCOMPARE(QImage(picture).size(), m_window->size() * m_window->devicePixelRatio());
    QVERIFY(m_window->session().caption().contains(QStringLiteral("ab")));
  }

  void failuresNameTheLineAndWhatIsSoInstead() {
    QCOMPARE(run(QStringLiteral("\nexpect state layout slices\n")),
             QStringLiteral("test.vxs:2: layout is \"all\", not slices"));
    QVERIFY(run(QStringLiteral("view.layuot")).startsWith(QStringLiteral("test.vxs:1: ")));
    QVERIFY(run(QStringLiteral("click nobody")).contains(QStringLiteral("nobody")));
    QVERIFY(run(QStringLiteral("select trial 123456")).contains(QStringLiteral("123456")));
    QVERIFY(run(QStringLiteral("expect voxel predicted 8 8 8 99999")).contains(QStringLiteral("not 99999")));
    QVERIFY(run(QStringLiteral("expect voxel predicted 80 8 8 1")).contains(QStringLiteral("no voxel")));
    QVERIFY(run(QStringLiteral("set no.such 1")).contains(QStringLiteral("no.such")));
    QVERIFY(
        run(QStringLiteral("screenshot /no/such/folder/a.png")).contains(QStringLiteral("/no/such/folder")));
    QVERIFY(run(QStringLiteral("resize big")).contains(QStringLiteral("big")));
    QVERIFY(run(QStringLiteral("key Nokey")).contains(QStringLiteral("Nokey")));
    QVERIFY(run(QStringLiteral("expect banana")).contains(QStringLiteral("banana")));
    QVERIFY(run(QStringLiteral("set caption \"x")).contains(QStringLiteral("not closed")));
  }

  /// As a hand's does: what is typed next goes into the editor, not to the views' keys.
  void aClickGivesTheKeyboardToAnEditor() {
    const QString failure =
        run(QStringLiteral("focus predicted.axial\n"
                           "click caption\n"
                           "key End\n"
                           "type \" c\"\n"
                           "expect state pairMode \"side by side\"\n"
                           "click predicted.coronal\n"
                           "key C\n"
                           "expect state pairMode curtain\n"));
    QCOMPARE(failure, QString());
    QVERIFY2(m_window->session().caption().contains(QStringLiteral(" c")),
             qPrintable(m_window->session().caption()));
  }

  void mouseCommandsTakeModifiersAndNothingUnknown() {
    const Vec3 before = m_window->session().view().state().crosshairRasMm;
    QCOMPARE(run(QStringLiteral("wait settled\nclick predicted.3d shift")), QString());
    QVERIFY(m_window->session().view().state().crosshairRasMm != before);
    for (const char* line :
         {"click predicted.3d 60 60 foo", "drag predicted.3d 60 60 80 80 double",
          "wheel predicted.axial 9 9 1 right", "click predicted.axial 60", "click predicted.axial 1 2 3"})
      QVERIFY2(!run(QString::fromLatin1(line)).isEmpty(), line);
    QVERIFY(run(QStringLiteral("click predicted.3d foo")).contains(QStringLiteral("“foo”")));
  }

  void imagesAreSelectedByNumberOrByPlace() {
    QCOMPARE(run(QStringLiteral("select nsd 12")), QString());
    QCOMPARE(m_window->session().selectedItem(), 2);
    QCOMPARE(run(QStringLiteral("select image 1")), QString());
    QCOMPARE(m_window->session().selectedItem(), 1);
    QVERIFY(run(QStringLiteral("select nsd 1")).contains(QStringLiteral("no image of the number 1")));
    QVERIFY(run(QStringLiteral("select image 12")).contains(QStringLiteral("select nsd")));
  }

  void whatWouldWaitForAnAnswerFailsInstead() {
    QCOMPARE(run(QStringLiteral("file.session.save")),
             QStringLiteral("test.vxs:1: file.session.save needs a file: file.session.save FILE"));
    QVERIFY(run(QStringLiteral("maps.compare"))
                .contains(QStringLiteral("needs a run’s folder: maps.compare RUN")));
    for (const ActionSpec* spec : m_window->actions().specs())
      if (spec->asks) {
        QVERIFY2(!spec->arguments.isEmpty() && spec->runWith, qPrintable(spec->name));
        const QString failure = run(spec->name);  // or it cannot be done now
        QVERIFY2(failure.startsWith(QStringLiteral("test.vxs:1: ") + spec->name), qPrintable(failure));
      }
    // and what no action knows of is closed
    auto* button = new QPushButton(m_window.get());
    button->setObjectName(QStringLiteral("asker"));
    button->show();
    QString answered = QStringLiteral("never");
    connect(button, &QPushButton::clicked, this, [&] {
      answered = QFileDialog::getOpenFileName(m_window.get(), QStringLiteral("Which one"), {}, {}, nullptr,
                                              QFileDialog::DontUseNativeDialog);
    });
    const QString failure = run(QStringLiteral("click asker"));
    QVERIFY2(failure.contains(QStringLiteral("“Which one” and waits for an answer")), qPrintable(failure));
    QVERIFY(answered.isEmpty());
    QVERIFY(run(QStringLiteral("key Ctrl+S")).contains(QStringLiteral("Save the session")));
  }

  void anUnknownActionBringsTheNearestAndWhereAllAreListed() {
    const QString failure = run(QStringLiteral("view.layout.slice"));
    QVERIFY2(failure.contains(QStringLiteral("view.layout.slices")), qPrintable(failure));
    QVERIFY2(failure.contains(QStringLiteral("--list-actions")), qPrintable(failure));
    QVERIFY(run(QStringLiteral("screnshot a.png")).contains(QStringLiteral("nearest: screenshot")));
    QVERIFY(!run(QStringLiteral("qqqqqqqqqqqq")).contains(QStringLiteral("nearest")));
    const QStringList lines = actionList(m_window->actions()).split(QLatin1Char(10), Qt::SkipEmptyParts);
    QCOMPARE(static_cast<std::size_t>(lines.size()), m_window->actions().specs().size());
    QVERIFY(std::ranges::any_of(lines, [](const QString& line) {
      return line.startsWith(QStringLiteral("view.step.left [VOXELS] ")) &&
             line.contains(QStringLiteral("Move the crosshair"));
    }));
  }

  void errorsFailAScriptUnlessTheyAreExpected() {
    QVERIFY(run(QStringLiteral("file.open.run /nowhere\nwait settled"))
                .contains(QStringLiteral("unexpected error: /nowhere")));
    QCOMPARE(
        run(QStringLiteral("file.open.run /nowhere\nwait settled\nexpect error /nowhere\nexpect run open")),
        QString());
    QVERIFY(run(QStringLiteral("expect error anything")).contains(QStringLiteral("no error")));
  }
};

const Registered<ScriptTest> kScriptTest("ScriptTest");

}  // namespace vxs::ui::test

#include "ScriptTest.moc"
