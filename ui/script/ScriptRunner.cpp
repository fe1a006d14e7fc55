#include "ui/script/ScriptRunner.h"

#include "ui/MainWindow.h"
#include "ui/actions/ActionNames.h"
#include "ui/actions/ActionRegistry.h"
#include "ui/actions/FileActions.h"
#include "ui/script/ScriptCondition.h"
#include "ui/script/ScriptInput.h"
#include "ui/workspace/Workspace.h"

#include <QApplication>
#include <QDialog>
#include <QKeySequence>
#include <QMap>
#include <QPixmap>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace vxs::ui {

namespace {
constexpr int kPollMs = 25, kWatchMs = 200;
/// Besides names of actions.
const QStringList kVerbs{"click",  "drag", "expect",     "focus", "key",  "open", "resize",
                         "select", "set",  "screenshot", "type",  "wait", "wheel"};
/// It must have been settled this often in a row: a timer that starts new work may just be waiting.
constexpr int kCalmPolls = 6;

QString noWidget(const QString& name) {
  return ScriptRunner::tr("no widget “%1” is visible; there are %2")
      .arg(name, input::visibleWidgets().join(QStringLiteral(", ")));
}
}  // namespace

ScriptRunner::ScriptRunner(MainWindow& window, QList<ScriptLine> lines, QObject* parent)
    : QObject(parent), m_window(window), m_lines(std::move(lines)) {
  m_poll.setInterval(kPollMs);
  connect(&m_poll, &QTimer::timeout, this, &ScriptRunner::poll);
  m_watch.setInterval(kWatchMs);
  connect(&m_watch, &QTimer::timeout, this, &ScriptRunner::dismiss);
}

void ScriptRunner::start() {
  QTimer::singleShot(0, this, &ScriptRunner::next);
}

void ScriptRunner::fail(const QString& message) {
  m_poll.stop();
  const QString source = m_at >= 0 && m_at < m_lines.size() ? m_lines[m_at].source : tr("end of the script");
  m_at = m_lines.size();
  Q_EMIT failed(source + QStringLiteral(": ") + message);
}

bool ScriptRunner::errorIsExpected() const {
  qsizetype at = m_at + 1;
  while (at < m_lines.size() && m_lines[at].words.front() == QLatin1String("wait")) ++at;
  return at < m_lines.size() &&
         m_lines[at].words.mid(0, 2) == QStringList{QStringLiteral("expect"), QStringLiteral("error")};
}

void ScriptRunner::next() {
  if (!m_errors.isEmpty() && !errorIsExpected())
    return fail(tr("unexpected error: %1").arg(m_errors.front()));
  m_window.workspace().flush();
  if (++m_at >= m_lines.size()) {
    Q_EMIT finished();
    return;
  }
  const ScriptLine& line = m_lines[m_at];
  if (!line.problem.isEmpty()) return fail(line.problem);
  if (line.words.front() == QLatin1String("wait")) return wait(line.words.mid(1));
  m_question = QString();
  m_watch.start();
  const QString problem = perform(line.words);
  m_watch.stop();
  if (!problem.isEmpty()) return fail(problem);
  if (!m_question.isNull())
    return fail(tr("%1 opens “%2” and waits for an answer, which a script cannot give")
                    .arg(line.words.join(QLatin1Char(' ')), m_question));
  QTimer::singleShot(0, this, &ScriptRunner::next);
}

QString ScriptRunner::perform(const QStringList& words) {
  const QString& verb = words.front();
  const QStringList rest = words.mid(1);
  if (verb == QLatin1String("expect"))
    return rest.value(0) == QLatin1String("error") ? expectError(rest.mid(1))
                                                   : unmetCondition(m_window, rest);
  if (verb == QLatin1String("set")) return set(rest);
  if (verb == QLatin1String("select")) return select(rest);
  if (verb == QLatin1String("click") || verb == QLatin1String("drag") || verb == QLatin1String("wheel"))
    return mouse(words);
  if (verb == QLatin1String("key") || verb == QLatin1String("type") || verb == QLatin1String("focus"))
    return keyboard(words);
  if (verb == QLatin1String("screenshot")) return screenshot(rest);
  if (verb == QLatin1String("resize")) return resize(rest.value(0));
  if (verb == QLatin1String("open")) {
    m_window.open(rest.value(0).toStdString());
    return {};
  }
  if (!m_window.actions().spec(verb)) return unknown(verb);
  QString reason;
  m_window.actions().trigger(verb, rest, &reason);
  return reason;
}

