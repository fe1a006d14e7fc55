#include "app/gui/Program.h"

#include "app/gui/ScriptHost.h"
#include "ui/actions/ActionNames.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/preferences/Preferences.h"
#include "ui/workspace/SessionKeeper.h"

#include <QDir>
#include <QScreen>
#include <QSettings>
#include <QStyle>

#include <cstdio>

namespace vxs {

namespace {

void keepSettingsIn(const QString& folder) {
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
}

/// Settings and data of the program in a folder of their own.
void useProfile(const QString& folder) {
  const QString absolute = QDir(folder).absolutePath();
  QDir().mkpath(absolute);
  keepSettingsIn(absolute);
  QSettings().setValue(QStringLiteral("dataFolder"), absolute);
}

}  // namespace

Program::Program(QApplication& application, Options options)
    : m_application(application), m_options(std::move(options)) {}

void Program::fail(const QString& message) const {
  unattended() ? Screenshot::fail(message) : qWarning("%s", qPrintable(message));
}

void Program::makeWindow() {
  ui::MainWindow::Options options;
  options.remember = !unattended() || !m_options.profile.isEmpty();
  options.asks = !unattended();
  if (unattended())
    options.onError = [this](const QString& title, const QString& message) {
      const QString line = title.isEmpty() ? message : title + QStringLiteral(": ") + message;
      m_script ? m_script->noteError(line) : Screenshot::fail(line);
    };
  m_window = std::make_unique<ui::MainWindow>(std::move(options));
  if (m_options.size.isValid()) {
    m_window->resize(m_options.size);
    m_window->keeper().keepWindowSize();
  } else if (!unattended()) {  // no larger than the screen, title bar included
    const QSize screen = m_window->screen()->availableSize();
    const int title = m_window->style()->pixelMetric(QStyle::PM_TitleBarHeight);
    m_window->resize(m_window->size().boundedTo({screen.width(), screen.height() - title}));
  }
  m_window->show();
}

/// Chooses what the command line asked for once its run is open (queued: after the run's own first choice).
void Program::selectOnce() {
  ui::Session& session = m_window->session();
  QObject::connect(
      &session, &ui::Session::runChanged, m_window.get(),
      [this, &session] {
        if (m_options.trial > 0 && !session.selectTrial(m_options.trial))
          fail(QObject::tr("%1 has no trial %2").arg(m_options.run).arg(m_options.trial));
        if (!m_options.image.isEmpty()) session.openPicture(m_options.image.toStdString(), m_options.caption);
      },
      static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void Program::takeScreenshot() {
  m_screenshot = std::make_unique<Screenshot>(*m_window, m_options.screenshot);
  if (m_options.run.isEmpty()) m_screenshot->takeWithoutRun();
}

bool Program::startScript() {
  QString problem;
  const QList<ui::ScriptLine> lines = scriptOf(m_options, problem);
  if (!problem.isEmpty()) {
    std::fprintf(stderr, "voxelscope: %s\n", qPrintable(problem));
    return false;
  }
  const auto done = [this] {
    if (!m_options.screenshot.isEmpty())
      takeScreenshot();
    else if (!m_options.script.isEmpty()) {
      m_window->close();
      QCoreApplication::exit(0);
    }
  };
  if (lines.isEmpty() && m_options.script.isEmpty())
    done();
  else
    m_script = runScript(*m_window, lines, done);
  return true;
}

void Program::listActions() const {
  ui::MainWindow::Options options;
  options.remember = options.asks = false;
  std::fputs(qPrintable(ui::actionList(ui::MainWindow(std::move(options)).actions())), stdout);
}

int Program::run() {
  if (m_options.listActions) {
    listActions();
    return 0;
  }
  if (!m_options.profile.isEmpty())
    useProfile(m_options.profile);
  else if (unattended())
    keepSettingsIn(m_noProfile.path());
  ui::Preferences look =
      unattended() && m_options.profile.isEmpty() ? ui::Preferences() : ui::Preferences::load();
  look.dark = m_options.dark.value_or(look.dark);
  look.apply(m_application);
  makeWindow();
  selectOnce();
  m_window->begin(m_options.run);
  if (!startScript()) return 1;
  return QApplication::exec();
}

}  // namespace vxs
