#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

class QCoreApplication;

namespace vxs {

/// What the window was asked for on its command line.
struct Options {
  QString run;
  int trial = 0;  ///< 0: the first test image
  QString image;
  QString caption;
  std::optional<bool> dark;
  QString screenshot;
  QSize size;
  QString profile;  ///< folder for settings and autosaves instead of the person's own; empty: theirs
  QString script;   ///< a file of commands; the program ends with it
  bool listActions = false;
  QStringList todo;  ///< commands to be done once the window has settled
};

/// Reads the command line; prints help or version and ends the program where asked to. On wrong usage says so
/// on stderr and ends with status 2.
Options readOptions(const QCoreApplication& application);

}  // namespace vxs