QString ScriptRunner::unknown(const QString& verb) const {
  QStringList names = kVerbs;
  for (const ActionSpec* spec : m_window.actions().specs()) names << spec->name;
  const QStringList nearest = nearestNames(verb, names);
  QString text = tr("there is no action “%1”").arg(verb);
  if (!nearest.isEmpty()) text += tr("; the nearest: %1").arg(nearest.join(QStringLiteral(", ")));
  return text + tr("; “voxelscope --list-actions” lists them all");
}

void ScriptRunner::dismiss() {
  if (QWidget* popup = QApplication::activePopupWidget()) {
    m_question = tr("a menu");
    popup->close();
  } else if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) {
    m_question = dialog->windowTitle();
    dialog->reject();
  }
}

QString ScriptRunner::set(const QStringList& words) {
  if (words.size() != 2) return tr("set wants PATH VALUE");
  WorkspaceState state = m_window.workspace().state();
  const bool text = state.at(words[0]).isString();
  if (!state.set(words[0], text ? QJsonValue(words[1]) : scriptValue(words[1])))
    return tr("there is no state “%1”").arg(words[0]);
  m_window.workspace().apply(state, true);
  return {};
}

QString ScriptRunner::select(const QStringList& words) {
  Session& session = m_window.session();
  const int number = words.value(1).toInt();
  if (words.value(0) == QLatin1String("trial"))
    return session.selectTrial(number, words.value(2).toInt())
               ? QString()
               : tr("there is no trial %1").arg(words.value(1));
  if (!session.run()) return tr("no run is open");
  const auto& items = session.run()->items();
  if (words.value(0) == QLatin1String("nsd")) {
    const auto found = std::ranges::find(items, number, &TrialItem::nsdId);
    if (found == items.end()) return tr("there is no image of the number %1").arg(words.value(1));
    session.selectItem(static_cast<int>(found - items.begin()));
    return {};
  }
  if (words.value(0) != QLatin1String("image"))
    return tr("select wants trial N, image INDEX (from 0) or nsd NUMBER");
  if (number < 0 || static_cast<std::size_t>(number) >= items.size())
    return tr("there is no image %1: INDEX counts from 0 to %2; “select nsd NUMBER” takes the number that "
              "the window shows")
        .arg(words.value(1))
        .arg(items.size() - 1);
  session.selectItem(number);
  return {};
}

QString ScriptRunner::mouse(const QStringList& words) {
  QWidget* widget = input::findWidget(words.value(1));
  if (!widget) return noWidget(words.value(1));
  static const QMap<QString, Qt::KeyboardModifier> modifierNames{
      {QStringLiteral("shift"), Qt::ShiftModifier},
      {QStringLiteral("ctrl"), Qt::ControlModifier},
      {QStringLiteral("alt"), Qt::AltModifier}};
  QStringList known = modifierNames.keys();
  if (words[0] != QLatin1String("wheel")) known << QStringLiteral("right") << QStringLiteral("middle");
  if (words[0] == QLatin1String("click")) known << QStringLiteral("double");
  Qt::KeyboardModifiers modifiers;
  QList<int> numbers;
  QStringList names;
  for (const QString& word : words.mid(2)) {
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (isNumber)
      numbers << number;
    else if (known.contains(word))
      names << word;
    else
      return tr("%1 knows no “%2”, only %3").arg(words[0], word, known.join(QStringLiteral(", ")));
    modifiers |= modifierNames.value(word, Qt::NoModifier);
  }
  const Qt::MouseButton button = names.contains(QStringLiteral("right"))    ? Qt::RightButton
                                 : names.contains(QStringLiteral("middle")) ? Qt::MiddleButton
                                                                            : Qt::LeftButton;
  const QPoint at = numbers.size() >= 2 ? QPoint(numbers[0], numbers[1]) : widget->rect().center();
  if (words[0] == QLatin1String("click")) {
    if (!numbers.isEmpty() && numbers.size() != 2)
      return tr("click wants WIDGET [X Y] [right|middle] [double] [shift] [ctrl] [alt]");
    input::click(*widget, at, button, names.contains(QStringLiteral("double")), modifiers);
  } else if (words[0] == QLatin1String("drag")) {
    if (numbers.size() != 4) return tr("drag wants WIDGET X1 Y1 X2 Y2 [right|middle] [shift] [ctrl] [alt]");
    input::drag(*widget, at, {numbers[2], numbers[3]}, button, modifiers);
  } else {
    if (numbers.size() != 3) return tr("wheel wants WIDGET X Y NOTCHES [shift] [ctrl] [alt]");
    input::wheel(*widget, at, numbers[2], modifiers);
  }
  return {};
}

