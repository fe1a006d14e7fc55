#include "ui/training/CommandProcess.h"

#include "ui/session/ThreadPriority.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <csignal>
#include <cstring>

namespace vxs::ui {

namespace {
constexpr int kCancelledStatus = 130;
constexpr int kNiceness = 10;  ///< the window comes first
constexpr int kKeptLines = 6;
constexpr int kPatienceMs = 5000;
constexpr qsizetype kLongestLine = 1 << 20;
}  // namespace

CommandProcess::CommandProcess(QString program, QObject* parent)
    : QObject(parent), m_program(program.isEmpty() ? programBesideThis() : std::move(program)) {
  connect(&m_process, &QProcess::readyReadStandardError, this, &CommandProcess::readLines);
  connect(&m_process, &QProcess::readyReadStandardOutput, this,
          [this] { m_output += m_process.readAllStandardOutput(); });
  connect(&m_process, &QProcess::finished, this, &CommandProcess::finish);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart) return;
    m_message = tr("cannot start %1: %2").arg(m_program, m_process.errorString());
    setState(State::Crashed);
  });
}

CommandProcess::~CommandProcess() {
  m_process.disconnect(this);
  blockSignals(true);  // whom they would tell may be half gone
  if (m_process.state() == QProcess::NotRunning) return;
  stop();
  if (m_process.waitForFinished(kPatienceMs)) return;
  m_process.kill();
  m_process.waitForFinished(kPatienceMs);
}

QString CommandProcess::programBesideThis() {
  return QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("voxelscope-cli"));
}

void CommandProcess::start(const QStringList& arguments) {
  if (running()) return;
  m_arguments = arguments;
  m_otherLines.clear();
  m_pending.clear();
  m_output.clear();
  m_message.clear();
  m_error.clear();
  setState(State::Running);
  m_process.start(m_program, arguments + QStringList{QStringLiteral("--progress"), QStringLiteral("json"),
                                                     QStringLiteral("--json")});
  if (m_process.processId() > 0) letGiveWay(m_process.processId(), kNiceness);
  m_process.closeWriteChannel();
}

void CommandProcess::stopAfterEpoch() {
  if (m_state != State::Running || m_process.state() == QProcess::NotRunning) return;
  ::kill(static_cast<pid_t>(m_process.processId()), SIGUSR1);
  setState(State::Ending);
}

void CommandProcess::stop() {
  if (m_process.state() == QProcess::NotRunning) return;
  ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);  // the program's second one ends it at once
  if (running()) setState(State::Stopping);
}

void CommandProcess::forgetFailure() {
  if (m_state != State::Failed && m_state != State::Crashed) return;
  m_message.clear();
  setState(State::Idle);
}

void CommandProcess::readLines() {
  m_pending += m_process.readAllStandardError();
  for (qsizetype end = m_pending.indexOf('\n'); end >= 0; end = m_pending.indexOf('\n')) {
    const QByteArray line = m_pending.left(end);
    m_pending.remove(0, end + 1);
    readLine(line);
  }
  if (m_pending.size() > kLongestLine) m_pending.clear();
}

void CommandProcess::readLine(const QByteArray& line) {
  const QJsonDocument document = QJsonDocument::fromJson(line);
  const QJsonObject object = document.object();
  const QString name = object.value(QLatin1String("event")).toString();
  if (name.isEmpty()) {
    if (!line.trimmed().isEmpty()) m_otherLines << QString::fromUtf8(line.left(400)).trimmed();
    while (m_otherLines.size() > kKeptLines) m_otherLines.removeFirst();
    return;
  }
  if (name == QLatin1String("error")) m_error = object.value(QLatin1String("message")).toString();
  Q_EMIT reported(object);
}

QString CommandProcess::lastWords() const {
  return m_otherLines.isEmpty() ? tr("It said nothing more.") : m_otherLines.join(QLatin1Char('\n'));
}

void CommandProcess::finish(int exitCode, QProcess::ExitStatus status) {
  readLines();
  if (!m_pending.isEmpty()) readLine(m_pending);
  m_pending.clear();
  m_output += m_process.readAllStandardOutput();
  if (status == QProcess::CrashExit) {
    // a program that has only just been started ends by the signal itself
    const bool asked = stopAskedFor() && (exitCode == SIGINT || exitCode == SIGUSR1);
    // Qt gives the signal as the exit code then
    m_message = tr("the process ended by signal %1 (%2). Its last words:\n%3")
                    .arg(exitCode)
                    .arg(QString::fromLocal8Bit(strsignal(exitCode)), lastWords());
    if (asked) m_message.clear();
    return setState(asked ? State::Stopped : State::Crashed);
  }
  if (exitCode == 0) return setState(State::Done);
  if (exitCode == kCancelledStatus) return setState(State::Stopped);
  m_message =
      m_error.isEmpty() ? tr("exit status %1. Its last words:\n%2").arg(exitCode).arg(lastWords()) : m_error;
  setState(State::Failed);
}

void CommandProcess::setState(State state) {
  if (state == m_state) return;
  m_state = state;
  Q_EMIT stateChanged();
}

}  // namespace vxs::ui
