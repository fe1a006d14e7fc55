#pragma once

#include "ui/Session.h"
#include "ui/workspace/Workspace.h"

namespace vxs::ui {

/// The parts of a workspace that session and view state make up: "stimulus" ({"trial": first trial of the
/// image, "presentation": 0 or one of its trials} or {"picture": file}), "caption", "layout", "layer",
/// "crosshair", "camera", "scale", "convention", "smooth", "slices", "mosaic", "home".
void addSessionParts(Workspace& workspace, Session& session);
void addViewParts(Workspace& workspace, ViewState& view);

QJsonArray toJson(const Vec3& position);
/// `fallback` when the value is no array of three numbers.
Vec3 vec3From(const QJsonValue& value, const Vec3& fallback);

}  // namespace vxs::ui
