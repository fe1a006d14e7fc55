#pragma once

#include "ui/session/Session.h"
#include "ui/workspace/Workspace.h"

namespace vxs::ui {

/// The parts of a workspace that session and view state make up: "stimulus" ({"trial": first trial of the
/// image, "presentation": 0 or one of its trials} or {"picture": file}), "caption", "second", "underlay",
/// "layout", "layer", "home", "shown", "maximised", "slices", and every member of scene::ComparisonState
/// under the name of partOfMember().
void addSessionParts(Workspace& workspace, Session& session);
void addViewParts(Workspace& workspace, ViewState& view);

/// The value of the part "stimulus"; null where none is open.
QJsonValue stimulusOf(const Session& session);

/// The part that holds a member of the view's state, named as in scene::toJson(): "scale" for "scale",
/// "crosshair" for "crosshairRasMm". Whoever reads a state (figures' recipes hold one) finds its parts by it.
QString partOfMember(const QString& member);

QJsonArray toJson(const Vec3& position);
/// `fallback` when the value is no array of three numbers.
Vec3 vec3From(const QJsonValue& value, const Vec3& fallback);

}  // namespace vxs::ui
