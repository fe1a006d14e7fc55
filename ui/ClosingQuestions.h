#pragma once

#include <functional>
#include <vector>

class QWidget;

namespace vxs::ui {

class SaveQuestion;
class SessionKeeper;
class WindowPanels;

/// What is asked before a window closes, one question after the other. The window's close event asks
/// mayClose().
class ClosingQuestions {
 public:
  /// Calls `go` at once when it has nothing to ask, or later, or never.
  using Question = std::function<void(const std::function<void()>& go)>;
  explicit ClosingQuestions(QWidget& window) : m_window(window) {}
  void add(Question question) { m_questions.push_back(std::move(question)); }
  /// False: something is asked; the window is closed when every question has let it go.
  bool mayClose();

 private:
  void ask(std::size_t index);

  QWidget& m_window;
  std::vector<Question> m_questions;
  bool m_asking = false;  ///< within mayClose()
  bool m_answered = false;
};
/// Of the window: what becomes of a training that runs, then whether its session is saved.
void addQuestions(ClosingQuestions& closing, WindowPanels& panels, SaveQuestion& save, SessionKeeper& keeper);

}  // namespace vxs::ui
