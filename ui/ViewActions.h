#pragma once

#include "ui/Session.h"

#include <QObject>

#include <functional>

class QActionGroup;
class QMenu;

namespace vxs::ui {

/// The View menu: layouts, standard views, convention, reset. Keys without Ctrl belong to the comparison and
/// are only named here, so that they can still be typed into a caption.
class ViewActions : public QObject {
  Q_OBJECT
 public:
  ViewActions(Session& session, QMenu& menu, QObject* parent);

 private:
  void addLayouts(QMenu& menu);
  void addCameras(QMenu& menu);
  void addConventions(QMenu& menu);
  Session& m_session;
};

}  // namespace vxs::ui
