#pragma once

#include "ui/actions/ActionSpec.h"

namespace vxs::ui {

class ActionRegistry;

/// What it does, and what its arguments do.
QString wholeTip(const ActionSpec& spec);
/// "file.session.save FILE": the name with the arguments that a script has to give.
QString withArguments(const ActionSpec& spec);
/// "a file", "a folder", "an epoch": what the first of them is.
QString neededBy(const ActionSpec& spec);
/// Of `names` the few that somebody may have meant by `wanted`, the likeliest first: those that differ by few
/// letters, or have its last part in them. None when nothing is like it.
QStringList nearestNames(const QString& wanted, const QStringList& names);
/// One line an action, in the order of names: name, arguments, and in a second column what it does.
QString actionList(const ActionRegistry& actions);

}  // namespace vxs::ui
