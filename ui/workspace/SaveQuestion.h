#pragma once

#include <QMessageBox>
#include <QObject>

#include <filesystem>
#include <functional>

namespace vxs::ui {

class SessionKeeper;

/// Asks before something else takes the place of what is open: whether a session that was saved by name is
/// saved again (before the window closes, too), and whether a figure may open its run.
class SaveQuestion : public QObject {
  Q_OBJECT
 public:
  SaveQuestion(SessionKeeper& keeper, QWidget& window);
  /// Calls `go` at once when nothing would be lost; else after Save, once it is written, or after Discard.
  void before(const std::function<void()>& go);
  /// Of a figure that was made from `run`, which is not the one that is open: calls `go` after Open. Asks
  /// once: where a session has changes that question alone, which then says whose run is to be opened.
  void beforeRun(const QString& figure, const std::filesystem::path& run, const std::function<void()>& go);

 private:
  QMessageBox* ask(const QString& name, const QString& text, const QString& why,
                   QMessageBox::StandardButtons buttons);
  SessionKeeper& m_keeper;
  QWidget& m_window;
  QString m_why;  ///< said with the next question; empty: nothing
};

}  // namespace vxs::ui
