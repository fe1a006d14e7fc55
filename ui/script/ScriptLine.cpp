#include "ui/script/ScriptLine.h"

#include <QObject>

namespace vxs::ui {

namespace {

/// Reads a quoted word from after its opening quote; false when it does not end.
bool readQuoted(const QString& text, qsizetype& at, QString& word) {
  for (; at < text.size(); ++at) {
    if (text[at] == QLatin1Char('"')) {
      ++at;
      return true;
    }
    if (text[at] == QLatin1Char('\\') && at + 1 < text.size()) {
      ++at;
      word += text[at] == QLatin1Char('n') ? QLatin1Char('\n') : text[at];
    } else {
      word += text[at];
    }
  }
  return false;
}

ScriptLine parseLine(const QString& text, const QString& source) {
  ScriptLine line{source, {}, {}};
  qsizetype at = 0;
  while (at < text.size()) {
    if (text[at].isSpace()) {
      ++at;
    } else if (text[at] == QLatin1Char('#')) {
      break;
    } else if (text[at] == QLatin1Char('"')) {
      QString word;
      if (!readQuoted(text, ++at, word)) line.problem = QObject::tr("the quotation mark is not closed");
      line.words << word;
    } else {
      QString word;
      while (at < text.size() && !text[at].isSpace()) word += text[at++];
      line.words << word;
    }
  }
  return line;
}

}  // namespace

QList<ScriptLine> parseScript(const QString& text, const QString& file) {
  QList<ScriptLine> lines;
  int number = 0;
  for (const QString& each : text.split(QLatin1Char('\n'))) {
    const ScriptLine line = parseLine(each, QStringLiteral("%1:%2").arg(file).arg(++number));
    if (!line.words.isEmpty()) lines << line;
  }
  return lines;
}

}  // namespace vxs::ui
