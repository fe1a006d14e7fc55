#include "tests/support/TempFolder.h"
#include "tests/ui/FakeRun.h"
#include "ui/MainWindow.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/script/ScriptInput.h"
#include "ui/session/StoredRun.h"
#include "ui/widgets/Theme.h"
#include "ui/workspace/SessionKeeper.h"
#include "ui/workspace/Workspace.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDialog>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QKeySequence>
#include <QPointer>
#include <QSettings>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <random>
#include <set>

// voxelscope-monkey [RUN] [--minutes N | --events N] [--seed S]: clicks, drags, turns the wheel, types,
// presses keys, does actions, undoes and redoes at random in the real window, on a fake run or the one given.
// Ends with status 1 when something is not as it must be afterwards; a crash ends it by itself. Reports how
// long the interface was blocked at most, by which event; a time never decides.

namespace {

using namespace vxs;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Gaps between turns of the event loop: how long, how much of it this thread really worked, after which
/// event.
class Watchdog : public QObject {
 public:
  Watchdog() {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { tick(); });
    m_timer.start(2);
  }
  void tick() {
    const Gap gap{since(m_last) - 2, worked() - m_lastWorked, m_last, m_event};
    m_last = Clock::now();
    m_lastWorked = worked();
    m_gaps.push_back(gap.ms);
    if (gap.ms > kLongMs) m_long.push_back(gap);
  }
  void doing(const QString& event) { m_event = event; }
  void report() {
    std::ranges::sort(m_gaps);
    const auto busy = std::ranges::count_if(m_long, [](const Gap& gap) { return gap.workedMs > kLongMs; });
    std::printf(
        "interface blocked: worst %.1f ms, 99.9th percentile %.1f ms, over %.0f ms %zu times, %td of them by "
        "its own work\n",
        m_gaps.empty() ? 0.0 : m_gaps.back(), m_gaps.empty() ? 0.0 : m_gaps[m_gaps.size() * 999 / 1000],
        kLongMs, m_long.size(), busy);
    std::ranges::sort(m_long, std::ranges::greater{}, &Gap::workedMs);
    for (std::size_t i = 0; i < std::min<std::size_t>(m_long.size(), 20); ++i)
      std::printf("  %6.1f ms, of them work %6.1f ms, after: %s (from %.3f s of the monotonic clock)\n",
                  m_long[i].ms, m_long[i].workedMs, qPrintable(m_long[i].event),
                  std::chrono::duration<double>(m_long[i].from.time_since_epoch()).count());
  }

 private:
  static constexpr double kLongMs = 100;
  struct Gap {
    double ms, workedMs;
    Clock::time_point from;  ///< for a profile of the same time
    QString event;
  };
  /// Processor time of this thread, ms.
  static double worked() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }
  QTimer m_timer;
  Clock::time_point m_last = Clock::now();
  double m_lastWorked = worked();
  std::vector<double> m_gaps;
  std::vector<Gap> m_long;
  QString m_event;
};

constexpr int kRestMs = 180'000;  ///< captions of a what-if that nobody cancels, beside other programs

/// Not for a monkey: they end the program, or make a demo for minutes.
const std::set<QString> kForbidden{QStringLiteral("file.quit"), QStringLiteral("file.demo")};
const std::set<QString> kForbiddenButtons{QStringLiteral("tryDemo")};

class Monkey {
 public:
  Monkey(ui::MainWindow& window, unsigned seed, Watchdog& watchdog)
      : m_window(window), m_random(seed), m_watchdog(watchdog) {}

  int acts() const { return m_acts; }
  void act() {
    ++m_acts;
    closeDialogs();
    switch (number(0, 9)) {
      case 0:
      case 1:
        return click();
      case 2:
        return drag();
      case 3:
        return wheel();
      case 4:
        return key();
      case 5:
        return type();
      case 6:
      case 7:
        return action();
      case 8:
        return undo();
      default:
        m_watchdog.doing(QStringLiteral("resize"));
        return m_window.resize(number(700, 1700), number(500, 1100));
    }
  }

