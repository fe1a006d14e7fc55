#pragma once

#include "ui/maps/MapsModel.h"
#include "ui/workspace/AwaitedStimulus.h"
#include "ui/workspace/Workspace.h"

#include <QJsonObject>

#include <optional>

namespace vxs::ui {

/// The part "computed" of a workspace: the map in the views where it is none of the Maps dock's, by what it
/// was made of, as figures' recipes state it: {"map": paint::kCaptionChangeMap, "original", "edited"} or
/// {"map": paint::kEpochMap, "epoch", "epochRun", "epochImage"} or {"map": a NIfTI file}; null: there is no
/// such map. What is applied is made again in the background, once the evaluation is there, whose map would
/// take its place, and for a caption the picture. A file that has gone is told in a note. To be added after
/// "mapScale" and "shown".
class ComputedMap : public QObject {
  Q_OBJECT
 public:
  /// A child of the workspace.
  ComputedMap(Session& session, MapsModel& maps, Workspace& workspace);
  /// The members beside "map", which are options of a recipe too; empty when `map` is no such map.
  static QStringList madeOf(const QString& map);
  /// Whether a state has one, which is shown in place of the Maps dock's map.
  static bool isIn(const WorkspaceState& state);

 private:
  QJsonValue capture() const;
  void apply(const QJsonValue& value, const WorkspaceState& whole);
  bool ofCaption() const;
  void putBackOwn();
  void makeWhenReady();
  void makeOfCaption();
  void makeOfEpoch();
  void makeOfFile();
  /// Ends the making of that map; `show` shows it, unless another is wanted meanwhile, and says whether it
  /// could.
  void finish(const QJsonObject& made, const std::function<bool()>& show);
  void giveUp(const QJsonObject& made);

  Session& m_session;
  MapsModel& m_maps;
  Workspace& m_workspace;
  std::optional<QJsonObject> m_wanted;  ///< and not there yet
  bool m_making = false;
  std::optional<scene::ColorScale> m_scale;   ///< that was brought back with it
  std::optional<AwaitedStimulus> m_stimulus;  ///< of the wanted map
};

}  // namespace vxs::ui