QString ScriptRunner::keyboard(const QStringList& words) {
  if (words.size() != 2) return tr("%1 wants one word").arg(words[0]);
  if (words[0] == QLatin1String("type")) {
    input::type(m_window, words[1]);
  } else if (words[0] == QLatin1String("focus")) {
    QWidget* widget = input::findWidget(words[1]);
    if (!widget) return noWidget(words[1]);
    widget->setFocus(Qt::OtherFocusReason);
  } else {
    const QKeySequence sequence(words[1]);
    if (sequence.count() != 1 || sequence[0].key() == Qt::Key_unknown)
      return tr("there is no key “%1”").arg(words[1]);
    input::key(m_window, m_window.actions(), sequence);
  }
  return {};
}

QString ScriptRunner::screenshot(const QStringList& words) {
  QWidget* widget = words.size() > 1 ? input::findWidget(words[1]) : &m_window;
  if (!widget) return noWidget(words.value(1));
  QSaveFile file(words.value(0));
  const bool saved = file.open(QIODevice::WriteOnly) && widget->grab().save(&file, "PNG") && file.commit();
  return saved ? QString() : tr("cannot write %1: %2").arg(words.value(0), file.errorString());
}

QString ScriptRunner::resize(const QString& size) {
  static const QRegularExpression form(QStringLiteral("^(\\d{2,5})x(\\d{2,5})$"));
  const auto match = form.match(size);
  if (!match.hasMatch()) return tr("resize wants WIDTHxHEIGHT, not “%1”").arg(size);
  m_window.resize(match.captured(1).toInt(), match.captured(2).toInt());
  return {};
}

QString ScriptRunner::expectError(const QStringList& words) {
  if (m_errors.isEmpty()) return tr("no error was shown");
  const QString message = m_errors.takeFirst();
  return message.contains(words.value(0))
             ? QString()
             : tr("the error was “%1”, without “%2”").arg(message, words.value(0));
}

bool ScriptRunner::settled() const {
  return m_window.session().run() ? m_window.complete() : m_window.session().settled();
}

void ScriptRunner::wait(const QStringList& words) {
  m_calm = 0;
  m_waiting.start();
  if (words.value(0) == QLatin1String("settled")) {
    m_awaited = [this] {
      m_calm = settled() ? m_calm + 1 : 0;
      return m_calm >= kCalmPolls ? QString() : tr("the window did not settle");
    };
  } else if (words.value(0) == QLatin1String("seconds")) {
    m_awaited = [this, until = words.value(1).toDouble() * 1000] {
      return static_cast<double>(m_waiting.elapsed()) >= until ? QString() : tr("it takes longer");
    };
  } else if (words.value(0) == QLatin1String("error")) {
    m_awaited = [this] { return m_errors.isEmpty() ? tr("no error was shown") : QString(); };
  } else {
    m_awaited = [this, words] { return unmetCondition(m_window, words); };
  }
  m_poll.start();
}

void ScriptRunner::poll() {
  const QString missing = m_awaited();
  if (!missing.isEmpty() && (m_errors.isEmpty() || errorIsExpected())) {
    if (m_waiting.elapsed() > kWaitSeconds * 1000) fail(tr("waited in vain: %1").arg(missing));
    return;
  }
  m_poll.stop();
  next();
}

}  // namespace vxs::ui
