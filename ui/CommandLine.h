#pragma once

#include <QString>

namespace vxs::ui {

class Session;

/// A word as a POSIX shell needs it: unchanged when harmless, else in single quotes.
QString shellQuoted(const QString& word);
/// The voxelscope-cli command that computes what the session shows; empty when nothing is open.
QString predictCommand(const Session& session);

}  // namespace vxs::ui
