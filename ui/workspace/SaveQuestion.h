#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace vxs::ui {

class SessionKeeper;

/// Asks whether a session that was saved by name is saved again before another takes its place or the window
/// closes.
class SaveQuestion : public QObject {
  Q_OBJECT
 public:
  SaveQuestion(SessionKeeper& keeper, QWidget& window);
  /// Calls `go` at once when nothing would be lost; else after Save, once it is written, or after Discard.
  void before(const std::function<void()>& go);

 private:
  SessionKeeper& m_keeper;
  QWidget& m_window;
};

}  // namespace vxs::ui
