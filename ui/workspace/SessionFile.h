#pragma once

#include "ui/workspace/Workspace.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <filesystem>

namespace vxs::ui {

/// One step of a guided tour: what to say and what to look at.
struct TeachingStep {
  QString title, text;
  WorkspaceState state;
  bool operator==(const TeachingStep&) const = default;
};

/// A session as it lies in a *.voxelscope file: JSON, {"voxelscope-session": 1, "program", "saved", "run":
/// {"absolute", "relative", "fingerprint"}, "state": one value a part, "window", "steps", "ended"},
/// and in an autosave "file", "changed".
struct SessionFile {
  QString program;  ///< version that wrote it
  QDateTime saved;
  std::filesystem::path run;  ///< absolute; empty: none was open
  QString fingerprint;        ///< of the run when the session was saved
  bool runChanged = false;    ///< set by readSession(): the run has been made anew since
  WorkspaceState state;
  QByteArray geometry, docks;  ///< as QMainWindow saves them
  int docksVersion = 0;
  /// Of a figure that is opened, none of it saved: its file's name, the panel to be raised for what it shows,
  /// the epoch to be chosen there, and words for what no view shows of it.
  struct Figure {
    QString name, panel;
    int epoch = 0;  ///< 0: none
    QString says;
  };
  Figure figure;
  QList<TeachingStep> steps;
  int step = 0;                ///< of these the one that is shown
  bool ended = true;           ///< false in an autosave whose program has not ended in order
  std::filesystem::path file;  ///< of an autosave: the session it is by name; empty: never saved by name
  bool changed = false;        ///< and whether it differs from that file
};

/// SHA-256 of RUN/run.json; empty when it cannot be read.
QString runFingerprint(const std::filesystem::path& run);

/// The file's content; paths relative to `folder` stand beside the absolute ones (SessionPaths.h).
QByteArray sessionJson(const SessionFile& session, const std::filesystem::path& folder);
/// Written aside and renamed. Throws Error naming the file.
void writeSession(const SessionFile& session, const std::filesystem::path& file);
/// Throws Error that names the file and what is wrong with it: no session, damaged, of a newer version, a run
/// that is neither at its absolute nor at its relative place. The place whose fingerprint fits is preferred.
SessionFile readSession(const std::filesystem::path& file);

}  // namespace vxs::ui
