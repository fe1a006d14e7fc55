#pragma once

#include "ui/session/Session.h"
#include "ui/workspace/Workspace.h"

namespace vxs::ui {

/// The image or picture of a state that is being applied. A picture of one's own is read in the background,
/// so what is worked out for it again has to wait. To be made while parts after "stimulus" are applied.
class AwaitedStimulus {
 public:
  AwaitedStimulus(const Session& session, const WorkspaceState& whole)
      : m_picture(whole.at(QStringLiteral("stimulus.picture")).toString().toStdString()),
        m_item(session.selectedItem()) {}
  bool isShown(const Session& session) const {
    return m_picture.empty() ? session.pictureFile().empty() && session.selectedItem() == m_item
                             : session.pictureFile() == m_picture;
  }

 private:
  std::filesystem::path m_picture;  ///< empty: m_item
  int m_item;
};

}  // namespace vxs::ui
