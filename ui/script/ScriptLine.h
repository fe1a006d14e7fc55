#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace vxs::ui {

/// One command of a script for the window: words separated by blanks; "…" keeps blanks, with \" \\ and \n
/// inside; # begins a comment.
struct ScriptLine {
  QString source;  ///< "FILE:LINE", for messages
  QStringList words;
  QString problem;  ///< why it cannot be read; empty: it can
};

/// The commands of a text, without empty lines. Each line's fault is kept in it.
QList<ScriptLine> parseScript(const QString& text, const QString& file);

}  // namespace vxs::ui
