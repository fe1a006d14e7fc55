#pragma once

#include <QString>

#include <string>

namespace vxs::ui {

class RunSource;
class Session;

/// A word as a POSIX shell needs it: unchanged when harmless, else in single quotes.
QString shellQuoted(const QString& word);
/// The voxelscope-cli command that computes what the session shows; empty when nothing is open
/// and when one trial out of several is shown, which the command line does not do.
QString predictCommand(const Session& session);
/// `voxelscope-cli predict` for the picture that the session shows; empty for a stimulus of the dataset,
/// whose picture is no file.
QString volumeCommand(const Session& session);
/// `voxelscope-cli COMMAND RUN --trial N`, or `--image FILE` for a picture of the person's own: how a command
/// about the open stimulus begins. Empty when there is none. `of`: the run in it; nullptr: the open one.
QString stimulusCommand(const Session& session, const QString& command, const RunSource* of = nullptr);
/// `voxelscope RUN` with the trial, or picture and caption, that are open; empty when no run is.
QString windowCommand(const Session& session);

}  // namespace vxs::ui