 private:
  int number(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_random); }

  /// Every tenth look or so a dialog is still there: then it has had its share of events.
  void closeDialogs() {
    for (QWidget* top : QApplication::topLevelWidgets())
      if (auto* dialog = qobject_cast<QDialog*>(top); dialog && dialog->isVisible() && number(0, 9) == 0)
        dialog->reject();
    if (QWidget* popup = QApplication::activePopupWidget()) popup->close();
  }

  QWidget* anyWidget() {
    QWidget* top = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : &m_window;
    QList<QWidget*> widgets;
    for (QWidget* widget : top->findChildren<QWidget*>())
      if (widget->isVisible() && widget->isEnabled() && !kForbiddenButtons.contains(widget->objectName()) &&
          widget->width() > 2 && widget->height() > 2 && widget->window() == top->window())
        widgets << widget;
    return widgets.isEmpty() ? nullptr : widgets[number(0, static_cast<int>(widgets.size()) - 1)];
  }
  QPoint anyPoint(const QWidget& widget) {
    return {number(0, widget.width() - 1), number(0, widget.height() - 1)};
  }
  static QString nameOf(const QWidget& widget) {
    return QLatin1String(widget.metaObject()->className()) + QLatin1Char(' ') + widget.objectName();
  }

  void click() {
    QWidget* widget = anyWidget();
    if (!widget) return;
    m_watchdog.doing(QStringLiteral("click ") + nameOf(*widget));
    const int button = number(0, 9);
    ui::input::click(*widget, anyPoint(*widget),
                     button < 8    ? Qt::LeftButton
                     : button == 8 ? Qt::RightButton
                                   : Qt::MiddleButton,
                     number(0, 9) == 0);
  }
  void drag() {
    QWidget* widget = anyWidget();
    if (!widget) return;
    m_watchdog.doing(QStringLiteral("drag ") + nameOf(*widget));
    const Qt::MouseButton buttons[] = {Qt::LeftButton, Qt::RightButton, Qt::MiddleButton};
    ui::input::drag(*widget, anyPoint(*widget), anyPoint(*widget), buttons[number(0, 2)]);
  }
  void wheel() {
    QWidget* widget = anyWidget();
    if (!widget) return;
    m_watchdog.doing(QStringLiteral("wheel ") + nameOf(*widget));
    ui::input::wheel(*widget, anyPoint(*widget), number(-4, 4),
                     number(0, 3) == 0 ? Qt::ControlModifier : Qt::NoModifier);
  }
  void key() {
    static const char* const kKeys[] = {"Left",   "Right", "Up",     "Down",   "PgUp",   "PgDown",    "Tab",
                                        "Return", "Esc",   "Home",   "End",    "Delete", "Backspace", "R",
                                        "Space",  "[",     "]",      "1",      "2",      "3",         "4",
                                        "?",      "F1",    "Ctrl+Z", "Ctrl+A", "F5",     "Shift+Up"};
    const QString name = QLatin1String(kKeys[number(0, static_cast<int>(std::size(kKeys)) - 1)]);
    m_watchdog.doing(QStringLiteral("key ") + name);
    ui::input::key(m_window, m_window.actions(), QKeySequence(name));
  }
  void type() {
    QString text;
    for (int i = number(1, 6); i > 0; --i) text += QChar(number(32, 126));
    m_watchdog.doing(QStringLiteral("type"));
    ui::input::type(m_window, text);
  }
  void action() {
    if (QApplication::activeModalWidget()) return;
    const auto specs = m_window.actions().specs();
    const QString name = specs[static_cast<std::size_t>(number(0, static_cast<int>(specs.size()) - 1))]->name;
    if (kForbidden.contains(name)) return;
    m_watchdog.doing(name);
    m_window.actions().trigger(name);
  }
  void undo() {
    m_watchdog.doing(QStringLiteral("undo"));
    for (int i = number(1, 4); i > 0; --i)
      number(0, 2) == 0 ? m_window.workspace().redo() : m_window.workspace().undo();
  }

  ui::MainWindow& m_window;
  std::mt19937 m_random;
  int m_acts = 0;
  Watchdog& m_watchdog;
};

