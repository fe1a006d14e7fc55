#include "app/gui/Options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <cstdio>
#include <cstdlib>

namespace vxs {

namespace {

[[noreturn]] void wrongUsage(const QString& message) {
  std::fprintf(stderr, "voxelscope: %s\nTry: voxelscope --help\n", qPrintable(message));
  std::exit(2);
}

QSize sizeFrom(const QString& text) {
  static const QRegularExpression form(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
  const auto match = form.match(text);
  if (!match.hasMatch())
    wrongUsage(QObject::tr("--size wants WIDTHxHEIGHT, e.g. 1600x1000, not '%1'").arg(text));
  return {match.captured(1).toInt(), match.captured(2).toInt()};
}

}  // namespace

Options readOptions(const QCoreApplication& application) {
  QCommandLineParser parser;
  parser.setApplicationDescription(
      QObject::tr("Compares measured and predicted whole-brain responses to a picture and its caption."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(
      QStringLiteral("run"),
      QObject::tr(
          "Folder written by voxelscope-cli train; or a session, picture, volume or exported figure."),
      QStringLiteral("[RUN]"));
  const QCommandLineOption trial(QStringLiteral("trial"),
                                 QObject::tr("Start at this trial of the subject (from 1)."),
                                 QStringLiteral("N"));
  const QCommandLineOption image(QStringLiteral("image"), QObject::tr("Start with this picture instead."),
                                 QStringLiteral("FILE"));
  const QCommandLineOption caption(QStringLiteral("caption"), QObject::tr("Caption of that picture."),
                                   QStringLiteral("TEXT"));
  const QCommandLineOption dark(QStringLiteral("dark"), QObject::tr("Dark window."));
  const QCommandLineOption light(QStringLiteral("light"), QObject::tr("Light window."));
  const QCommandLineOption screenshot(
      QStringLiteral("screenshot"), QObject::tr("Save the finished window as PNG and end; needs no display."),
      QStringLiteral("FILE"));
  const QCommandLineOption size(QStringLiteral("size"), QObject::tr("Size of the window."),
                                QStringLiteral("WxH"));
  const QCommandLineOption script(
      QStringLiteral("script"),
      QObject::tr(
          "Run the commands in this file in the window and end: status 0, or 1 with FILE:LINE and what "
          "is wrong. See voxelscope(1)."),
      QStringLiteral("FILE"));
  const QCommandLineOption profile(
      QStringLiteral("profile"),
      QObject::tr(
          "Keep settings, recent files and autosaved sessions in this folder instead of the person's own."),
      QStringLiteral("FOLDER"));
  const QCommandLineOption todo(
      QStringLiteral("do"),
      QObject::tr(
          "Do this once the window has settled: the name of an action, or any command of a script. May "
          "be given again."),
      QStringLiteral("COMMAND"));
  const QCommandLineOption listActions(
      QStringLiteral("list-actions"),
      QObject::tr("Print the names of all actions with their arguments and what they do, and end."));
  parser.addOptions(
      {trial, image, caption, dark, light, screenshot, size, script, todo, listActions, profile});
  if (!parser.parse(application.arguments())) wrongUsage(parser.errorText());
  if (parser.isSet(QStringLiteral("help"))) parser.showHelp();
  if (parser.isSet(QStringLiteral("version"))) parser.showVersion();
  const QStringList runs = parser.positionalArguments();
  if (runs.size() > 1) wrongUsage(QObject::tr("one run at a time, not %1").arg(runs.size()));
  Options options;
  options.run = runs.value(0);
  options.image = parser.value(image);
  options.caption = parser.value(caption);
  options.screenshot = parser.value(screenshot);
  options.script = parser.value(script);
  options.profile = parser.value(profile);
  options.todo = parser.values(todo);
  options.listActions = parser.isSet(listActions);
  if (!options.script.isEmpty() && !options.screenshot.isEmpty())
    wrongUsage(QObject::tr("either --script or --screenshot; a script has a command for that"));
  if (parser.isSet(dark) || parser.isSet(light)) options.dark = parser.isSet(dark);
  if (parser.isSet(size)) options.size = sizeFrom(parser.value(size));
  if (parser.isSet(trial)) {
    bool isNumber = false;
    options.trial = parser.value(trial).toInt(&isNumber);
    if (!isNumber || options.trial < 1)
      wrongUsage(QObject::tr("--trial wants a number from 1, not '%1'").arg(parser.value(trial)));
  }
  if (options.trial > 0 && !options.image.isEmpty())
    wrongUsage(QObject::tr("either --trial or --image, not both"));
  if ((options.trial > 0 || !options.image.isEmpty()) && options.run.isEmpty())
    wrongUsage(QObject::tr("--trial and --image need a RUN"));
  return options;
}

}  // namespace vxs
