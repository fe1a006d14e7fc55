#include "tests/ui/UiTest.h"
#include "ui/widgets/Settings.h"

#include <QFile>
#include <QSettings>

namespace vxs::ui::test {

/// What is remembered is read back at once and written by another thread.
class SettingsTest : public QObject {
  Q_OBJECT

 private:
  QString m_file;
  QByteArray written() const {
    QFile file(m_file);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }

 private Q_SLOTS:
  void init() {
    QSettings settings;
    settings.clear();
    settings.sync();
    m_file = settings.fileName();
  }
  void cleanup() { QSettings().clear(); }

  void theWindowDoesNotWaitForTheDisk() {
    Settings().setValue(QStringLiteral("speed"), 4711);
    QCoreApplication::sendPostedEvents();
    QVERIFY(!written().contains("4711"));
    QCOMPARE(Settings().value(QStringLiteral("speed")).toInt(), 4711);
    QTRY_VERIFY(written().contains("speed=4711"));
    Settings().remove(QStringLiteral("speed"));
    QVERIFY(!Settings().contains(QStringLiteral("speed")));
    QTRY_VERIFY(!written().contains("4711"));
  }

  void groupsAreThoseOfQSettings() {
    QSettings().setValue(QStringLiteral("panel/first"), 1);
    Settings panel(QStringLiteral("panel"));
    QCOMPARE(panel.value(QStringLiteral("first")).toInt(), 1);
    panel.setValue(QStringLiteral("second"), QStringLiteral("two"));
    QCOMPARE(panel.names(), (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
    QCOMPARE(QSettings().value(QStringLiteral("panel/second")).toString(), QStringLiteral("two"));
    panel.remove({});
    QVERIFY(panel.names().isEmpty());
    QCOMPARE(panel.value(QStringLiteral("third"), 3).toInt(), 3);
  }

  void anotherProgramsChangesAreTakenOver() {
    Settings().setValue(QStringLiteral("mine"), 1);
    QTRY_VERIFY(written().contains("mine=1"));
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::Append));
    file.write("theirs=2\n");
    file.close();
    QTRY_COMPARE((Settings::refresh(), Settings().value(QStringLiteral("theirs")).toInt()), 2);
    Settings().setValue(QStringLiteral("mine"), 3);
    QTRY_VERIFY(written().contains("mine=3"));
    QVERIFY(written().contains("theirs=2"));
  }
};

const Registered<SettingsTest> kSettingsTest("SettingsTest");

}  // namespace vxs::ui::test

#include "SettingsTest.moc"