/// Some dialogs and menus wait in a loop of their own, where nothing more would happen: when the monkey has
/// not acted since the last look, what is open is closed from outside.
class Rescuer : public QObject {
 public:
  explicit Rescuer(const Monkey& monkey) {
    connect(&m_timer, &QTimer::timeout, this, [this, &monkey] {
      const bool stuck = monkey.acts() == m_acts;
      m_acts = monkey.acts();
      if (!stuck) return;
      if (QWidget* popup = QApplication::activePopupWidget()) popup->close();
      if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) dialog->reject();
    });
    m_timer.start(300);
  }

 private:
  QTimer m_timer;
  int m_acts = -1;
};

bool settle(ui::MainWindow& window, int milliseconds) {
  const auto start = Clock::now();
  while (since(start) < milliseconds) {
    QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    if (window.session().run() && window.session().settled()) return true;
  }
  return false;
}

int complain(const char* what) {
  std::fprintf(stderr, "voxelscope-monkey: %s\n", what);
  return 1;
}

int complainOfUnrest(ui::MainWindow& window, const char* when) {
  const QString unfinished = window.session().tasks().unfinished().join(QStringLiteral("; "));
  return complain(qPrintable(QStringLiteral("the window did not settle %1: %2").arg(when, unfinished)));
}

/// What must be so whatever was done.
int check(ui::MainWindow& window) {
  window.session().tasks().cancelVisible();  // what a person would do before leaving: some work takes minutes
  if (!settle(window, kRestMs)) return complainOfUnrest(window, "after cancelling");
  window.workspace().settle();
  const ui::WorkspaceState state = window.workspace().state();
  const ui::WorkspaceState read{QJsonDocument::fromJson(QJsonDocument(state.parts).toJson()).object()};
  if (!(read == state)) return complain("the state does not survive JSON");
  if (window.session().view().shownLayers().empty()) return complain("no layer is shown");
  if (ui::sessionJson(window.keeper().gather(), "/tmp").isEmpty())
    return complain("the session cannot be written");
  for (int i = 0; i < ui::Workspace::kMostSteps && window.workspace().canUndo(); ++i)
    window.workspace().undo();
  if (window.workspace().canUndo()) return complain("undoing does not come to an end");
  window.session().tasks().cancelVisible();  // it may have begun such work again
  return settle(window, kRestMs) ? 0 : complainOfUnrest(window, "after undoing everything");
}

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
    qputenv("QT_QPA_PLATFORM", "offscreen");
  const test::TempFolder home;  // whatever a dialog writes
  for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"}) qputenv(name, home.path().c_str());
  QApplication application(argc, argv);
  QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
  QCommandLineParser parser;
  parser.addHelpOption();
  parser.addPositionalArgument("run", "A run's folder; a fake run when left out", "[RUN]");
  parser.addOptions({{"minutes", "How long", "N", "0"},
                     {"events", "How much", "N", "1000"},
                     {"seed", "Of chance", "S", "1"}});
  parser.process(application);
  ui::applyTheme(application, true);
  const QStringList runs = parser.positionalArguments();
  ui::MainWindow::Options options;
  options.remember = false;
  int errors = 0;
  options.onError = [&errors](const QString&, const QString&) { ++errors; };
  if (runs.isEmpty())
    options.opener = [](const std::filesystem::path&, Progress&) {
      return std::make_shared<ui::test::FakeRun>();
    };
  ui::MainWindow window(std::move(options));
  window.show();
  window.session().openRun(runs.isEmpty() ? "/data/run-fake" : runs[0].toStdString());
  if (!settle(window, 120000)) return complain("the run was not opened");
  Watchdog watchdog;
  Monkey monkey(window, parser.value("seed").toUInt(), watchdog);
  const Rescuer rescuer(monkey);
  const double limit = parser.value("minutes").toDouble() * 60000;
  const int events = parser.value("events").toInt();
  const auto start = Clock::now();
  int count = 0;
  for (; limit > 0 ? since(start) < limit : count < events; ++count) {
    monkey.act();
    QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    if (!window.isVisible()) window.show();
  }
  std::printf("%d events in %.0f s, %d errors shown\n", count, since(start) / 1000, errors);
  watchdog.report();
  for (QWidget* top : QApplication::topLevelWidgets())
    if (auto* dialog = qobject_cast<QDialog*>(top)) dialog->reject();
  return check(window);
}
